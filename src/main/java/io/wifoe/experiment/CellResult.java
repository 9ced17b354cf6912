package io.wifoe.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.Check;
import java.util.List;
import java.util.Locale;

/**
 * What came out of a cell.
 *
 * @param cell what was done
 * @param trials learning rates that were tried; empty where there was only one, or none
 * @param rate the learning rate that trained; null where nothing learned
 * @param trainingSamples samples that the training saw, tries left out; 0 where nothing learned
 * @param measurements on every test at every SNR
 * @param seconds wall time, of the last part where a cell was continued
 * @param library version that did it
 * @param machine where
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CellResult(Cell cell, List<Trial> trials, Double rate, long trainingSamples,
    List<Measurement> measurements, double seconds, String library, String machine) {
  public CellResult {
    Check.that(cell != null && trials != null && measurements != null, "a cell's result has a cell and measurements");
    trials = List.copyOf(trials);
    measurements = List.copyOf(measurements);
  }

  /**
   * A learning rate that was tried.
   *
   * @param rate highest learning rate
   * @param validation sum rate on validation users in bps/Hz
   */
  public record Trial(double rate, double validation) {
    /** Short, as in a list of trials. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s: %.3f", rate, validation);
    }
  }

  /**
   * Sum rates on one test at one SNR, for each number of users.
   *
   * @param test name of the channels
   * @param users numbers of users K
   * @param sumRate mean sum rate in bps/Hz for each of them
   * @param ci95 half widths of their 95 % confidence intervals over test samples
   */
  public record Measurement(String test, double snrDb, List<Integer> users, List<Double> sumRate, List<Double> ci95) {
    public Measurement {
      Check.that(!users.isEmpty() && users.size() == sumRate.size() && users.size() == ci95.size(),
          "%s at %s dB: %d numbers of users, %d sum rates and %d intervals", test, snrDb, users.size(),
          sumRate.size(), ci95.size());
    }

    /** Mean over the numbers of users, as the paper gives it. */
    double mean() {
      return sumRate.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Variance of {@link #mean} over test samples. */
    double variance() {
      double sum = ci95.stream().mapToDouble(half -> half * half).sum();
      return sum / (Interval.NORMAL_95 * Interval.NORMAL_95) / users.size() / users.size();
    }
  }

  /** The measurement on one test at one SNR. */
  Measurement at(String test, double snrDb) {
    return measurements.stream().filter(m -> m.test().equals(test) && m.snrDb() == snrDb).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("cell " + cell.name() + " was not measured on " + test + " at "
            + snrDb + " dB"));
  }
}
