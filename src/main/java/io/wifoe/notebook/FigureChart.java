package io.wifoe.notebook;

import io.wifoe.experiment.Figure;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A figure of an experiment as a chart. */
final class FigureChart {
  private static final double BESIDE = 0.007; // of an axis, from one line's points to the next one's

  private FigureChart() {}

  static XYChart of(Figure figure) {
    List<Line> lines = figure.curves().stream().map(FigureChart::line).toList();
    XYChart chart = Charts.lines(figure.title(), figure.xLabel(), figure.yLabel(), lines);
    if (figure.form() == Figure.Form.LINES_OVER_LOGARITHM) {
      LogarithmicAxis.horizontal(chart, lines);
    }
    for (Figure.Curve curve : figure.curves()) {
      XYSeries series = chart.getSeriesMap().get(curve.name());
      switch (curve.style()) {
        case USUAL -> { }
        case SECOND -> series.setLineStyle(ChartTheme.secondStroke());
        case LEVEL -> level(chart, series);
      }
      if (figure.form() == Figure.Form.POINTS) {
        series.setLineStyle(ChartTheme.thinStroke());
      }
    }
    if (figure.curves().stream().anyMatch(curve -> curve.style() == Figure.Style.SECOND)) {
      moveApart(chart);
    }
    chart.addAnnotation(new PointLabels(figure));
    return chart;
  }

  /** A curve without any interval has no bars. */
  private static Line line(Figure.Curve curve) {
    Line line = Line.of(curve.name(), values(curve.x()), values(curve.y()));
    return curve.ci95().stream().allMatch(half -> half == 0) ? line : line.withError(values(curve.ci95()));
  }

  private static double[] values(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Draws the first value of a line across the whole axis, without markers and bars. */
  static void level(XYChart chart, XYSeries series) {
    double[] x = series.getXData();
    AxesChartStyler styler = chart.getStyler();
    double[] ends = {styler.getXAxisMin() == null ? x[0] : styler.getXAxisMin(),
      styler.getXAxisMax() == null ? x[x.length - 1] : styler.getXAxisMax()};
    double level = series.getYData()[0];
    series.replaceData(ends, new double[] {level, level}, null);
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Puts the points of lines that share their x values a little beside each other, so that all bars are seen. */
  private static void moveApart(XYChart chart) {
    List<XYSeries> all = List.copyOf(chart.getSeriesMap().values());
    DoubleSummaryStatistics range = all.stream().flatMapToDouble(series -> Arrays.stream(series.getXData()))
        .summaryStatistics();
    double length = range.getMax() - range.getMin();
    if (length == 0) {
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      XYSeries series = all.get(i);
      double aside = (i - (all.size() - 1) / 2.0) * BESIDE * length;
      series.replaceData(Arrays.stream(series.getXData()).map(x -> x + aside).toArray(), series.getYData(),
          series.getExtraValues());
    }
    Axes.horizontal(chart.getStyler(), range.getMin(), range.getMax());
  }
}
