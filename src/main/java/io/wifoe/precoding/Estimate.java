package io.wifoe.precoding;

import io.wifoe.Check;
import java.util.Locale;

/**
 * A mean with its uncertainty.
 *
 * @param mean sample mean
 * @param ci95 half width of the 95 % confidence interval, 1.96 standard errors
 * @param samples independent samples, at least 2
 */
public record Estimate(double mean, double ci95, long samples) {
  private static final double NORMAL_95 = 1.959964;

  public Estimate {
    Check.that(samples >= 2, "%d samples have no confidence interval; take at least 2", samples);
  }

  /** The estimate from these values. */
  public static Estimate of(double[] values) {
    Running running = new Running();
    running.add(values);
    return running.estimate();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f +- %.3f (%d samples)", mean, ci95, samples);
  }

  /** Collects values batch by batch (Welford, "Note on a method for calculating corrected sums", 1962). */
  public static final class Running {
    private long samples;
    private double mean;
    private double squares;

    /** Adds the values of one batch. */
    public void add(double[] values) {
      for (double value : values) {
        samples++;
        double delta = value - mean;
        mean += delta / samples;
        squares += delta * (value - mean);
      }
    }

    /**
     * The estimate from all values so far.
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public Estimate estimate() {
      return new Estimate(mean, NORMAL_95 * Math.sqrt(squares / Math.max(1, samples - 1) / samples), samples);
    }
  }
}
