package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wifoe.dataset.ChannelDataset;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.Multipath;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Precoders on generated channels against precoders on those of the paper's simulator, task by task. */
class ReferenceRatesTest {
  /**
   * Agreement that the project asks for. The largest gap is ZF on T4, -0.27 +- 0.02 with many samples: the simulator
   * corrects the power at each antenna, which spreads the energy of NLOS users; the standard's sum of rays does not.
   */
  private static final double TOLERANCE = 0.3;
  /** Confidence intervals of the average over K of +- 0.07 for ZF, and, with less spread, +- 0.1 for WMMSE. */
  private static final int SAMPLES_OF_ZF = 1_500;
  /** +- 0.025, since the gap is near the bound. */
  private static final int SAMPLES_OF_ZF_ON_T4 = 12_000;
  private static final int SAMPLES_OF_WMMSE = 150;
  private static final int USERS = 8_000;

  static List<TaskConfig> tasks() {
    return PaperTasks.group1();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void generatedChannelsCarryWhatTheSimulatorsDo(TaskConfig task) {
    ChannelDataset channels = ChannelDataset.generate(task.toBuilder().multipath(Multipath.FULL).build()).users(USERS)
        .build();
    assertEquals(ReferenceRates.simulator().rate("ZF", task.name()),
        mean(channels, Precoders.zeroForcing(),
            task.name().equals("T4") ? SAMPLES_OF_ZF_ON_T4 : SAMPLES_OF_ZF), TOLERANCE);
    assertEquals(ReferenceRates.simulator().rate("WMMSE", task.name()),
        mean(channels, Precoders.wmmse(), SAMPLES_OF_WMMSE), TOLERANCE);
  }

  private static double mean(ChannelDataset channels, Precoder scheme, int samples) {
    return Comparison.on(channels).schemes(scheme).users(3, 8).snrDb(10).samples(samples).run().stream()
        .mapToDouble(SumRateRow::sumRate).average().orElseThrow();
  }

  @Test
  void tableTwoAveragesToThePapersLastColumn() {
    double[] averages = {6.86, 12.68, 10.01, 10.78, 11.41, 11.50};
    String[] schemes = {"ZF", "WMMSE", "DSC", "CEP", "STL", "MTL"};
    IntStream.range(0, schemes.length).forEach(i -> assertEquals(averages[i], tasks().stream()
        .mapToDouble(task -> ReferenceRates.tableTwo().rate(schemes[i], task.name())).average().orElseThrow(), 0.01));
  }

  @Test
  void namesWhatThereIs() {
    assertThrows(IllegalArgumentException.class, () -> ReferenceRates.tableTwo().rate("MRT", "T1"));
    assertThrows(IllegalArgumentException.class, () -> ReferenceRates.simulator().rate("ZF", "T10"));
  }
}
