package io.wifoe.notebook;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.style.AxesChartStyler;

/** Where axes begin and end, so that ticks stand at round numbers or at the points themselves. */
final class Axes {
  /** Points that a horizontal axis of usual length has between its ends, and a digit of a tick. */
  private static final double LENGTH = 430;
  private static final double DIGIT = 7.5;
  private static final double BETWEEN_TICKS = 14;
  private static final int INTERVALS = 8;
  private static final double SLACK = 1.1; // of a step that is a little smaller than asked for
  /** Below half of the largest value an axis that does not begin at zero exaggerates. */
  private static final double ZERO_MATTERS = 0.5;
  private static final double ROUNDING = 1e-9;
  /** From here on ticks read 20,000 and not 2E4. */
  private static final double MANY = 10_000;

  private Axes() {}

  /**
   * Rounds the ends of the horizontal axis and asks for ticks at round numbers, unless the points are few and even and
   * each gets a tick of its own.
   */
  static void horizontal(AxesChartStyler styler, List<Line> lines) {
    double[] points = lines.stream().flatMapToDouble(line -> Arrays.stream(line.x())).sorted().distinct().toArray();
    double last = points.length == 0 ? 0 : points[points.length - 1];
    if (last >= MANY) {
      styler.setXAxisDecimalPattern("#,##0");
    }
    if (points.length > 1 && !(points.length * room(last) <= LENGTH && isEven(points))) {
      horizontal(styler, points[0], last);
    }
  }

  /** Ends the horizontal axis at round numbers beyond these values and asks for ticks at round numbers. */
  static void horizontal(AxesChartStyler styler, double first, double last) {
    double step = step(first, last, (int) Math.min(INTERVALS, LENGTH / room(last)));
    double from = step * Math.floor(first / step + ROUNDING);
    double to = step * Math.ceil(last / step - ROUNDING);
    styler.setXAxisMin(from);
    // of points that are even from end to end the library would make ticks, round or not
    styler.setXAxisMax(Math.nextUp(to));
    styler.setXAxisTickMarkSpacingHint((int) Math.round(LENGTH * step / (to - from)));
  }

  /** What the number of a tick takes, and what keeps it off the next one. */
  private static double room(double value) {
    return BETWEEN_TICKS + DIGIT * String.format(Locale.ROOT, "%,.0f", value).length();
  }

  /** Lets the vertical axis begin at zero where the values come near it and none is negative. */
  static void vertical(AxesChartStyler styler, List<Line> lines) {
    double least = ends(lines, -1).min().orElse(0);
    double most = ends(lines, 1).max().orElse(0);
    if (least >= 0 && least < ZERO_MATTERS * most) {
      styler.setYAxisMin(0.0);
    }
  }

  /** Lets bars stand on zero, and ends the axis at round numbers where some hang below it. */
  static void upright(AxesChartStyler styler, DoubleStream bars) {
    DoubleSummaryStatistics range = bars.filter(Double::isFinite).summaryStatistics();
    if (range.getMin() >= 0) {
      styler.setYAxisMin(0.0);
    } else {
      double most = Math.max(0, range.getMax());
      double step = step(range.getMin(), most, INTERVALS);
      styler.setYAxisMin(step * (Math.floor(range.getMin() / step + ROUNDING) - 1));
      styler.setYAxisMax(step * (Math.ceil(most / step - ROUNDING) + 1));
    }
  }

  /** Values with their error bars to one side. */
  static DoubleStream ends(List<Line> lines, int sign) {
    return lines.stream().flatMapToDouble(line -> {
      double[] ends = line.y().clone();
      for (int i = 0; line.error() != null && i < ends.length; i++) {
        ends[i] += Double.isNaN(line.error()[i]) ? 0 : sign * line.error()[i];
      }
      return Arrays.stream(ends).filter(Double::isFinite);
    });
  }

  private static boolean isEven(double[] points) {
    double gap = points[1] - points[0];
    for (int i = 2; i < points.length; i++) {
      if (Math.abs(points[i] - points[i - 1] - gap) > ROUNDING * Math.abs(gap)) {
        return false;
      }
    }
    return isShort(gap) && isShort(points[0]);
  }

  /** Whether a number has at most one digit after the point, so that it is good to read below a tick. */
  private static boolean isShort(double value) {
    return Math.abs(value * 10 - Math.rint(value * 10)) < ROUNDING * Math.max(1, Math.abs(value));
  }

  /** 1, 2 or 5 times a power of ten, for about so many intervals. */
  private static double step(double from, double to, int intervals) {
    double rough = (to - from) / intervals;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return power * (digit <= SLACK ? 1 : digit <= 2 * SLACK ? 2 : digit <= 5 * SLACK ? 5 : 10);
  }
}
