package io.wifoe.notebook;

import io.wifoe.experiment.Figure;
import io.wifoe.experiment.Figure.Curve;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Labels beside the points of a figure, each where it covers no other label, point, bar or line if it can. */
final class PointLabels extends Annotation {
  private static final double MARKER = 10; // points across, with what keeps a label off
  private static final double LINE_SAMPLE = 4;
  /** From here on a thin line leads from a label to its point. */
  private static final double FAR = 20;
  // what a covered square point costs
  private static final double ON_LABEL = 100;
  private static final double OUTSIDE = 100;
  private static final double ON_POINT = 50;
  private static final double ON_LINE = 2;
  /** Of a label that is nearer to another point than to its own. */
  private static final double OF_ANOTHER = 15;
  private static final int RINGS = 6;
  private static final int DIRECTIONS = 16;

  private final Figure figure;

  /** A rectangle by its centre, and what a square point of it costs a label that covers it. */
  record Box(double x, double y, double width, double height, double cost) {
    double overlap(Box other) {
      double across = (width + other.width) / 2 - Math.abs(x - other.x);
      double down = (height + other.height) / 2 - Math.abs(y - other.y);
      return across > 0 && down > 0 ? Math.min(across, Math.min(width, other.width))
          * Math.min(down, Math.min(height, other.height)) : 0;
    }

    private double nearX(double to) {
      return Math.max(x - width / 2, Math.min(to, x + width / 2));
    }

    private double nearY(double to) {
      return Math.max(y - height / 2, Math.min(to, y + height / 2));
    }

    /** From its nearest edge to a point. */
    private double distance(double toX, double toY) {
      return Math.hypot(nearX(toX) - toX, nearY(toY) - toY);
    }

    private boolean isFar(double fromX, double fromY) {
      return distance(fromX, fromY) > FAR;
    }

    /** The line from a far label to its point as small squares, no further than where its marker begins. */
    private List<Box> leader(double toX, double toY) {
      return isFar(toX, toY) ? line(nearX(toX), nearY(toY), toX, toY, MARKER, ON_LABEL) : List.of();
    }

    /** How much of it is outside another. */
    private double outside(Box other) {
      return width * height - overlap(other);
    }
  }

  PointLabels(Figure figure) {
    super(false);
    this.figure = figure;
  }

  @Override
  public void paint(Graphics2D graphics) {
    Font font = styler.getAnnotationTextFont();
    double left = getXAxisScreenValueForMin();
    double top = getYAxisScreenValueForMin();
    double width = getXAxisScreenValueForMax() - left;
    double height = getYAxisScreenValueForMax() - top;
    Box plot = new Box(left + width / 2, top + height / 2, width, height, 0);
    List<Box> taken = new ArrayList<>();
    figure.curves().forEach(curve -> addBoxes(curve, taken));
    graphics.setFont(font);
    for (Curve curve : figure.curves()) {
      for (int i = 0; i < curve.labels().size(); i++) {
        String text = curve.labels().get(i);
        double x = getXAxisScreenValue(curve.x().get(i));
        double y = getYAxisScreenValue(curve.y().get(i));
        Box place = place(ChartFrame.wide(text, font), font.getSize(), x, y, plot, taken);
        taken.add(place);
        taken.addAll(place.leader(x, y));
        draw(graphics, text, ((XYChart) chart).getSeriesMap().get(curve.name()).getMarkerColor(), place, x, y);
      }
    }
  }

  /** In the colour of its curve. */
  private static void draw(Graphics2D graphics, String text, Color color, Box place, double x, double y) {
    graphics.setColor(color);
    if (place.isFar(x, y)) {
      graphics.setStroke(ChartTheme.thinStroke());
      graphics.draw(new Line2D.Double(x, y, place.nearX(x), place.nearY(y)));
    }
    graphics.drawString(text, (float) (place.x - place.width / 2), (float) (place.y + place.height * 0.36));
  }

  /** Points with their error bars, and the line between them as a row of small squares. */
  private void addBoxes(Curve curve, List<Box> boxes) {
    for (int i = 0; i < curve.x().size(); i++) {
      double error = Double.isNaN(curve.ci95().get(i)) ? 0 : curve.ci95().get(i);
      double upper = getYAxisScreenValue(curve.y().get(i) + error);
      double lower = getYAxisScreenValue(curve.y().get(i) - error);
      double x = getXAxisScreenValue(curve.x().get(i));
      double y = getYAxisScreenValue(curve.y().get(i));
      boxes.add(new Box(x, (upper + lower) / 2, MARKER, Math.max(MARKER, lower - upper), ON_POINT));
      if (i > 0) {
        boxes.addAll(line(x, y, getXAxisScreenValue(curve.x().get(i - 1)), getYAxisScreenValue(curve.y().get(i - 1)), 0,
            ON_LINE));
      }
    }
  }

  /** Squares along a line, but for so many points at its end. */
  private static List<Box> line(double x, double y, double toX, double toY, double less, double cost) {
    List<Box> squares = new ArrayList<>();
    double length = Math.hypot(toX - x, toY - y);
    for (double s = 0; s < length - less; s += LINE_SAMPLE) {
      squares.add(new Box(x + (toX - x) * s / length, y + (toY - y) * s / length, LINE_SAMPLE, LINE_SAMPLE, cost));
    }
    return squares;
  }

  /** The cheapest place for a label of this size of the point (x, y), the nearest of those that cover nothing. */
  static Box place(double width, double height, double x, double y, Box plot, List<Box> taken) {
    Box best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int ring = 0; ring < RINGS; ring++) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        double angle = 2 * Math.PI * direction / DIRECTIONS - Math.PI / 2; // above first
        double reach = (MARKER + height) / 2 + 1 + ring * height;
        double dx = Math.cos(angle) * reach;
        Box box = new Box(x + dx + Math.round(Math.cos(angle)) * width / 2, y + Math.sin(angle) * reach, width, height,
            ON_LABEL);
        double cost = ring * RINGS + 0.1 * direction + OUTSIDE * box.outside(plot)
            + taken.stream().mapToDouble(other -> other.cost * box.overlap(other)).sum()
            + box.leader(x, y).stream().flatMapToDouble(square -> taken.stream()
                .filter(other -> other.cost == ON_LABEL).mapToDouble(other -> ON_LABEL * square.overlap(other))).sum()
            + OF_ANOTHER * taken.stream().filter(other -> other.cost == ON_POINT && !(other.x == x && other.y == y)
                && box.distance(other.x, other.y) <= box.distance(x, y)).count();
        if (cost < least) {
          least = cost;
          best = box;
        }
      }
    }
    return best;
  }
}
