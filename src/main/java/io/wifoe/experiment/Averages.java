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

  /** The mean over some tests at one SNR; null unless every seed of these cells has each test once. */
  static Interval of(List<CellResult> cells, List<String> tests, double snrDb) {
    Map<Long, List<CellResult>> bySeed = cells.stream()
        .collect(Collectors.groupingBy(result -> result.cell().seed(), TreeMap::new, Collectors.toList()));
    List<Double> means = new ArrayList<>();
    List<Double> variances = new ArrayList<>();
    for (List<CellResult> ofSeed : bySeed.values()) {
      List<Measurement> own = ofSeed.stream().flatMap(result -> result.measurements().stream())
          .filter(m -> m.snrDb() == snrDb && tests.contains(m.test())).toList();
      if (own.size() == tests.size() && !tests.isEmpty()) {
        means.add(own.stream().mapToDouble(Measurement::mean).average().orElseThrow());
        variances.add(own.stream().mapToDouble(Measurement::variance).sum() / own.size() / own.size());
      }
    }
    return means.isEmpty() ? null : Interval.of(means, variances);
  }
}
