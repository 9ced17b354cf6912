package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.model.PrecodingNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trained networks under {@code data/results/few-path}, on channels that neither they nor their results saw. */
class FewPathResultsTest {
  private static final Path RESULTS = Path.of("data/results/few-path");
  private static final long FRESH = 4;
  private static final int SAMPLES = 4_000;
  /** With them the interval is small enough to tell 14.12 from 14.19. */
  private static final int MANY_SAMPLES = 20_000;

  @ParameterizedTest
  @ValueSource(strings = {"stl-30", "stl-30-soft-slopes-twice", "dsc-30", "stl-10", "dsc-10"})
  void storedWeightsGiveTheStoredFigure(String run) throws IOException {
    FewPathResult stored = FewPathBenchmark.result(RESULTS.resolve(run));
    try (PrecodingNetwork network = FewPathBenchmark.load(RESULTS.resolve(run))) {
      List<SumRateRow> rows = stored.benchmark().measure(network, SAMPLES, FRESH);
      // both figures are means of samples: four standard deviations of their difference
      assertEquals(stored.sumRate(), rows.get(0).sumRate(), 4 / 1.96 * Math.hypot(stored.ci95(), rows.get(0).ci95()));
      assertEquals(stored.parameters(), FewPathBenchmark.learned(network));
    }
  }

  /** What Sohrabi et al. print for their network, within the interval of a measurement. */
  @ParameterizedTest
  @CsvSource({"stl-10, 12.57", "stl-30-soft-slopes-twice, 14.19"})
  void singleTaskReachesThePublishedFigure(String run, double published) throws IOException {
    SumRateRow row = measured(run, MANY_SAMPLES);
    assertTrue(row.sumRate() + row.ci95() > published, row.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30})
  void singleTaskIsNotBehindDscOnTheSameChannels(int bits) throws IOException {
    assertTrue(measured("stl-" + bits, SAMPLES).sumRate() >= measured("dsc-" + bits, SAMPLES).sumRate());
  }

  private static SumRateRow measured(String run, int samples) throws IOException {
    try (PrecodingNetwork network = FewPathBenchmark.load(RESULTS.resolve(run))) {
      return FewPathBenchmark.result(RESULTS.resolve(run)).benchmark().measure(network, samples, FRESH).get(0);
    }
  }
}
