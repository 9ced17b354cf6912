package io.wifoe.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import io.wifoe.nn.Gradients;
import io.wifoe.nn.MixtureOfExperts;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;

/** What sparsity saves: a mixture of experts alone, forward and backward, beside the same with all experts at work. */
public final class ExpertBenchmark {
  private static final int WARM_UP = 2;

  private ExpertBenchmark() {}

  /**
   * One measurement; times are medians of alternated runs on one thread.
   *
   * @param layer for example {@code top-3 of 8, 256-192-256}
   * @param tokens tokens of a pass
   * @param milliseconds time of the top-k layer
   * @param allMilliseconds time with all experts
   * @param ratio the one divided by the other; k / E would be ideal
   */
  public record ExpertTime(String layer, int tokens, double milliseconds, double allMilliseconds, double ratio) {}

  /**
   * Measures a top-3-of-8 layer.
   *
   * @param width d; each expert is 3/4 as wide inside
   * @param repeats timed runs of each
   */
  public static ExpertTime measure(int width, int tokens, int repeats) {
    MixtureOfExperts sparse = new MixtureOfExperts(width, Math.max(1, width * 3 / 4), 8, 3);
    MixtureOfExperts dense = new MixtureOfExperts(width, sparse.hidden(), 8, 8);
    double[] some = new double[repeats];
    double[] all = new double[repeats];
    try (Parameters parameters = new Parameters(DataType.FLOAT32)) {
      parameters.initialize(sparse.parameters(), RandomStream.root(1));
      try (NDManager manager = parameters.newManager()) {
        parameters.put("z", manager.create(numbers(tokens * width), new Shape(tokens, width)));
      }
      for (int i = -WARM_UP; i < repeats; i++) {
        double one = milliseconds(sparse, parameters);
        double other = milliseconds(dense, parameters);
        if (i >= 0) {
          some[i] = one;
          all[i] = other;
        }
      }
    }
    double time = StatUtils.percentile(some, 50);
    double allTime = StatUtils.percentile(all, 50);
    return new ExpertTime("top-3 of 8, " + width + "-" + sparse.hidden() + "-" + width, tokens, time, allTime,
        time / allTime);
  }

  private static float[] numbers(int length) {
    SplittableRandom random = RandomStream.root(2).random();
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static double milliseconds(MixtureOfExperts layer, Parameters parameters) {
    long start = System.nanoTime();
    try (NDManager manager = parameters.newManager(); Gradients gradients = Gradients.record()) {
      Pass pass = Pass.of(manager, parameters, name -> true, Pass.Mode.INFERENCE, Pass.UNOBSERVED);
      NDArray sum = layer.forward(pass, pass.weight("z")).sum();
      gradients.backward(sum, pass.scalar(1));
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
