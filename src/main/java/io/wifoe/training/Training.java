package io.wifoe.training;

import io.wifoe.model.PrecodingNetwork;

/**
 * What a training came to.
 *
 * @param model the trained network
 * @param config how it was trained
 * @param curve what was measured on the way
 * @param steps steps done, fewer than asked for after an interrupt
 * @param isStoppedEarly whether validation had stopped getting better
 * @param samplesPerSecond training samples a second over the whole run
 */
public record Training(PrecodingNetwork model, TrainingConfig config, LearningCurve curve, long steps,
    boolean isStoppedEarly, double samplesPerSecond) {

  /** Whether the training was interrupted before its last step. */
  public boolean isInterrupted() {
    return steps < config.steps() && !isStoppedEarly;
  }
}
