package io.wifoe.dataset;

import io.wifoe.Check;

/**
 * Shares of a set's users that go into the parts of a split; they add up to 1.
 *
 * @param training what a model learns from, above 0
 * @param validation what is measured on the way, to stop early and to keep the best; 0 for none
 * @param test what is measured at the end; 0 for none
 */
public record SplitShares(double training, double validation, double test) {
  private static final double ROUNDING = 1e-9;

  /** The paper's 7 : 3, a seventh of the seven for validation: 0.6, 0.1, 0.3. */
  public static final SplitShares PAPER = new SplitShares(0.6, 0.1, 0.3);

  public SplitShares {
    Check.that(training > 0 && validation >= 0 && test >= 0 && validation + test > 0
        && Math.abs(training + validation + test - 1) < ROUNDING,
        "shares of %s for training, %s for validation and %s for test: none may be negative, training and one of the "
            + "others are above 0, and they add up to 1", training, validation, test);
  }

  /** A training that keeps a share of its users back for validation, and no test. */
  public static SplitShares heldOut(double validation) {
    return new SplitShares(1 - validation, validation, 0);
  }
}
