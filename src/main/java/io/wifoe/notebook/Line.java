package io.wifoe.notebook;

import io.wifoe.Check;

/**
 * One named series of a chart.
 *
 * @param name in the legend
 * @param x horizontal values
 * @param y vertical values, as many; NaN leaves a gap
 * @param error half lengths of error bars, as many, each zero or more, NaN for none; or null for none at all
 */
public record Line(String name, double[] x, double[] y, double[] error) {
  /** Differences of larger values may overflow. */
  static final double LARGEST = 1e300;

  public Line {
    Check.that(name != null && !name.isBlank(), "a line of a chart needs a name for the legend");
    Check.that(x.length >= 1 && x.length == y.length,
        "line %s has %d x values and %d y values; it needs as many, and one at least", name, x.length, y.length);
    Check.that(error == null || error.length == x.length, "line %s has %d points and %d error bars",
        name, x.length, error == null ? 0 : error.length);
    for (int i = 0; i < y.length; i++) {
      Check.that(Math.abs(x[i]) < LARGEST, "line %s has the x value %s; a chart draws values below 1e300 in size", name,
          x[i]);
      Check.that(!(Math.abs(y[i]) >= LARGEST),
          "line %s has %s at %s; a chart draws values below 1e300 in size, and NaN leaves a gap", name, y[i], x[i]);
      Check.that(error == null || !(error[i] < 0 || error[i] >= LARGEST),
          "line %s has an error bar of %s at %s; it is zero or more and below 1e300, NaN for none", name,
          error == null ? 0 : error[i], x[i]);
    }
  }

  public static Line of(String name, double[] x, double[] y) {
    return new Line(name, x, y, null);
  }

  /** The same line with error bars, for example {@link io.wifoe.Estimate#ci95}. */
  public Line withError(double... halfLengths) {
    return new Line(name, x, y, halfLengths);
  }

  /** Whether a point has no neighbour to draw a line to, so that only a marker shows it. */
  boolean hasLonelyPoint() {
    for (int i = 0; i < y.length; i++) {
      if (has(i) && !has(i - 1) && !has(i + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean has(int i) {
    return i >= 0 && i < y.length && !Double.isNaN(y[i]);
  }
}
