package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.PackedTrunk;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.Projection;
import io.wifoe.task.Configuration;
import java.util.List;

/**
 * A trained model at work in one configuration: the base station sends {@link #pilots}, each user turns what it
 * received into {@link #feedback}, and the base station turns everybody's bits into {@link #precode precoders}. Neither
 * side sees a channel. Gives what the joint pass gives; safe for use by several threads while the model does not learn.
 */
public final class Deployment {
  /**
   * Up to so many tokens the packed trunk is the faster one: it reads every expert once, in order, and computes with
   * all of them; with more tokens the arithmetic of experts that nobody chose costs more than the reading saves.
   */
  private static final int FEW_ROWS = 16;

  private final WiFoE model;
  private final Configuration configuration;
  private final TaskHeads parts;
  private final PackedTrunk trunk;

  Deployment(WiFoE model, Configuration configuration, TaskHeads parts, PackedTrunk trunk) {
    this.model = model;
    this.configuration = configuration;
    this.parts = parts;
    this.trunk = trunk;
  }

  public Configuration configuration() {
    return configuration;
  }

  /** The pilots of a base station of unit power, see {@link #pilots(double)}. */
  public ComplexMatrices pilots() {
    return pilots(1);
  }

  /**
   * The pilots that the base station sends, Eq. (5): user k receives y_k = h_k^H X + z_k.
   *
   * @param power P of the base station; its columns have the configuration's
   *     {@linkplain Configuration#pilotColumnPower pilot power}
   * @return X as one matrix of Nt rows and L columns
   */
  public ComplexMatrices pilots(double power) {
    Check.that(power > 0 && power < Double.POSITIVE_INFINITY, "a power of %s must be a positive number", power);
    try (NDManager manager = model.parameters().newManager()) {
      Pass own = Pass.inference(manager, model.parameters()).in(model.config().scope(configuration));
      NDArray x = parts.pilots().matrix(own, configuration.pilotColumnPower(power));
      NDList halves = x.toType(DataType.FLOAT32, false).split(2, 0);
      return new ComplexMatrices(1, configuration.antennas(), configuration.pilots(),
          halves.get(0).concat(halves.get(1), 1).toFloatArray());
    }
  }

  /**
   * The user side, Eq. (6).
   *
   * @param received y (samples, users, L), any number of users; each is on its own
   * @return their bits (samples, users, B)
   * @throws IllegalArgumentException if it does not fit the configuration or has a value that is not finite
   */
  public Feedback feedback(ComplexMatrices received) {
    Check.that(received.columns() == configuration.pilots(), "a user that received %d numbers does not fit %s",
        received.columns(), configuration);
    for (int i = 0; i < received.values().length; i++) {
      int user = i / (2 * received.columns());
      Check.that(Float.isFinite(received.values()[i]), "sample %d, user %d: what was received has a value that is not "
          + "finite; look for a receiver that is broken or overdriven", user / received.rows(), user % received.rows());
    }
    try (NDManager manager = model.parameters().newManager()) {
      NDArray y = manager.create(received.values(),
          new Shape((long) received.samples() * received.rows(), 2L * configuration.pilots()));
      NDArray q = model.forward().quantized(Pass.inference(manager, model.parameters()), configuration,
          y.toType(model.parameters().precision(), false));
      return new Feedback(received.samples(), received.rows(), configuration.bits(), q.gt(0).toBooleanArray());
    }
  }

  /** Precoders at unit power, see {@link #precode(Feedback, double)}. */
  public ComplexMatrices precode(Feedback bits) {
    return precode(bits, 1);
  }

  /**
   * The base station side, Eq. (8).
   *
   * @param bits of all K users of each sample
   * @param power P of each precoder
   * @return V (samples, K, Nt)
   */
  public ComplexMatrices precode(Feedback bits, double power) {
    Check.that(bits.users() == configuration.users() && bits.bits() == configuration.bits() && bits.samples() >= 1,
        "feedback of %d samples x %d users x %d bits does not fit %s", bits.samples(), bits.users(), bits.bits(),
        configuration);
    Check.that(power > 0 && power < Double.POSITIVE_INFINITY, "transmit power %s must be a positive number", power);
    float[] q = new float[bits.values().length];
    for (int i = 0; i < q.length; i++) {
      q[i] = bits.values()[i] ? 1 : -1;
    }
    int rows = bits.samples() * bits.users();
    try (NDManager manager = model.parameters().newManager()) {
      NDArray feedback = manager.create(q, new Shape(rows, bits.bits())).toType(model.parameters().precision(), false);
      NDArray v = rows <= FEW_ROWS && trunk.isPlain() && model.config().output() == PrecoderOutput.LINEAR
          ? trunk.precode(feedback, weights(parts.in()), weights(parts.out()), configuration.users(), power)
          : model.forward().precode(Pass.inference(manager, model.parameters()),
              List.of(new ForwardPass.ReceivedFeedback(configuration, power, feedback))).get(0);
      return new ComplexMatrices(bits.samples(), bits.users(), configuration.antennas(),
          v.toType(DataType.FLOAT32, false).toFloatArray());
    }
  }

  private NDList weights(Projection projection) {
    NDList weights = new NDList();
    String scope = model.config().scope(configuration);
    projection.parameters().forEach(spec -> weights.add(model.parameters().get(spec.in(scope).name())));
    return weights;
  }
}
