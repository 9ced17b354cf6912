package io.wifoe.notebook;

import io.wifoe.experiment.Figure;
import io.wifoe.experiment.Figure.Curve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/** Labels beside the points of a figure, each where it covers least of other labels, of points and of lines. */
final class PointLabels {
  // pixels of a plot of usual size
  private static final double WIDTH = 480;
  private static final double HEIGHT = 330;
  private static final double LETTER = 6.4;
  private static final double LETTER_HEIGHT = 14;
  private static final double MARKER = 10;
  private static final double LINE_SAMPLE = 4;
  // what a covered pixel costs
  private static final double ON_LABEL = 10;
  private static final double OUTSIDE = 10;
  private static final double ON_POINT = 4;
  private static final double ON_LINE = 1;
  private static final double LATER = 4; // a place costs more than the one before it: above is best

  /** A rectangle by its centre, and what a pixel of it costs a label that covers it. */
  record Box(double x, double y, double width, double height, double cost) {
    double overlap(Box other) {
      double across = (width + other.width) / 2 - Math.abs(x - other.x);
      double up = (height + other.height) / 2 - Math.abs(y - other.y);
      return across > 0 && up > 0 ? Math.min(across, Math.min(width, other.width))
          * Math.min(up, Math.min(height, other.height)) : 0;
    }

    private double outside() {
      double across = Math.max(0, width / 2 - x) + Math.max(0, x + width / 2 - WIDTH);
      double up = Math.max(0, height / 2 - y) + Math.max(0, y + height / 2 - HEIGHT);
      return across * height + up * width;
    }
  }

  /** An axis: from values to pixels and back. */
  private record Scale(double from, double to, double pixels, DoubleUnaryOperator along) {
    double pixel(double value) {
      return pixels * (along.applyAsDouble(value) - from) / (to - from);
    }

    double value(double pixel) {
      return from + pixel * (to - from) / pixels;
    }
  }

  private PointLabels() {}

  /** Writes the labels of the figure's points into its chart, whose lines these are. */
  static void write(XYChart chart, Figure figure, List<Line> lines) {
    XYStyler styler = chart.getStyler();
    boolean logarithmic = styler.isXAxisLogarithmic();
    DoubleUnaryOperator along = logarithmic ? Math::log10 : DoubleUnaryOperator.identity();
    double[] xs = lines.stream().flatMapToDouble(line -> Arrays.stream(line.x())).map(along).sorted().toArray();
    Scale x = scale(styler.getXAxisMin(), styler.getXAxisMax(), xs[0], xs[xs.length - 1], WIDTH, along);
    Scale y = scale(styler.getYAxisMin(), styler.getYAxisMax(), Axes.ends(lines, -1).min().orElse(0),
        Axes.ends(lines, 1).max().orElse(0), HEIGHT, DoubleUnaryOperator.identity());
    List<Box> taken = new ArrayList<>();
    lines.forEach(line -> addBoxes(line, x, y, taken));
    for (Curve curve : figure.curves()) {
      for (int i = 0; i < curve.labels().size(); i++) {
        Box place = place(curve.labels().get(i), x.pixel(curve.x().get(i)), y.pixel(curve.y().get(i)), taken);
        taken.add(place);
        double value = x.value(place.x);
        chart.addAnnotation(new AnnotationText(curve.labels().get(i), logarithmic ? Math.pow(10, value) : value,
            y.value(place.y), false));
      }
    }
  }

  private static Scale scale(Double min, Double max, double least, double most, double pixels,
      DoubleUnaryOperator along) {
    double from = min == null ? least : along.applyAsDouble(min);
    double to = max == null ? most : along.applyAsDouble(max);
    return new Scale(from, to > from ? to : from + 1, pixels, along);
  }

  /** Points with their error bars, and the line between them as a row of small squares. */
  private static void addBoxes(Line line, Scale x, Scale y, List<Box> boxes) {
    for (int i = 0; i < line.x().length; i++) {
      double error = line.error() == null || Double.isNaN(line.error()[i]) ? 0 : line.error()[i];
      double bar = y.pixel(line.y()[i] + error) - y.pixel(line.y()[i] - error);
      double px = x.pixel(line.x()[i]);
      double py = y.pixel(line.y()[i]);
      boxes.add(new Box(px, py, MARKER, Math.max(MARKER, bar), ON_POINT));
      for (double s = 0, dx = 0, dy = 0, length = 1; i > 0 && s < length; s += LINE_SAMPLE) {
        dx = x.pixel(line.x()[i - 1]) - px;
        dy = y.pixel(line.y()[i - 1]) - py;
        length = Math.hypot(dx, dy);
        boxes.add(new Box(px + dx * s / length, py + dy * s / length, LINE_SAMPLE, LINE_SAMPLE, ON_LINE));
      }
    }
  }

  /** The cheapest place for a label of the point (x, y), among those above, below and beside it. */
  static Box place(String text, double x, double y, List<Box> taken) {
    double width = LETTER * text.length();
    double beside = width / 2 + MARKER;
    double[][] places = {{0, 1}, {0, -1}, {beside, 0}, {-beside, 0}, {beside, 1}, {-beside, 1}, {beside, -1},
      {-beside, -1}, {0, 2}, {0, -2}, {0, 3}, {0, -3}, {beside, 2}, {-beside, 2}, {beside, -2}, {-beside, -2}};
    Box best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < places.length; i++) {
      Box box = new Box(x + places[i][0], y + 1.2 * LETTER_HEIGHT * places[i][1], width, LETTER_HEIGHT, ON_LABEL);
      double cost = LATER * i + OUTSIDE * box.outside()
          + taken.stream().mapToDouble(other -> other.cost * box.overlap(other)).sum();
      if (cost < least) {
        least = cost;
        best = box;
      }
    }
    return best;
  }
}
