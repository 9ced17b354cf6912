package io.wifoe.training;

import ai.djl.ndarray.NDManager;
import io.wifoe.training.TrainingStep.Gradient;

/** Rounds whose workers are this process, one after the other. */
final class RoundsHere implements StepWork {
  private final LocalSteps local;
  private final int workers;

  RoundsHere(TrainingSteps steps) {
    this.local = new LocalSteps(steps);
    this.workers = steps.settings().workers();
  }

  @Override
  public Gradient gradient(NDManager manager, long number) {
    Sum sum = new Sum();
    for (int worker = 0; worker < workers; worker++) {
      sum.add(local.gradient(manager, number, worker));
    }
    return sum.total();
  }

  @Override
  public void close() {
    local.close();
  }
}
