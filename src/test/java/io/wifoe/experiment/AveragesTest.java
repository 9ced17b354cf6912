package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragesTest {
  private static final double SNR_DB = 10;
  private static final TaskConfig A = TaskConfig.builder().name("a").array(AntennaArray.upa(4, 2)).pilotLength(3)
      .feedbackBits(4).users(2, 3).channels(Scenario.UMI_LOS).build();
  private static final List<String> BOTH = List.of("a", "again");

  private static CellResult cell(String name) throws IOException {
    return TableTwo.of(List.of(A, A.toBuilder().name("again").build())).scale(Scale.SMOKE).testSamples(40)
        .snrDb(SNR_DB).plan().cell(name).run(1);
  }

  private static CellResult ofSeed(CellResult result, long seed) {
    Cell cell = result.cell();
    return new CellResult(new Cell(cell.name(), cell.scheme(), cell.tasks(), cell.training(), cell.tests(),
        cell.snrDb(), cell.samples(), seed), result.trials(), result.rate(), result.trainingSamples(),
        result.measurements(), result.seconds(), result.library(), result.machine());
  }

  /** All tests have the same users: a task that is measured twice tells no more than once. */
  @Test
  void theSameUsersTwiceMakeNoNarrowerInterval() throws IOException {
    CellResult once = cell("mrt-a");
    Interval one = Averages.of(List.of(once), List.of("a"), SNR_DB);
    Interval two = Averages.of(List.of(once, cell("mrt-again")), BOTH, SNR_DB);
    assertEquals(one.mean(), two.mean(), 1e-12);
    assertEquals(one.overSamples(), two.overSamples(), 1e-12);
  }

  /** A row over fewer seeds than its neighbours would look as sure as they do. */
  @Test
  void aSeedWithoutAllItsTestsLeavesNoMean() throws IOException {
    CellResult first = cell("mrt-a");
    CellResult second = cell("mrt-again");
    Interval two = Averages.of(List.of(first, second, ofSeed(first, 2), ofSeed(second, 2)), BOTH, SNR_DB);
    assertEquals(2, two.seeds());
    assertNull(two.overSeeds(), "two seeds say nothing of a spread");
    assertNull(Averages.of(List.of(first, second, ofSeed(first, 2)), BOTH, SNR_DB));
  }
}
