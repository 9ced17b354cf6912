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
    /** Lines with markers over a logarithmic horizontal axis. */
    LINES_OVER_LOGARITHM,
    /** Markers alone, of points that come in no order. */
    POINTS
  }

  /**
   * One named line.
   *
   * @param x horizontal values
   * @param y vertical values, as many
   * @param ci95 half lengths of error bars, as many
   * @param labels written beside the points, as many; empty for none
   */
  public record Curve(String name, List<Double> x, List<Double> y, List<Double> ci95, List<String> labels) {
    public Curve {
      Check.that(!x.isEmpty() && x.size() == y.size() && x.size() == ci95.size(), "curve %s has %d x, %d y and %d "
          + "error bars", name, x.size(), y.size(), ci95.size());
      Check.that(labels.isEmpty() || labels.size() == x.size(), "curve %s has %d labels for %d points", name,
          labels.size(), x.size());
    }

    /** A line of sum rates without labels. */
    static Curve of(String name, List<Double> x, List<Interval> rates) {
      return new Curve(name, x, rates.stream().map(Interval::mean).toList(),
          rates.stream().map(Interval::ci95).toList(), List.of());
    }
  }

  public Figure {
    curves = List.copyOf(curves);
  }
}
