package io.wifoe.task;

import io.wifoe.Check;
import io.wifoe.RandomStream;

/**
 * Signal-to-noise ratios that a training sees: one value, or uniform in dB between two.
 *
 * @param minDb lowest SNR in dB
 * @param maxDb highest SNR in dB
 */
public record SnrRange(double minDb, double maxDb) {
  public SnrRange {
    Check.that(minDb <= maxDb && Math.abs(minDb) <= 200 && Math.abs(maxDb) <= 200,
        "an SNR range of %s to %s dB must rise and stay within -200..200", minDb, maxDb);
  }

  /** Always the same SNR. */
  public static SnrRange of(double snrDb) {
    return new SnrRange(snrDb, snrDb);
  }

  /** The middle of the range in dB. */
  public double middleDb() {
    return (minDb + maxDb) / 2;
  }

  /** The link of one sample, a function of its stream alone. */
  public LinkBudget draw(RandomStream stream) {
    return LinkBudget.snrDb(minDb == maxDb ? minDb : minDb + (maxDb - minDb) * stream.random().nextDouble());
  }

  @Override
  public String toString() {
    return minDb == maxDb ? minDb + " dB" : minDb + ".." + maxDb + " dB";
  }
}
