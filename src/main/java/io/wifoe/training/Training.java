package io.wifoe.training;

import io.wifoe.model.PrecodingNetwork;

/**
 * What a training came to.
 *
 * @param model the trained network
 * @param config how it was trained
 * @param curve what was measured on the way
 * @param steps steps done, fewer than asked for after an interrupt
 * @param samplesPerSecond training samples a second over the whole run
 */
public record Training(PrecodingNetwork model, TrainingConfig config, LearningCurve curve, long steps,
    double samplesPerSecond) {

  /** Whether the training was stopped before its last step. */
  public boolean isInterrupted() {
    return steps < config.steps();
  }
}
