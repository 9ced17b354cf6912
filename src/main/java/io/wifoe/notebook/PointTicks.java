package io.wifoe.notebook;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.knowm.xchart.style.AxesChartStyler;

/** Ticks of a horizontal axis at these values and nowhere else, each with its number where there is room. */
final class PointTicks extends Annotation {
  private static final int GAP = 5; // between numbers, and below a tick
  private final double[] values;

  /** At these values, in rising order. */
  PointTicks(double[] values) {
    super(false);
    this.values = values.clone();
  }

  @Override
  public void paint(Graphics2D graphics) {
    AxesChartStyler style = (AxesChartStyler) styler;
    int length = style.getAxisTickMarkLength();
    int edge = getYAxisScreenValueForMax();
    double end = Double.NEGATIVE_INFINITY;
    graphics.setFont(style.getAxisTickLabelsFont());
    graphics.setStroke(new BasicStroke(1));
    for (double value : values) {
      int x = getXAxisScreenValue(value);
      graphics.setColor(style.getAxisTickMarksColor());
      graphics.draw(new Line2D.Double(x, edge, x, edge + length));
      String text = String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%s", value);
      double width = ChartFrame.wide(text, style.getAxisTickLabelsFont());
      if (x - width / 2 > end + GAP) {
        end = x + width / 2;
        graphics.setColor(style.getAxisTickLabelsColor());
        graphics.drawString(text, (float) (x - width / 2),
            edge + length + GAP + style.getAxisTickLabelsFont().getSize() - 2);
      }
    }
  }
}
