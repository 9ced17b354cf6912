package io.wifoe.notebook;

import io.wifoe.Check;
import java.util.Arrays;

/**
 * One named series of a chart.
 *
 * @param name in the legend
 * @param x horizontal values
 * @param y vertical values, as many
 * @param error half lengths of error bars, as many, or null for none
 */
public record Line(String name, double[] x, double[] y, double[] error) {
  public Line {
    Check.that(name != null && !name.isBlank(), "a line of a chart needs a name for the legend");
    Check.that(x.length >= 1 && x.length == y.length,
        "line %s has %d x values and %d y values; it needs as many, and one at least", name, x.length, y.length);
    Check.that(error == null || error.length == x.length, "line %s has %d points and %d error bars",
        name, x.length, error == null ? 0 : error.length);
    Check.that(Arrays.stream(x).allMatch(Double::isFinite), "line %s has an x value that is not finite", name);
  }

  public static Line of(String name, double[] x, double[] y) {
    return new Line(name, x, y, null);
  }

  /** The same line with error bars, for example {@link io.wifoe.Estimate#ci95}. */
  public Line withError(double... halfLengths) {
    return new Line(name, x, y, halfLengths);
  }
}
