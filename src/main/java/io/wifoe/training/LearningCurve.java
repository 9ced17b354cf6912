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
   */
  public record Point(long step, long samples, double sumRate, double gradientNorm, double learningRate) {
    /** One line of {@code metrics.csv}. */
    String toCsv() {
      return step + "," + samples + "," + sumRate + "," + gradientNorm + "," + learningRate + "\n";
    }
  }

  /** The columns of {@link Point#toCsv}. */
  static final String CSV_HEADER = "step,samples,sum_rate,gradient_norm,learning_rate\n";

  private final List<Point> points = new ArrayList<>();

  void add(Point point) {
    points.add(point);
  }

  /** The last point's sum rate, NaN before the first point. */
  double latest() {
    return points.isEmpty() ? Double.NaN : points.get(points.size() - 1).sumRate();
  }

  public List<Point> points() {
    return Collections.unmodifiableList(points);
  }

  /** Columns step, samples, sum rate, gradient norm and learning rate. */
  public Table table() {
    return Table.create("learning curve",
        LongColumn.create("step", points.stream().mapToLong(Point::step).toArray()),
        LongColumn.create("samples", points.stream().mapToLong(Point::samples).toArray()),
        DoubleColumn.create("sum rate", points.stream().mapToDouble(Point::sumRate).toArray()),
        DoubleColumn.create("gradient norm", points.stream().mapToDouble(Point::gradientNorm).toArray()),
        DoubleColumn.create("learning rate", points.stream().mapToDouble(Point::learningRate).toArray()));
  }
}
