package io.wifoe;

import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.StatisticalSummary;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

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
    requireInterval(samples);
  }

  /** The estimate from these values. */
  public static Estimate of(double[] values) {
    SummaryStatistics statistics = new SummaryStatistics();
    for (double value : values) {
      statistics.addValue(value);
    }
    return of(statistics);
  }

  /**
   * The estimate from values that were collected one by one.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  public static Estimate of(StatisticalSummary values) {
    return new Estimate(values.getMean(), NORMAL_95 * values.getStandardDeviation() / Math.sqrt(values.getN()),
        values.getN());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f +- %.3f (%d samples)", mean, ci95, samples);
  }

  /**
   * Refuses what has no interval.
   *
   * @param samples how many are to be measured
   */
  public static void requireInterval(long samples) {
    Check.that(samples >= 2, "%d samples have no confidence interval; take at least 2", samples);
  }
}
