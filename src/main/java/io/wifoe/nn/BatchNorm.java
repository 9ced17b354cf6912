package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.Init.constant;
import static io.wifoe.nn.ParameterSpec.bias;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy, arXiv 1502.03167): every feature to zero mean and unit variance over the
 * rows, then scale and shift. Training takes mean and variance of the rows at hand, which are those of one shard;
 * inference takes running ones, which {@link Parameters#approach} keeps after each step.
 *
 * @param name scope of its arrays
 * @param features width of the rows
 */
public record BatchNorm(String name, int features) {
  private static final String MEAN = ".mean";
  private static final String VARIANCE = ".variance";
  private static final float EPSILON = 1e-5f;
  /** What the engine calls the weight of the old running value: none, so that a step's own statistics come out. */
  private static final float NO_MEMORY = 0;

  /** Whether a parameter is a running statistic, which is kept and not learned. */
  public static boolean isStatistic(String parameter) {
    return parameter.endsWith(MEAN) || parameter.endsWith(VARIANCE);
  }

  List<ParameterSpec> parameters() {
    Shape shape = new Shape(features);
    return List.of(new ParameterSpec(name + ".scale", shape, constant(1)), bias(name + ".shift", features),
        bias(name + MEAN, features), new ParameterSpec(name + VARIANCE, shape, constant(1)));
  }

  /** From (rows, features) to the same shape. */
  NDArray forward(Pass pass, NDArray x) {
    NDArray scale = pass.weight(name + ".scale");
    NDArray shift = pass.weight(name + ".shift");
    boolean training = pass.mode().training();
    NDArray mean = training ? pass.manager().zeros(shift.getShape(), pass.precision()) : pass.weight(name + MEAN);
    NDArray variance = training ? pass.manager().ones(shift.getShape(), pass.precision())
        : pass.weight(name + VARIANCE);
    NDArray y = x.getNDArrayInternal()
        .batchNorm(x, mean, variance, scale, shift, 1, NO_MEMORY, EPSILON, training).singletonOrThrow();
    if (training) {
      pass.statistic(name + MEAN, mean);
      pass.statistic(name + VARIANCE, variance);
    }
    return y;
  }
}
