package io.wifoe.training;

import static java.util.stream.Collectors.joining;

import io.wifoe.Check;
import io.wifoe.model.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
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
   * @param training the objective's figure in training since the last point, weighted as the loss is
   * @param gradientNorm mean norm of the gradient since the last point, before clipping
   * @param learningRate rate of the last step
   * @param validation the objective's figure on held-out users; NaN where it was not measured
   * @param shareOfWmmse the same divided by the sum rate of WMMSE, which knows the channels of those users; NaN where
   *     it was not measured and for other objectives than the sum rate
   */
  public record Point(long step, long samples, double training, double gradientNorm, double learningRate,
      double validation, double shareOfWmmse) {}

  private static final String SHARE = "share_of_wmmse";

  private final Objective objective;
  private final List<Point> points = new ArrayList<>();

  LearningCurve(Objective objective) {
    this.objective = objective;
  }

  /** A curve of these points. */
  public static LearningCurve of(Objective objective, List<Point> points) {
    LearningCurve curve = new LearningCurve(objective);
    points.forEach(curve::add);
    return curve;
  }

  /** What the figures of training and validation are. */
  public Objective objective() {
    return objective;
  }

  void add(Point point) {
    points.add(point);
  }

  void clear() {
    points.clear();
  }

  /** The last point's figure in training, NaN before the first point. */
  double latest() {
    return last().map(Point::training).orElse(Double.NaN);
  }

  /** What was learned so far, for a line of progress; empty before the first point. */
  String summary() {
    String latest = points.isEmpty() ? ""
        : String.format(Locale.ROOT, "%.2f %s in training", latest(), objective.unit());
    for (int i = points.size() - 1; i >= 0; i--) {
      Point point = points.get(i);
      if (!Double.isNaN(point.shareOfWmmse)) {
        return latest + String.format(Locale.ROOT, ", %.2f = %.3f of WMMSE on held-out users", point.validation,
            point.shareOfWmmse);
      }
    }
    return latest;
  }

  /** The last point, if there is one. */
  public Optional<Point> last() {
    return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
  }

  /** What a model is judged by at the last point: its validation, the figure in training where there is none. */
  double latestFigure(boolean validated) {
    return points.isEmpty() ? Double.NaN : validated ? points.get(points.size() - 1).validation() : latest();
  }

  public List<Point> points() {
    return Collections.unmodifiableList(points);
  }

  /** Columns step, samples, the objective's name, gradient norm, learning rate, validation and share of WMMSE. */
  public Table table() {
    return Table.create("learning curve",
        LongColumn.create("step", points.stream().mapToLong(Point::step).toArray()),
        LongColumn.create("samples", points.stream().mapToLong(Point::samples).toArray()),
        column(objective.name(), Point::training),
        column("gradient norm", Point::gradientNorm),
        column("learning rate", Point::learningRate),
        column("validation", Point::validation),
        column("share of WMMSE", Point::shareOfWmmse));
  }

  private DoubleColumn column(String name, ToDoubleFunction<Point> value) {
    return DoubleColumn.create(name, points.stream().mapToDouble(value).toArray());
  }

  /** The first line of {@code metrics.csv}. */
  String csvHeader() {
    return "step,samples," + objective.name().toLowerCase(Locale.ROOT).replace(' ', '_')
        + ",gradient_norm,learning_rate,validation," + SHARE + "\n";
  }

  /** One line of {@code metrics.csv}. */
  static String csvRow(Point point) {
    return point.step + "," + point.samples + "," + point.training + "," + point.gradientNorm + ","
        + point.learningRate + "," + csv(point.validation) + "," + csv(point.shareOfWmmse) + "\n";
  }

  private static String csv(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  /** All of {@code metrics.csv}. */
  String toCsv() {
    return csvHeader() + points.stream().map(LearningCurve::csvRow).collect(joining());
  }

  /**
   * Reads what {@link #toCsv} wrote, up to the last whole line.
   *
   * @throws IllegalArgumentException if a column is missing or a row is no row of numbers
   */
  static LearningCurve ofCsv(String text, Objective objective) {
    LearningCurve curve = new LearningCurve(objective);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.isEmpty()) {
      return curve;
    }
    List<String> columns = Arrays.asList(lines.get(0).split(",", -1));
    int[] at = Arrays.stream(curve.csvHeader().strip().split(",")).mapToInt(name -> {
      Check.that(columns.contains(name) || name.equals(SHARE), "there is no column %s among %s", name, columns);
      return columns.indexOf(name); // -1 for the share of WMMSE, which earlier versions did not measure
    }).toArray();
    lines.stream().skip(1).forEach(line -> curve.add(point(line, at, columns.size())));
    return curve;
  }

  private static Point point(String line, int[] at, int columns) {
    String[] values = line.split(",", -1);
    Check.that(values.length == columns, "\"%s\" has not the %d columns of its heading", line, columns);
    try {
      return new Point(Long.parseLong(values[at[0]]), Long.parseLong(values[at[1]]), Double.parseDouble(values[at[2]]),
          Double.parseDouble(values[at[3]]), Double.parseDouble(values[at[4]]),
          optional(values, at[5]), optional(values, at[6]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + line + "\" is no row of numbers", e);
    }
  }

  private static double optional(String[] values, int at) {
    return at < 0 || values[at].isEmpty() ? Double.NaN : Double.parseDouble(values[at]);
  }
}
