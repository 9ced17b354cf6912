package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.model.DrawnSamples;
import io.wifoe.training.TrainingStep.Gradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** Who differentiates the shards of a step: this process's threads, or other processes. */
interface StepWork extends AutoCloseable {
  /**
   * The whole step's gradient, shards added in their order; its arrays belong to {@code manager}.
   *
   * @param number of the step, from 0
   * @param draws the step's, of its stream
   * @param progress share of the training that is done
   */
  Gradient gradient(NDManager manager, TrainingStep step, long number, List<List<FutureTask<DrawnSamples>>> draws,
      RandomStream stream, double progress);

  @Override
  void close();

  /** A sum of shards that grows in their order, so that it has the same bits whoever did them. */
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
