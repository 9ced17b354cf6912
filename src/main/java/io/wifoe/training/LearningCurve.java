package io.wifoe.training;

import io.wifoe.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
    /** Reads what {@link #toCsv} wrote. */
    static Point ofCsv(String line) {
      String[] values = line.split(",", -1);
      Check.that(values.length == 6, "\"%s\" has not the six columns %s", line, CSV_HEADER.strip());
      try {
        return new Point(Long.parseLong(values[0]), Long.parseLong(values[1]), Double.parseDouble(values[2]),
            Double.parseDouble(values[3]), Double.parseDouble(values[4]),
            values[5].isEmpty() ? Double.NaN : Double.parseDouble(values[5]));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("\"" + line + "\" is no row of numbers", e);
      }
    }

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
    return last().map(Point::sumRate).orElse(Double.NaN);
  }

  /** The last point, if there is one. */
  public Optional<Point> last() {
    return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
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
