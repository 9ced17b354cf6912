package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.nn.Parameters;
import io.wifoe.training.TrainingStep.Gradient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** The steps that one worker of {@link Rounds} takes from the weights that a round begins with. */
final class LocalSteps implements AutoCloseable {
  private final TrainingSteps steps;
  private final TrainingSettings settings;
  private final Parameters parameters;
  private final Shards shards;

  LocalSteps(TrainingSteps steps) {
    this.steps = steps;
    this.settings = steps.settings();
    this.parameters = steps.network().parameters();
    this.shards = new Shards(settings.threads());
  }

  /**
   * This worker's share of a round's gradient: what its steps take away from the weights, over the number of workers.
   * The network has the weights of before afterwards.
   *
   * @param first number of the round's first step, from 0
   * @return with a measure that is this worker's share of the sum over the round's steps
   * @throws CancellationException if the thread is interrupted
   * @throws ArithmeticException if the gradient is no number any more
   */
  Gradient gradient(NDManager manager, long first, int worker) {
    Set<String> fresh = parameters.fresh();
    try (NDManager round = parameters.newManager()) {
      Map<String, NDArray> before = new LinkedHashMap<>();
      try {
        double measure = walk(round, before, first, worker);
        Map<String, NDArray> changes = new LinkedHashMap<>();
        before.forEach((name, values) -> changes.put(name,
            owned(values.sub(parameters.get(name)).divi(settings.workers()), manager)));
        return new Gradient(changes, Map.of(), measure / settings.workers());
      } finally {
        before.forEach(parameters::put);
        parameters.setFresh(fresh);
      }
    }
  }

  /** Steps through a round; whatever moves is remembered first. */
  private double walk(NDManager round, Map<String, NDArray> before, long first, int worker) {
    RandomStream stream = steps.stream(worker);
    double measure = 0;
    try (Optimizer optimizer = settings.optimizer().optimizer(settings.clip(), parameters.device(),
        settings.matmulPrecision())) {
      for (long number = first; number < first + settings.stride(); number++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("the round of step " + first + " was interrupted");
        }
        try (NDManager arrays = parameters.newManager()) {
          TrainingStep step = steps.at(number);
          Gradient gradient = shards.gradient(arrays, step, step.draws(stream.of(number)), stream.of(number),
              settings.progress(number));
          gradient.byName().keySet().forEach(name -> before.computeIfAbsent(name,
              key -> owned(parameters.get(key).duplicate(), round)));
          double norm =
              optimizer.step(parameters, gradient.byName(), settings.learningRate().at(number, settings.steps()));
          if (!Double.isFinite(norm)) {
            throw new ArithmeticException("the gradient is no number at step " + number
                + "; lower the learning rate or look for broken channels");
          }
          measure += gradient.measure();
        }
      }
    }
    return measure;
  }

  private static NDArray owned(NDArray array, NDManager manager) {
    array.attach(manager);
    return array;
  }

  @Override
  public void close() {
    shards.close();
  }
}
