package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.wifoe.Check;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PilotMatrix;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.Trunk;
import io.wifoe.task.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The equations of the network in the order in which a signal meets them. It holds no weights, a {@link Pass} does.
 *
 * @param config sizes
 * @param heads task-specific parts, of every configuration that is served by now
 * @param trunk what they share
 */
record ForwardPass(WiFoEConfig config, Map<Configuration, TaskHeads> heads, Trunk trunk) {
  /**
   * From channels to precoders: pilots (5), feedback (6), G_in (20), trunk (29), G_out (30), power (31). All
   * configurations of a step share one call of the trunk, and neighbours that the same parts serve share theirs.
   *
   * @return for each transmission V (n, K, 2 Nt), each row [Re v_k | Im v_k]
   */
  List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    return fromTokens(pass, tokens(pass, transmissions));
  }

  /** The same but for the power (31): (n K, 2 Nt) of each transmission. */
  List<NDArray> unscaled(Pass pass, List<Transmission> transmissions) {
    return config.output().unscaled(pass, outputs(pass, tokens(pass, transmissions)));
  }

  private List<UserTokens> tokens(Pass pass, List<Transmission> transmissions) {
    List<UserTokens> tokens = new ArrayList<>();
    for (Neighbours<Transmission> shared : Neighbours.of(transmissions,
        part -> List.of(scope(pass, part.configuration()), part.pilotPower()))) {
      Transmission first = shared.first();
      NDArray y = heads(first.configuration()).pilots().transmit(pass.in(config.scope(first.configuration())),
          shared.joined(Transmission::channels), shared.joined(Transmission::noise), first.pilotPower());
      NDArray z0 = tokens(pass, first.configuration(), quantized(pass, first.configuration(), y));
      NDList parts = shared.parted(z0, Transmission::channels);
      for (int i = 0; i < parts.size(); i++) {
        Transmission part = shared.parts().get(i);
        tokens.add(new UserTokens(part.configuration(), part.power(), parts.get(i)));
      }
    }
    return tokens;
  }

  /** What the users receive of the pilots, Eq. (5): y (n K, 2 L), each row [Re y | Im y]. */
  NDArray received(Pass pass, Transmission part) {
    Pass own = pass.in(config.scope(part.configuration()));
    PilotMatrix pilots = heads(part.configuration()).pilots();
    return pilots.transmit(own, part.channels(), part.noise(), part.pilotPower());
  }

  /** What users make of what they received, y (rows, 2 L): feedback q (rows, B). */
  NDArray quantized(Pass pass, Configuration configuration, NDArray y) {
    return config.quantizer().forward(pass.in(config.scope(configuration)), encoded(pass, configuration, y));
  }

  /** What users would feed back if it need not be bits, from y (rows, 2 L): values before the sign, (rows, B). */
  NDArray encoded(Pass pass, Configuration configuration, NDArray y) {
    return heads(configuration).encoder().forward(pass.in(config.scope(configuration)), y);
  }

  /**
   * All that a base station knows of some samples.
   *
   * @param power P of each precoder
   * @param feedback everybody's, (n K, B)
   */
  record ReceivedFeedback(Configuration configuration, double power, NDArray feedback) {}

  /** The base station side, Eq. (8): for each part V (n, K, 2 Nt). */
  List<NDArray> precode(Pass pass, List<ReceivedFeedback> parts) {
    return fromTokens(pass, parts.stream().map(part -> new UserTokens(part.configuration, part.power,
        tokens(pass, part.configuration, part.feedback))).toList());
  }

  /** G_in, Eq. (20): tokens (rows, d) of feedback (rows, B). */
  private NDArray tokens(Pass pass, Configuration configuration, NDArray feedback) {
    Pass own = pass.in(config.scope(configuration));
    return own.record("z0", heads(configuration).in().forward(own, feedback));
  }

  /** Trunk (29), G_out (30) and power (31). */
  private List<NDArray> fromTokens(Pass pass, List<UserTokens> before) {
    List<NDArray> precoders = config.output().precoders(pass, outputs(pass, before));
    for (int i = 0; i < precoders.size(); i++) {
      pass.in(config.scope(before.get(i).configuration())).record("V", precoders.get(i));
    }
    return precoders;
  }

  /** Trunk (29) and G_out (30) of each part. */
  private List<PrecoderOutput.Outputs> outputs(Pass pass, List<UserTokens> before) {
    List<UserTokens> behind = UserTokens.through(trunk, pass.in(WiFoE.TRUNK), before);
    List<PrecoderOutput.Outputs> outputs = new ArrayList<>();
    for (Neighbours<UserTokens> shared : Neighbours.of(behind, part -> scope(pass, part.configuration()))) {
      Configuration first = shared.first().configuration();
      NDArray out = heads(first).out().forward(pass.in(config.scope(first)), shared.joined(UserTokens::z));
      NDList parts = shared.parted(out, UserTokens::z);
      for (int i = 0; i < parts.size(); i++) {
        UserTokens part = shared.parts().get(i);
        Configuration c = part.configuration();
        outputs.add(config.output().outputs(parts.get(i), c.antennas(), c.users(), part.power()));
      }
    }
    return outputs;
  }

  /**
   * The parts that serve a configuration.
   *
   * @throws IllegalArgumentException if there are none
   */
  TaskHeads heads(Configuration configuration) {
    TaskHeads parts = heads.get(configuration);
    Check.that(parts != null, "this model has no parts for %s; it serves %s", configuration, heads.keySet());
    return parts;
  }

  /** The scope whose weights serve a configuration in a pass, which may tie it to another's. */
  private String scope(Pass pass, Configuration configuration) {
    return pass.in(config.scope(configuration)).scope();
  }
}
