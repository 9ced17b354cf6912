package io.wifoe.model;

import io.wifoe.Check;

/**
 * What a training improves: a measure, its unit, and which way is better.
 *
 * @param name for curves and tables, for example {@code "sum rate"}
 * @param unit of its figures
 * @param isMaximized whether more is better
 * @param isDecibel whether a figure is 10 log10 of the measure, of which means are taken before
 */
public record Objective(String name, String unit, boolean isMaximized, boolean isDecibel) {
  /** Eq. (15) and (16) with the sign turned. */
  public static final Objective SUM_RATE = new Objective("sum rate", "bps/Hz", true, false);
  /** E ||h - estimate||^2 / E ||h||^2. */
  public static final Objective NMSE = new Objective("NMSE", "dB", false, true);

  public Objective {
    Check.that(name != null && !name.isBlank() && unit != null && !unit.isBlank(),
        "an objective needs a name and a unit, not \"%s\" in \"%s\"", name, unit);
  }

  /** The figure of a mean measure, in the unit. */
  public double figure(double measure) {
    return isDecibel ? 10 * Math.log10(measure) : measure;
  }

  /** Whether a figure is better than another; NaN is no figure, and every figure is better than none. */
  public boolean isBetter(double figure, double other) {
    return !Double.isNaN(figure) && (Double.isNaN(other) || (isMaximized ? figure > other : figure < other));
  }
}
