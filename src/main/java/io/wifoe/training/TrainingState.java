package io.wifoe.training;

import io.wifoe.model.PrecodingNetwork;

/**
 * What a training is at between two steps. Samples, noise and dropout are functions of the seed and the step, so there
 * is no state of random generators beyond the step itself, and the learning rate's schedule is one of the step too.
 */
final class TrainingState implements AutoCloseable {
  /** The best point so far, by mean training sum rate; NaN before the first. */
  record Best(long step, double sumRate) {}

  final PrecodingNetwork model;
  final Adam adam;
  LearningCurve curve = new LearningCurve();
  long step;
  /** Sums since the last point of the curve. */
  double sumRate;
  double gradientNorm;
  Best best = new Best(0, Double.NaN);

  TrainingState(PrecodingNetwork model, Adam adam) {
    this.model = model;
    this.adam = adam;
  }

  /** Whether the model as it stands, with the curve's last point, is better than all before. */
  boolean isBest() {
    return !Double.isNaN(curve.latest()) && !(curve.latest() <= best.sumRate);
  }

  @Override
  public void close() {
    adam.close();
  }
}
