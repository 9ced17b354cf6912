package io.wifoe.dataset;

import io.wifoe.Check;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How raw channels, path gain included, become the channels of a sample H = [h_1 .. h_K]. The paper does not state
 * its own; which one is used decides absolute sum rates, so it is printed with every result.
 *
 * @param kind the rule
 * @param power the mean of ||h_k||^2 after normalisation; 0 for {@link Kind#NONE}
 * @param gainStdDb standard deviation in dB of the log-normal user gain; 0 but for {@link Kind#PAPER_CALIBRATED}
 * @param meanSquareNorm the mean of ||h_k||^2 before normalisation that {@link Kind#DATASET_MEAN} divides by; 0 until
 *     a data set has filled it in, and for the other kinds
 */
public record Normalization(Kind kind, double power, double gainStdDb, double meanSquareNorm) {

  /** The rules. */
  public enum Kind {
    /** Channels as they are. */
    NONE,
    /** Every user's channel alone to ||h_k||^2 = power. */
    UNIT_USER,
    /** One factor for all users of a data set, so that path gain and shadowing stay: mean ||h_k||^2 = power. */
    DATASET_MEAN,
    /**
     * Every user's channel to unit norm, times a log-normal user gain drawn for each sample, then the whole sample to
     * ||H||_F^2 = power K.
     */
    PAPER_CALIBRATED
  }

  /** Channels as they are. */
  public static final Normalization NONE = new Normalization(Kind.NONE, 0, 0, 0);

  /** Every channel to unit norm. */
  public static final Normalization UNIT_USER = new Normalization(Kind.UNIT_USER, 1, 0, 0);

  /** One factor for the data set, mean ||h_k||^2 = 1. */
  public static final Normalization DATASET_MEAN = new Normalization(Kind.DATASET_MEAN, 1, 0, 0);

  /**
   * User gains of 6.3 dB and ||H||_F^2 = 4.1 K: two numbers fitted so that ZF and WMMSE on independent reference
   * channels come closest to the paper's Table II. The default for reproducing the paper; a fit, not knowledge.
   */
  public static final Normalization PAPER_CALIBRATED = new Normalization(Kind.PAPER_CALIBRATED, 4.1, 6.3, 0);

  public Normalization {
    Check.that(kind != null, "a normalisation needs a kind, for example PAPER_CALIBRATED");
    Check.that(kind == Kind.NONE ? power == 0 : power > 0 && power < 1e12,
        "normalisation %s with power %s: it must be positive (and 0 for NONE)", kind, power);
    Check.that(kind == Kind.PAPER_CALIBRATED ? gainStdDb >= 0 && gainStdDb < 100 : gainStdDb == 0,
        "normalisation %s with a user gain of %s dB: 0 to 100 dB, and 0 but for PAPER_CALIBRATED", kind, gainStdDb);
    Check.that(kind == Kind.DATASET_MEAN ? meanSquareNorm >= 0 && meanSquareNorm < 1e300 : meanSquareNorm == 0,
        "normalisation %s with a mean square norm of %s: not negative, and 0 but for DATASET_MEAN",
        kind, meanSquareNorm);
  }

  /** The named rule with its own numbers: {@code none}, {@code unit-user}, {@code dataset-mean}, ... */
  public static Normalization parse(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "none" -> NONE;
      case "unit-user" -> UNIT_USER;
      case "dataset-mean" -> DATASET_MEAN;
      case "paper-calibrated" -> PAPER_CALIBRATED;
      default -> throw new IllegalArgumentException("normalisation \"" + name
          + "\" is none of none, unit-user, dataset-mean, paper-calibrated");
    };
  }

  /** The same rule with another mean of ||h_k||^2. */
  public Normalization withPower(double other) {
    return new Normalization(kind, other, gainStdDb, meanSquareNorm);
  }

  /** The same rule with another standard deviation of the user gain, in dB. */
  public Normalization withGainStdDb(double other) {
    return new Normalization(kind, power, other, meanSquareNorm);
  }

  /** The same rule with the divisor that a data set was found to need. */
  Normalization withMeanSquareNorm(double other) {
    return new Normalization(kind, power, gainStdDb, other);
  }

  /** Whether a data set's mean square norm is still to be filled in. */
  boolean needsMeanSquareNorm() {
    return kind == Kind.DATASET_MEAN && meanSquareNorm == 0;
  }

  /**
   * The factor of each user's raw channel in one sample.
   *
   * @param squareNorms ||h_k||^2 of the raw channels, (K), all positive
   * @param random the sample's own stream
   * @return the factors, (K)
   */
  double[] factors(double[] squareNorms, SplittableRandom random) {
    int users = squareNorms.length;
    double[] factors = new double[users];
    switch (kind) {
      case NONE -> Arrays.fill(factors, 1);
      case UNIT_USER -> {
        for (int k = 0; k < users; k++) {
          factors[k] = Math.sqrt(power / squareNorms[k]);
        }
      }
      case DATASET_MEAN -> Arrays.fill(factors, Math.sqrt(power / meanSquareNorm));
      case PAPER_CALIBRATED -> {
        double[] gains = new double[users];
        double sum = 0;
        for (int k = 0; k < users; k++) {
          gains[k] = Math.pow(10, gainStdDb * random.nextGaussian() / 10);
          sum += gains[k];
        }
        for (int k = 0; k < users; k++) {
          factors[k] = Math.sqrt(power * users * gains[k] / sum / squareNorms[k]);
        }
      }
    }
    return factors;
  }

  /** The rule's name, as {@link #parse} reads it, and its numbers. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (kind) {
      case NONE -> name;
      case UNIT_USER -> "%s (||h||^2 = %s)".formatted(name, power);
      case DATASET_MEAN -> "%s (mean ||h||^2 = %s%s)".formatted(name, power,
          meanSquareNorm == 0 ? "" : String.format(Locale.ROOT, ", %.4g before", meanSquareNorm));
      case PAPER_CALIBRATED -> "%s (user gain %s dB, ||H||^2 = %s K)".formatted(name, gainStdDb, power);
    };
  }
}
