package io.wifoe.notebook;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.Styler;

/**
 * What stands around the axes of every chart: a title of as many lines as it needs above, and a legend in columns
 * below, so that the plot has the whole width.
 */
final class ChartFrame {
  /** In points, for half the width of a page. */
  static final int WIDTH = 540;
  static final int HEIGHT = 400;

  private static final int MARGIN = 10;
  private static final int LINE = 18; // of text, from one to the next
  private static final int SAMPLE = 30; // length of a legend's line
  private static final int GAP = 6;
  private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);

  private ChartFrame() {}

  /** Lines and points. */
  static final class Lines extends XYChart {
    Lines() {
      super(WIDTH, HEIGHT);
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
      ChartFrame.paint(this, this.getStyler().isLegendVisible(), graphics, width, height, super::paint);
      setHeight(height);
    }
  }

  /** Bars in groups. */
  static final class Bars extends CategoryChart {
    Bars() {
      super(WIDTH, HEIGHT);
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
      ChartFrame.paint(this, this.getStyler().isLegendVisible(), graphics, width, height, super::paint);
      setHeight(height);
    }
  }

  /** A matrix in colours, whose scale the library draws. */
  static final class HeatMap extends HeatMapChart {
    HeatMap() {
      super(new HeatMapChartBuilder().width(WIDTH).height(HEIGHT)); // which dresses it; the size alone does not
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
      ChartFrame.paint(this, false, graphics, width, height, super::paint);
      setHeight(height);
    }
  }

  /** How the library paints a chart of some size. */
  private interface Axes {
    void paint(Graphics2D graphics, int width, int height);
  }

  private static void paint(Chart<?, ?> chart, boolean withLegend, Graphics2D graphics, int width, int height,
      Axes axes) {
    Styler styler = chart.getStyler();
    boolean withTitle = styler.isChartTitleVisible();
    List<String> title = withTitle ? wrapped(chart.getTitle(), styler.getChartTitleFont(), width) : List.of();
    List<Series> entries = withLegend ? entries(chart) : List.of();
    int columns = columns(entries, styler.getLegendFont(), width);
    int rows = rows(entries, columns);
    int above = title.isEmpty() ? 0 : LINE * title.size() + MARGIN / 2;
    int below = rows == 0 ? 0 : LINE * rows + MARGIN / 2;
    graphics.setColor(styler.getChartBackgroundColor());
    graphics.fillRect(0, 0, width, height);
    graphics.translate(0, above);
    styler.setChartTitleVisible(false);
    styler.setLegendVisible(styler.isLegendVisible() && !withLegend);
    try {
      axes.paint(graphics, width, height - above - below);
    } finally {
      styler.setChartTitleVisible(withTitle);
      styler.setLegendVisible(styler.isLegendVisible() || withLegend);
      graphics.translate(0, -above);
    }
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(styler.getChartFontColor());
    for (int i = 0; i < title.size(); i++) {
      graphics.setFont(styler.getChartTitleFont());
      double side = (width - wide(title.get(i), styler.getChartTitleFont())) / 2;
      graphics.drawString(title.get(i), (float) side, MARGIN + LINE * (i + 0.5f));
    }
    double column = entryWidth(entries, styler.getLegendFont());
    double left = Math.max(MARGIN, (width - columns * column) / 2);
    for (int i = 0; i < entries.size(); i++) {
      entry(graphics, entries.get(i), styler, left + column * (i / rows), height - below + LINE * (i % rows + 0.5));
    }
  }

  private static List<Series> entries(Chart<?, ?> chart) {
    return chart.getSeriesMap().values().stream().map(Series.class::cast)
        .filter(series -> series.isShowInLegend() && series.isEnabled()).toList();
  }

  /** As many as there is room for, and no more than as many rows need. */
  static int columns(List<? extends Series> entries, Font font, int width) {
    int most = (int) Math.max(1, (width - 2 * MARGIN) / Math.max(1, entryWidth(entries, font)));
    int rows = rows(entries, most);
    return rows == 0 ? 1 : (entries.size() + rows - 1) / rows;
  }

  private static int rows(List<? extends Series> entries, int columns) {
    return (entries.size() + columns - 1) / columns;
  }

  private static double entryWidth(List<? extends Series> entries, Font font) {
    return SAMPLE + 3 * GAP + entries.stream().mapToDouble(series -> wide(series.getLabel(), font)).max().orElse(0);
  }

  private static void entry(Graphics2D graphics, Series series, Styler styler, double x, double y) {
    if (series instanceof CategorySeries bars) {
      graphics.setColor(bars.getFillColor());
      graphics.fillRect((int) x + SAMPLE / 2, (int) y - GAP, SAMPLE / 2, 2 * GAP);
    } else if (series instanceof XYSeries line) {
      if (line.getXYSeriesRenderStyle() != XYSeriesRenderStyle.Scatter) {
        graphics.setColor(line.getLineColor());
        graphics.setStroke(line.getLineStyle());
        graphics.draw(new Line2D.Double(x, y, x + SAMPLE, y));
      }
      graphics.setColor(line.getMarkerColor());
      graphics.setStroke(new BasicStroke(1));
      line.getMarker().paint(graphics, x + SAMPLE / 2.0, y, styler.getMarkerSize());
    }
    graphics.setColor(styler.getChartFontColor());
    graphics.setFont(styler.getLegendFont());
    graphics.drawString(series.getLabel(), (float) (x + SAMPLE + GAP), (float) (y + GAP - 1.5));
  }

  /** A title in as few lines as fit between the margins, broken at spaces, of about the same length. */
  static List<String> wrapped(String title, Font font, int width) {
    double room = width - 2 * MARGIN;
    List<String> lines = lines(title, font, room);
    for (double less = room - MARGIN; less > 0 && lines(title, font, less).size() == lines.size(); less -= MARGIN) {
      room = less;
    }
    return lines(title, font, room);
  }

  private static List<String> lines(String title, Font font, double room) {
    List<String> lines = new ArrayList<>();
    for (String word : title.split(" ")) {
      String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
      if (!lines.isEmpty() && wide(last + " " + word, font) <= room) {
        lines.set(lines.size() - 1, last + " " + word);
      } else {
        lines.add(word);
      }
    }
    return lines;
  }

  /** Width of a text in points. */
  static double wide(String text, Font font) {
    return font.getStringBounds(text, PLAIN).getWidth();
  }
}
