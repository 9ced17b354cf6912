package io.wifoe.experiment;

import io.wifoe.Check;
import java.util.List;

/**
 * A figure of the paper as numbers: what is drawn, not how.
 *
 * @param title above the figure
 * @param xLabel horizontal axis with its unit
 * @param yLabel vertical axis with its unit
 * @param form how points are joined
 * @param curves in the order of the legend
 */
public record Figure(String title, String xLabel, String yLabel, Form form, List<Curve> curves) {
  /** How points are joined. */
  public enum Form {
    /** Lines with markers. */
    LINES,
    /** Lines with markers over a logarithmic horizontal axis, with ticks at the points. */
    LINES_OVER_LOGARITHM,
    /** Markers, those of a curve joined by a thin line that only says what belongs together. */
    POINTS
  }

  /** How a curve differs from the others of its figure. */
  public enum Style {
    /** In nothing. */
    USUAL,
    /** A level of what does not depend on the horizontal axis: its first value from end to end. */
    LEVEL,
    /** The second of two curves of one scheme, which look alike otherwise. */
    SECOND
  }

  /**
   * One named line.
   *
   * @param x horizontal values
   * @param y vertical values, as many
   * @param ci95 half lengths of error bars, as many
   * @param labels written beside the points, as many; empty for none
   * @param style how it differs from the others
   */
  public record Curve(String name, List<Double> x, List<Double> y, List<Double> ci95, List<String> labels,
      Style style) {
    public Curve {
      Check.that(!x.isEmpty() && x.size() == y.size() && x.size() == ci95.size(), "curve %s has %d x, %d y and %d "
          + "error bars", name, x.size(), y.size(), ci95.size());
      Check.that(labels.isEmpty() || labels.size() == x.size(), "curve %s has %d labels for %d points", name,
          labels.size(), x.size());
    }

    /** A usual one. */
    public Curve(String name, List<Double> x, List<Double> y, List<Double> ci95, List<String> labels) {
      this(name, x, y, ci95, labels, Style.USUAL);
    }

    /** A line of values without labels. */
    static Curve of(String name, List<Double> x, List<Interval> values) {
      return new Curve(name, x, values.stream().map(Interval::mean).toList(),
          values.stream().map(Interval::ci95).toList(), List.of());
    }

    Curve styled(Style other) {
      return new Curve(name, x, y, ci95, labels, other);
    }
  }

  public Figure {
    curves = List.copyOf(curves);
  }
}
