package io.wifoe.experiment;

import io.wifoe.training.Training;
import io.wifoe.training.TrainingSettings;
import java.util.List;

/**
 * How a scheme of a {@link ComparisonResult} has learned.
 *
 * @param scheme name in tables and charts
 * @param settings of its training
 * @param steps steps done
 * @param seconds wall time of the steps
 * @param curve measurements on held-out users on the way, in order; empty where there were none
 */
public record SchemeTraining(String scheme, TrainingSettings settings, long steps, double seconds,
    List<Point> curve) {
  /**
   * One measurement.
   *
   * @param samples training samples seen until then
   * @param validation sum rate on held-out users in bps/Hz
   * @param shareOfWmmse the same divided by that of WMMSE, which knows their channels
   */
  public record Point(long samples, double validation, double shareOfWmmse) {}

  public SchemeTraining {
    curve = List.copyOf(curve);
  }

  static SchemeTraining of(String scheme, Training<?> training) {
    List<Point> curve = training.curve().points().stream().filter(point -> !Double.isNaN(point.shareOfWmmse()))
        .map(point -> new Point(point.samples(), point.validation(), point.shareOfWmmse())).toList();
    long samples = training.curve().last().map(point -> point.samples()).orElse(0L);
    return new SchemeTraining(scheme, training.settings(), training.steps(),
        samples == 0 ? 0 : samples / training.samplesPerSecond(), curve);
  }
}
