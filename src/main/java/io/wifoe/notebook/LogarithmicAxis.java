package io.wifoe.notebook;

import io.wifoe.Check;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What a logarithmic axis can show: positive values, between powers of ten. */
final class LogarithmicAxis {
  /** Of ten, that a double still holds. */
  private static final int LEAST_POWER = -323;
  private static final int LARGEST_POWER = 308;

  private static final Color INVISIBLE = new Color(0, true);

  private LogarithmicAxis() {}

  /** Refuses values that have no logarithm; NaN is a gap. */
  static void refuse(String name, double[] values) {
    Check.that(Arrays.stream(values).noneMatch(value -> value <= 0),
        "line %s has a value that is not positive; a logarithmic axis cannot show it", name);
  }

  /** The lines without those error bars that end at zero or below, where the library ends with an exception. */
  static List<Line> withoutBarsToZero(Line... lines) {
    return Arrays.stream(lines).map(line -> {
      if (line.error() == null) {
        return line;
      }
      double[] bars = line.error().clone();
      for (int i = 0; i < bars.length; i++) {
        bars[i] = reachesZero(line, i) ? Double.NaN : bars[i];
      }
      return line.withError(bars);
    }).toList();
  }

  /** Ends the vertical axis at powers of ten and draws the error bars that go beyond its lower edge. */
  static void vertical(XYChart chart, List<Line> lines) {
    double least = values(lines, -1).min().orElse(1);
    double most = values(lines, 1).max().orElse(1);
    double lowest = Math.max(LEAST_POWER, Math.floor(Math.log10(least)));
    double highest = Math.min(LARGEST_POWER, Math.ceil(Math.log10(most)));
    if (lowest == highest) {
      lowest--;
      highest++;
    }
    double edge = Math.pow(10, lowest);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(edge).setYAxisMax(Math.pow(10, highest));
    for (Line line : lines) {
      for (int i = 0; line.error() != null && i < line.x().length; i++) {
        if (reachesZero(line, i)) {
          drawBar(chart, line, i, edge);
        }
      }
    }
  }

  /** Makes the horizontal axis logarithmic, with ticks at the points of the lines and nowhere else. */
  static void horizontal(XYChart chart, List<Line> lines) {
    lines.forEach(line -> refuse(line.name(), line.x()));
    double[] points = lines.stream().flatMapToDouble(line -> Arrays.stream(line.x())).sorted().distinct().toArray();
    double least = points[0];
    double most = points[points.length - 1];
    double room = least == most ? 2 : 1; // a point alone stands in the middle
    chart.getStyler().setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(false).setXAxisDecimalPattern("#,##0")
        .setXAxisMin(least / room).setXAxisMax(most * room).setPlotGridVerticalLinesVisible(false)
        .setXAxisTickLabelsColor(INVISIBLE).setXAxisTickMarksColor(INVISIBLE);
    chart.addAnnotation(new PointTicks(points));
  }

  private static DoubleStream values(List<Line> lines, int sign) {
    return DoubleStream.concat(Axes.ends(lines, sign), lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())))
        .filter(value -> value > 0);
  }

  private static boolean reachesZero(Line line, int i) {
    return line.y()[i] - line.error()[i] <= 0;
  }

  private static void drawBar(XYChart chart, Line line, int i, double edge) {
    double x = line.x()[i];
    XYSeries bar = chart.addSeries(line.name() + " at " + x, new double[] {x, x},
        new double[] {edge, line.y()[i] + line.error()[i]});
    bar.setLineColor(chart.getSeriesMap().get(line.name()).getLineColor());
    bar.setLineWidth(1);
    bar.setMarker(SeriesMarkers.NONE);
    bar.setShowInLegend(false);
  }
}
