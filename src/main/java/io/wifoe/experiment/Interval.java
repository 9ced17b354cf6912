package io.wifoe.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A mean over tasks, numbers of users and seeds, with what is uncertain about it.
 *
 * @param mean in bps/Hz
 * @param overSamples half width of the 95 % confidence interval over test samples, for the networks as they are
 * @param overSeeds half width over seeds, by Student's t: what other first weights and training samples would change;
 *     null where there are fewer than three, since two say next to nothing (t is 12.7)
 * @param seeds how many there are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Interval(double mean, double overSamples, Double overSeeds, int seeds) {
  static final double NORMAL_95 = 1.959964;
  private static final double QUANTILE = 0.975;
  private static final int FEWEST_SEEDS = 3;

  /**
   * Of means and variances over test samples, one for each seed; test channels are the same for all of them, so that
   * further seeds make the interval over samples no narrower.
   */
  static Interval of(List<Double> means, List<Double> variances) {
    SummaryStatistics seeds = new SummaryStatistics();
    means.forEach(seeds::addValue);
    double variance = variances.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    int n = means.size();
    Double between = n < FEWEST_SEEDS ? null : Double.valueOf(new TDistribution(n - 1).inverseCumulativeProbability(QUANTILE)
        * seeds.getStandardDeviation() / Math.sqrt(n));
    return new Interval(seeds.getMean(), NORMAL_95 * Math.sqrt(variance), between, n);
  }

  /** The wider of the two half widths. */
  double ci95() {
    return overSeeds == null ? overSamples : Math.max(overSeeds, overSamples);
  }
}
