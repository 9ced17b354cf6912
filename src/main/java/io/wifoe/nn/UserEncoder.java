package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.Init.constant;
import static io.wifoe.nn.ParameterSpec.bias;
import static io.wifoe.nn.ParameterSpec.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.wifoe.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * The user's network F of Eq. (18): hidden layers Linear - LayerNorm - ReLU, then one linear layer to B values whose
 * signs are the feedback.
 *
 * <p>Where it is {@linkplain #phaseInvariant phase-invariant}, beyond the paper, the first linear layer is complex and
 * its values are taken by their magnitude, |W^H y| + b: L complex pilots to w magnitudes, by as many weights. The sum
 * rate does not depend on the phase of a user's channel as a whole, so bits that do not either say more of the rest.
 *
 * @param inputs 2 L, real and imaginary parts of what was received
 * @param width width of the hidden layers
 * @param layers hidden layers
 * @param bits B
 * @param phaseInvariant whether bits stay the same when all that is received turns by one phase
 */
public record UserEncoder(int inputs, int width, int layers, int bits, boolean phaseInvariant) {
  /** Keeps the gradient of a magnitude finite at 0. */
  private static final double SMALLEST_SQUARE = 1e-6;

  public UserEncoder {
    Check.that(!phaseInvariant || layers >= 1, "an encoder without hidden layers has no magnitudes to be "
        + "phase-invariant by");
  }

  /** The paper's. */
  public UserEncoder(int inputs, int width, int layers, int bits) {
    this(inputs, width, layers, bits, false);
  }

  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      specs.add(weight("enc" + i + ".W", i == 0 ? inputs : width, width));
      specs.add(bias("enc" + i + ".b", width));
      specs.add(new ParameterSpec("enc" + i + ".ln_g", new Shape(width), constant(1)));
      specs.add(bias("enc" + i + ".ln_b", width));
    }
    specs.add(weight("encout.W", layers == 0 ? inputs : width, bits));
    specs.add(bias("encout.b", bits));
    return specs;
  }

  /** From y (rows, 2 L) to values (rows, B) before the sign. */
  public NDArray forward(Pass pass, NDArray y) {
    return layers == 0 ? last(pass, y)
        : behindFirst(pass, first(pass, y, pass.weight("enc0.W"), pass.weight("enc0.b")));
  }

  /**
   * The first layer before its normalisation.
   *
   * @param weight (2 L, w); of a phase-invariant encoder Re W above Im W of a complex W (L, w)
   * @param bias (w) or (1, w)
   * @return (rows, w)
   */
  NDArray first(Pass pass, NDArray y, NDArray weight, NDArray bias) {
    if (!phaseInvariant) {
      return Layers.linear(pass, y, weight, bias);
    }
    NDList parts = weight.split(2, 0);
    NDArray turned = parts.get(1).neg().concat(parts.get(0), 0);
    NDList reAndIm = y.matMul(weight.concat(turned, 1)).split(2, 1); // Re and Im of W^H y
    NDArray square = reAndIm.get(0).square().add(reAndIm.get(1).square());
    return square.add(pass.scalar(SMALLEST_SQUARE)).sqrt().add(bias);
  }

  /** Multiply-accumulates of one user. */
  public long macs() {
    return layers == 0 ? (long) inputs * bits
        : (phaseInvariant ? 2L : 1L) * inputs * width + (layers - 1L) * width * width + (long) width * bits;
  }

  /** The same from (rows, width), what the first linear layer gives. */
  NDArray behindFirst(Pass pass, NDArray first) {
    NDArray h = first;
    for (int i = 0; i < layers; i++) {
      String layer = "enc" + i;
      h = i == 0 ? h : Layers.linear(pass, h, pass.weight(layer + ".W"), pass.weight(layer + ".b"));
      h = Layers.layerNorm(h, pass.weight(layer + ".ln_g"), pass.weight(layer + ".ln_b"));
      h = pass.record(layer, Layers.relu(h));
    }
    return last(pass, h);
  }

  private NDArray last(Pass pass, NDArray h) {
    return pass.record("enc_out", Layers.linear(pass, h, pass.weight("encout.W"), pass.weight("encout.b")));
  }
}
