package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.bias;
import static io.wifoe.nn.ParameterSpec.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts that serve every array: pilots, the user's first layer and the base station's last one are matrices over
 * directions, which an array's {@link Steering} turns into those of the paper. All other layers are the same for all.
 *
 * @param directions S
 * @param longest the most pilots
 * @param encoder 2 S to the most bits
 * @param width d
 * @param facts numbers that tell a configuration
 * @param output what the last layer puts out
 */
public record SteeredHeads(int directions, int longest, UserEncoder encoder, int width, int facts,
    PrecoderOutput output) {
  /** Powers of the SNR. */
  private static final int SNR_TERMS = 2;
  /** SNRs from -10 to 30 dB become -1 to 1. */
  private static final double MIDDLE_SNR_DB = 10;
  private static final double HALF_SNR_RANGE_DB = 20;

  /** Arrays and numbers of one L, B and array; those with a 1 are rows. */
  public record Plain(NDArray pilots, NDArray encoderWeight, NDArray encoderBias, NDArray inBias, NDArray outWeight,
      NDArray outBias) {}

  public List<ParameterSpec> parameters() {
    Shape beams = new Shape(directions, longest);
    List<ParameterSpec> specs = new ArrayList<>();
    specs.add(new ParameterSpec("C_re", beams, ParameterSpec.Init.normal(1)));
    specs.add(new ParameterSpec("C_im", beams, ParameterSpec.Init.normal(1)));
    specs.addAll(encoder.parameters());
    specs.add(weight("encfacts.W", facts, encoder.width()));
    specs.add(new ParameterSpec("encridge", new Shape(1), ParameterSpec.Init.constant(Math.log(0.1))));
    specs.add(weight("in.W", encoder.bits(), width));
    specs.add(bias("in.b", width));
    specs.add(weight("infacts.W", facts, width));
    // a training at one SNR leaves it at zero; whatever it began with would count at others
    specs.add(weight("insnr.W", SNR_TERMS, width).from(ParameterSpec.Init.constant(0)));
    specs.add(weight("out.W", width, 2L * directions));
    specs.add(bias("out.b", 2L * directions));
    if (output.choices() > 0) {
      specs.add(weight("choices.W", width, output.choices()));
      specs.add(bias("choices.b", output.choices()));
    }
    return specs;
  }

  /**
   * The paper's parts for one array, but for what does not depend on it.
   *
   * @param length L
   * @param facts that tell the configuration, (1, facts)
   * @return pilots (2 Nt, L) at power 1, the user's first layer (2 L, w) and (1, w) for pilots of power Nt P, a row of
   *     each token (1, d), the last layer (d, 2 Nt) and (1, 2 Nt)
   */
  public Plain plain(Pass pass, Steering steering, int length, NDArray facts) {
    NDArray x = steering.beams(pass, first(pass.weight("C_re"), length), first(pass.weight("C_im"), length));
    NDArray matched = steering.matched(pass, x); // (2 L, 2 S)
    // linear minimum mean square error estimates of the directions' amplitudes before the user's first layer
    NDArray gram = matched.matMul(matched.transpose()).mul(pass.scalar((double) length / directions));
    NDArray ridge = pass.manager().eye(2 * length, 2 * length, 0, pass.precision())
        .mul(pass.weight("encridge").exp());
    NDArray user = NativeOperators.solve(gram.add(ridge), matched.matMul(pass.weight("enc0.W")));
    NDArray userBias = facts.matMul(pass.weight("encfacts.W")).add(pass.weight("enc0.b"));
    NDArray fields = steering.fields(pass);
    return new Plain(x, user, userBias, facts.matMul(pass.weight("infacts.W")).add(pass.weight("in.b")),
        pass.weight("out.W").matMul(fields), pass.weight("out.b").reshape(1, -1).matMul(fields));
  }

  private static NDArray first(NDArray columns, int number) {
    return number == columns.getShape().get(1) ? columns : columns.split(new long[] {number}, 1).get(0);
  }

  /** The user's first layer: y (rows, 2 L), received of pilots of power E_s = pilotPower P, to (rows, w). */
  public NDArray first(Pass pass, Plain plain, NDArray y, double pilotPower, int antennas) {
    NDArray weight = plain.encoderWeight.mul(pass.scalar(Math.sqrt(antennas / pilotPower)));
    return encoder.first(pass, y, weight, plain.encoderBias);
  }

  /** The layers behind it, (rows, w) to values before the sign, (rows, most bits). */
  public NDArray encoded(Pass pass, NDArray first) {
    return encoder.behindFirst(pass, first);
  }

  /** Bits (rows, most bits), those that were not sent at 0, to (rows, d) before {@link Plain#inBias} and SNR. */
  public NDArray heard(Pass pass, NDArray bits) {
    return Layers.product(pass, bits, pass.weight("in.W"));
  }

  /** What the base station adds to its tokens at an SNR; sigma^2 / P (n, 1) to (n, d). */
  public NDArray atSnr(Pass pass, NDArray noise) {
    NDArray snr = noise.log().mul(pass.scalar(-10 / Math.log(10) / HALF_SNR_RANGE_DB))
        .sub(pass.scalar(MIDDLE_SNR_DB / HALF_SNR_RANGE_DB));
    return snr.concat(snr.square(), 1).matMul(pass.weight("insnr.W"));
  }

  /** G_out on tokens (rows, d) of one array: (rows, 2 Nt). */
  public NDArray out(Plain plain, NDArray z) {
    return z.matMul(plain.outWeight).add(plain.outBias);
  }

  /** What the last layer puts out beside, (rows, 2); null if nothing. */
  public NDArray choices(Pass pass, NDArray z) {
    return output.choices() == 0 ? null : Layers.linear(pass, z, pass.weight("choices.W"), pass.weight("choices.b"));
  }
}
