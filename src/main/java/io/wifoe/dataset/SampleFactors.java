package io.wifoe.dataset;

import io.wifoe.task.Normalization;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The arithmetic of {@link Normalization}. */
final class SampleFactors {
  private SampleFactors() {}

  /**
   * The factor of each user's raw channel in one sample.
   *
   * @param squareNorms ||h_k||^2 of the raw channels, (K), all positive
   * @param random the sample's own stream
   * @return the factors, (K)
   */
  static double[] of(Normalization rule, double[] squareNorms, SplittableRandom random) {
    int users = squareNorms.length;
    double[] factors = new double[users];
    switch (rule.kind()) {
      case NONE -> Arrays.fill(factors, 1);
      case UNIT_USER -> {
        for (int k = 0; k < users; k++) {
          factors[k] = Math.sqrt(rule.power() / squareNorms[k]);
        }
      }
      case DATASET_MEAN -> Arrays.fill(factors, Math.sqrt(rule.power() / rule.meanSquareNorm()));
      case PAPER_CALIBRATED -> {
        double[] gains = new double[users];
        double sum = 0;
        for (int k = 0; k < users; k++) {
          gains[k] = Math.pow(10, rule.gainStdDb() * random.nextGaussian() / 10);
          sum += gains[k];
        }
        for (int k = 0; k < users; k++) {
          factors[k] = Math.sqrt(rule.power() * users * gains[k] / sum / squareNorms[k]);
        }
      }
    }
    return factors;
  }
}
