package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.training.TrainingStep.Gradient;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who differentiates the steps of a training: this process's threads, or other processes. */
interface StepWork extends AutoCloseable {
  /**
   * The whole step's gradient, or that of a round's outer step, parts added in their order; its arrays belong to
   * {@code manager}.
   *
   * @param number of the step, of a round's first one, from 0
   * @throws java.util.concurrent.CancellationException if an interrupt ended it; the weights are those of before
   */
  Gradient gradient(NDManager manager, long number);

  @Override
  void close();

  /** A sum of parts that grows in their order, so that it has the same bits whoever did them. */
  final class Sum {
    private final Map<String, NDArray> gradients = new LinkedHashMap<>();
    private final Map<String, NDArray> statistics = new LinkedHashMap<>();
    private double measure;

    void add(Gradient part) {
      measure += part.measure();
      part.byName().forEach((name, gradient) -> gradients.merge(name, gradient, Sum::added));
      part.statistics().forEach((name, value) -> statistics.merge(name, value, Sum::added));
    }

    Gradient total() {
      return new Gradient(gradients, statistics, measure);
    }

    private static NDArray added(NDArray sum, NDArray part) {
      sum.addi(part);
      part.close();
      return sum;
    }
  }
}
