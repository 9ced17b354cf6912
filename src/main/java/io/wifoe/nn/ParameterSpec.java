package io.wifoe.nn;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A learnable array before it has values: name, shape and how it starts.
 *
 * @param name name within its scope, for example {@code Wqkv}
 * @param shape shape; weights are (in, out)
 * @param init distribution of the first values
 * @param matrices weight matrices that its last dimension holds side by side; 0 where it is no matrix between features,
 *     such as a bias, which optimizers of matrices leave to others
 */
public record ParameterSpec(String name, Shape shape, Init init, int matrices) {

  /** Distribution of a parameter's first values; {@code fan} is the number of inputs of the layer. */
  public record Init(Distribution distribution, double scale) {
    enum Distribution { CONSTANT, UNIFORM, NORMAL }

    static Init constant(double value) {
      return new Init(Distribution.CONSTANT, value);
    }

    /** Uniform in +-sqrt(3 / fan): unit variance in, unit variance out. */
    static Init uniform(int fan) {
      return new Init(Distribution.UNIFORM, Math.sqrt(3.0 / fan));
    }

    /** Normal with this standard deviation. */
    static Init normal(double deviation) {
      return new Init(Distribution.NORMAL, deviation);
    }
  }

  /** No matrix. */
  public ParameterSpec(String name, Shape shape, Init init) {
    this(name, shape, init, 0);
  }

  static ParameterSpec weight(String name, long in, long out) {
    return new ParameterSpec(name, new Shape(in, out), Init.uniform((int) in), 1);
  }

  /** Weights of several layers of the same sizes, (layers, in, out). */
  static ParameterSpec weights(String name, long layers, long in, long out) {
    return new ParameterSpec(name, new Shape(layers, in, out), Init.uniform((int) in), 1);
  }

  static ParameterSpec bias(String name, long... shape) {
    return new ParameterSpec(name, new Shape(shape), Init.constant(0));
  }

  /** The same parameter inside a scope: {@code trunk/blk0} and {@code Wo} become {@code trunk/blk0/Wo}. */
  public ParameterSpec in(String scope) {
    return new ParameterSpec(scope + "/" + name, shape, init, matrices);
  }

  /** All of them inside a scope. */
  public static List<ParameterSpec> in(String scope, List<ParameterSpec> specs) {
    return specs.stream().map(spec -> spec.in(scope)).toList();
  }

  /** The same parameter as so many matrices side by side, 0 for none. */
  ParameterSpec asMatrices(int number) {
    return new ParameterSpec(name, shape, init, number);
  }

  /** The same parameter with other first values. */
  ParameterSpec from(Init other) {
    return new ParameterSpec(name, shape, other, matrices);
  }

  /** The number of values. */
  public long size() {
    return shape.size();
  }
}
