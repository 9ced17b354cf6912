package io.wifoe.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.Check;

/**
 * One training that a model has been through.
 *
 * @param run what it was: a run's config as JSON
 * @param steps steps done
 * @param bestStep the step whose weights it ended with, as validation chose them; 0 where it ended with the last ones
 */
public record TrainingRecord(JsonNode run, long steps, long bestStep) {
  public TrainingRecord {
    Check.that(run != null && steps >= 0 && bestStep >= 0, "a training of %d steps, the best of them %d, of run %s",
        steps, bestStep, run);
  }
}
