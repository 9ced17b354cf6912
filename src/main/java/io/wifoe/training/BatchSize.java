package io.wifoe.training;

import io.wifoe.Check;

/**
 * Training samples of a step.
 *
 * @param samples how many
 * @param perConfiguration whether each configuration gets so many; otherwise all share them evenly, and a remainder is
 *     left out
 */
public record BatchSize(int samples, boolean perConfiguration) {
  public BatchSize {
    Check.that(samples >= 1, "a batch of %d samples trains nothing; the number starts at 1", samples);
  }

  /** So many in all. */
  public static BatchSize total(int samples) {
    return new BatchSize(samples, false);
  }

  /** So many for each configuration: schemes that serve one and many then learn from as many samples of each. */
  public static BatchSize perConfiguration(int samples) {
    return new BatchSize(samples, true);
  }

  /** Samples M of each of so many configurations, at least one. */
  int ofEach(int configurations) {
    return perConfiguration ? samples : Math.max(1, samples / configurations);
  }

  /** Samples of a step on so many configurations, before a remainder is left out. */
  int ofAll(int configurations) {
    return perConfiguration ? Math.multiplyExact(samples, configurations) : samples;
  }

  @Override
  public String toString() {
    return samples + (perConfiguration ? " samples of each configuration" : " samples");
  }
}
