package io.wifoe.training;

import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.training.TrainingStep.Gradient;

/** Steps on the threads of this process. */
final class StepsHere implements StepWork {
  private final TrainingSteps steps;
  private final RandomStream stream;
  private final Shards shards;
  private final DrawsAhead draws;

  StepsHere(TrainingSteps steps) {
    this.steps = steps;
    this.stream = steps.stream();
    this.shards = new Shards(steps.settings().threads());
    this.draws = new DrawsAhead(steps);
  }

  @Override
  public Gradient gradient(NDManager manager, long number) {
    return shards.gradient(manager, steps.at(number), draws.of(number), stream.of(number),
        steps.settings().progress(number));
  }

  @Override
  public void close() {
    draws.close();
    shards.close();
  }
}
