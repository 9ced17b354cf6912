package io.wifoe.experiment;

import io.wifoe.experiment.CellResult.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Means over tests, numbers of users and seeds. */
final class Averages {
  private Averages() {}

  /**
   * The mean over some tests at one SNR; null unless every seed of these cells has each test once. Users of all tests
   * are drawn from the same random numbers, so that tests of a kind are good or bad together: the standard deviation of
   * their mean is the mean of theirs, which is right if they are wholly alike and too wide otherwise.
   */
  static Interval of(List<CellResult> cells, List<String> tests, double snrDb) {
    Map<Long, List<CellResult>> bySeed = cells.stream()
        .collect(Collectors.groupingBy(result -> result.cell().seed(), TreeMap::new, Collectors.toList()));
    List<Double> means = new ArrayList<>();
    List<Double> variances = new ArrayList<>();
    for (List<CellResult> ofSeed : bySeed.values()) {
      List<Measurement> own = ofSeed.stream().flatMap(result -> result.measurements().stream())
          .filter(m -> m.snrDb() == snrDb && tests.contains(m.test())).toList();
      if (own.size() != tests.size() || tests.isEmpty()) {
        return null;
      }
      means.add(own.stream().mapToDouble(Measurement::mean).average().orElseThrow());
      double deviation = own.stream().mapToDouble(m -> Math.sqrt(m.variance())).average().orElseThrow();
      variances.add(deviation * deviation);
    }
    return means.isEmpty() ? null : Interval.of(means, variances);
  }
}
