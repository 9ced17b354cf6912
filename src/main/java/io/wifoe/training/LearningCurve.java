package io.wifoe.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/** What a training measured while it ran, one point every few steps. */
public final class LearningCurve {

  /**
   * One point.
   *
   * @param step steps done
   * @param samples training samples seen
   * @param sumRate mean training sum rate since the last point, weighted as the loss is, bps/Hz
   * @param gradientNorm mean norm of the gradient since the last point, before clipping
   * @param learningRate rate of the last step
   * @param validation sum rate on held-out users, bps/Hz; NaN where it was not measured
   */
  public record Point(long step, long samples, double sumRate, double gradientNorm, double learningRate,
      double validation) {
    /** One line of {@code metrics.csv}. */
    String toCsv() {
      return step + "," + samples + "," + sumRate + "," + gradientNorm + "," + learningRate + ","
          + (Double.isNaN(validation) ? "" : validation) + "\n";
    }
  }

  /** The columns of {@link Point#toCsv}. */
  static final String CSV_HEADER = "step,samples,sum_rate,gradient_norm,learning_rate,validation\n";

  private final List<Point> points = new ArrayList<>();

  void add(Point point) {
    points.add(point);
  }

  /** The last point's sum rate, NaN before the first point. */
  double latest() {
    return points.isEmpty() ? Double.NaN : points.get(points.size() - 1).sumRate();
  }

  /** What a model is judged by at the last point: its validation, the training sum rate where there is none. */
  double latestFigure(boolean validated) {
    return points.isEmpty() ? Double.NaN : validated ? points.get(points.size() - 1).validation() : latest();
  }

  public List<Point> points() {
    return Collections.unmodifiableList(points);
  }

  /** Columns step, samples, sum rate, gradient norm, learning rate and validation (missing where not measured). */
  public Table table() {
    return Table.create("learning curve",
        LongColumn.create("step", points.stream().mapToLong(Point::step).toArray()),
        LongColumn.create("samples", points.stream().mapToLong(Point::samples).toArray()),
        DoubleColumn.create("sum rate", points.stream().mapToDouble(Point::sumRate).toArray()),
        DoubleColumn.create("gradient norm", points.stream().mapToDouble(Point::gradientNorm).toArray()),
        DoubleColumn.create("learning rate", points.stream().mapToDouble(Point::learningRate).toArray()),
        DoubleColumn.create("validation", points.stream().mapToDouble(Point::validation).toArray()));
  }
}
