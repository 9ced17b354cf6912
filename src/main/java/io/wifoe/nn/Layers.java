package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** The layers that every block is made of, on tensors whose last dimension is the feature. */
final class Layers {
  private static final float LAYER_NORM_EPSILON = 1e-5f;

  private Layers() {}

  /** x W with W (in, out), as exact as the pass asks for. */
  static NDArray product(Pass pass, NDArray x, NDArray weight) {
    return pass.isCoarse(x) ? NativeOperators.coarseProduct(x, weight) : x.matMul(weight);
  }

  /** x W + b with W (in, out) and b (out), as exact as the pass asks for. */
  static NDArray linear(Pass pass, NDArray x, NDArray weight, NDArray bias) {
    return pass.isCoarse(x) ? product(pass, x, weight).add(bias) : linear(x, weight, bias);
  }

  /** x W + b with W (in, out) and b (out), with all digits. */
  static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return x.getNDArrayInternal().linear(x, weight.transpose(), bias).singletonOrThrow();
  }

  /** Normalises each row to zero mean and unit (biased) variance, then scales and shifts. */
  static NDArray layerNorm(NDArray x, NDArray scale, NDArray shift) {
    Shape features = new Shape(x.getShape().get(x.getShape().dimension() - 1));
    return x.getNDArrayInternal().layerNorm(x, features, scale, shift, LAYER_NORM_EPSILON).singletonOrThrow();
  }

  /** LN of Eq. (22b) and (25b), without learnable scale and shift. */
  static NDArray layerNorm(Pass pass, NDArray x) {
    long features = x.getShape().get(x.getShape().dimension() - 1);
    return layerNorm(x, pass.filled(1, features), pass.filled(0, features));
  }

  static NDArray relu(NDArray x) {
    return x.getNDArrayInternal().relu();
  }

  /** Drops values at random during training and scales up the others, so that the mean stays. */
  static NDArray dropout(Pass pass, String name, NDArray x, double rate) {
    if (rate == 0 || !pass.mode().training()) {
      return x;
    }
    return x.mul(pass.mask(name, 1 - rate, x.getShape())).mul(pass.scalar(1 / (1 - rate)));
  }
}
