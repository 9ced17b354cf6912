package io.wifoe.training;

import io.wifoe.model.PrecodingNetwork;

/**
 * What a training is at between two steps. Samples, noise and dropout are functions of the seed and the step, so there
 * is no state of random generators beyond the step itself, and the learning rate's schedule is one of the step too.
 */
final class TrainingState implements AutoCloseable {
  /** The best point so far, by validation, or by mean training sum rate where there is none; NaN before the first. */
  record Best(long step, double sumRate) {}

  final PrecodingNetwork model;
  final Adam adam;
  LearningCurve curve = new LearningCurve();
  long step;
  /** Sums since the last point of the curve. */
  double sumRate;
  double gradientNorm;
  Best best = new Best(0, Double.NaN);

  /** Whether the step just done was followed by a validation. */
  boolean validatedNow;
  private final boolean validated;

  /** A state before the first step; {@code validated} says what the best is judged by. */
  TrainingState(PrecodingNetwork model, Adam adam, boolean validated) {
    this.model = model;
    this.adam = adam;
    this.validated = validated;
  }

  /** What the model as it stands is judged by. */
  double figure() {
    return curve.latestFigure(validated);
  }

  /** Whether the model as it stands, with the curve's last point, is better than all before. */
  boolean isBest() {
    return !Double.isNaN(figure()) && !(figure() <= best.sumRate);
  }

  @Override
  public void close() {
    adam.close();
  }
}
