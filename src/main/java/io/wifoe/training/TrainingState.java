package io.wifoe.training;

import io.wifoe.model.PrecodingNetwork;
import io.wifoe.nn.Parameters;

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
  private Parameters bestWeights; // null before the first validation

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

  /** Whether a training is to end with the weights of its best validation, and there was one. */
  boolean hasBestWeights() {
    return validated && best.step > 0;
  }

  /** Remembers the model as it stands as the best. */
  void keepBest() {
    best = new Best(step, figure());
    keepWeights();
  }

  /** Remembers the weights of {@link #best}, which the model has right now. */
  void keepWeights() {
    if (bestWeights == null) {
      bestWeights = new Parameters(model.parameters().precision());
    }
    model.parameters().arrays().forEach(bestWeights::put);
  }

  /** Gives the model its best weights back, if validation has told which they are. */
  void restoreBest() {
    if (hasBestWeights()) {
      bestWeights.arrays().forEach(model.parameters()::put);
      model.addProvenance("best step", Long.toString(best.step));
    }
  }

  @Override
  public void close() {
    adam.close();
    if (bestWeights != null) {
      bestWeights.close();
    }
  }
}
