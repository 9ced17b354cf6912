package io.wifoe.training;

import io.wifoe.model.PrecodingNetwork;

/**
 * What a training came to.
 *
 * @param model the trained network
 * @param settings how it was trained
 * @param curve what was measured on the way
 * @param steps steps done, fewer than asked for after an interrupt
 * @param isStoppedEarly whether validation had stopped getting better
 * @param samplesPerSecond training samples a second over the whole run
 * @param <M> kind of network
 */
public record Training<M extends PrecodingNetwork>(M model, TrainingSettings settings, LearningCurve curve, long steps,
    boolean isStoppedEarly, double samplesPerSecond) {

  /** Whether the training was interrupted before its last step. */
  public boolean isInterrupted() {
    return steps < settings.steps() && !isStoppedEarly;
  }

  /**
   * The trained network, if it is one: what an interrupted training left must not be measured as if it were.
   *
   * @throws InterruptedTrainingException if the training was interrupted; the network stays open
   */
  public M finishedModel() {
    if (isInterrupted()) {
      throw new InterruptedTrainingException(model.name(), steps, settings.steps());
    }
    return model;
  }
}
