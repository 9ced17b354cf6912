package io.wifoe.nn;

import ai.djl.ndarray.types.Shape;

/**
 * A learnable array before it has values: name, shape and how it starts.
 *
 * @param name name within its scope, for example {@code blk0.Wqkv}
 * @param shape shape; weights are (in, out)
 * @param init distribution of the first values
 */
public record ParameterSpec(String name, Shape shape, Init init) {

  /** Distribution of a parameter's first values; {@code fan} is the number of inputs of the layer. */
  public record Init(Kind kind, double scale) {
    enum Kind { CONSTANT, UNIFORM, NORMAL }

    static Init constant(double value) {
      return new Init(Kind.CONSTANT, value);
    }

    /** Uniform in +-sqrt(3 / fan): unit variance in, unit variance out. */
    static Init uniform(int fan) {
      return new Init(Kind.UNIFORM, Math.sqrt(3.0 / fan));
    }

    /** Normal with this standard deviation. */
    static Init normal(double deviation) {
      return new Init(Kind.NORMAL, deviation);
    }
  }

  static ParameterSpec weight(String name, long in, long out) {
    return new ParameterSpec(name, new Shape(in, out), Init.uniform((int) in));
  }

  static ParameterSpec bias(String name, long... shape) {
    return new ParameterSpec(name, new Shape(shape), Init.constant(0));
  }

  /** The same parameter inside a scope: {@code trunk} and {@code blk0.Wo} become {@code trunk/blk0.Wo}. */
  public ParameterSpec in(String scope) {
    return new ParameterSpec(scope + "/" + name, shape, init);
  }

  /** The number of values. */
  public long size() {
    return shape.size();
  }
}
