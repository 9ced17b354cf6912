package io.wifoe.training;

import io.wifoe.Check;
import java.time.Duration;

/**
 * How often a checkpoint is written.
 *
 * @param steps after so many steps, 0 to go by time
 * @param time after so much time, zero to go by steps
 */
record CheckpointSchedule(long steps, Duration time) {
  CheckpointSchedule {
    Check.that(steps >= 0 && !time.isNegative() && (steps > 0 || !time.isZero()),
        "checkpoints every %d steps or %s: one of the two must be positive", steps, time);
  }

  /** Whether one is due. */
  boolean isDue(long stepsSince, long nanosSince) {
    return steps > 0 && stepsSince >= steps || !time.isZero() && Duration.ofNanos(nanosSince).compareTo(time) >= 0;
  }
}
