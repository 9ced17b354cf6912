package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wifoe.experiment.Conditions;
import io.wifoe.experiment.FeedbackBits;
import io.wifoe.experiment.FeedbackBitsResult;
import io.wifoe.experiment.FeedbackBitsSettings;
import io.wifoe.experiment.SumRateRow;
import io.wifoe.task.Multipath;
import io.wifoe.task.Normalization;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

class FeedbackBitsChartsTest {
  private static final Multipath TWO = Multipath.dominant(2);

  /** WMMSE 10 and 20 bps/Hz for 3 and 5 users; whatever else a tenth of that for each of so many tenths. */
  private static FeedbackBitsResult result() {
    List<FeedbackBits.Row> rows = new ArrayList<>();
    for (Multipath paths : List.of(TWO, Multipath.FULL)) {
      add(rows, paths, FeedbackBits.WMMSE, null, 10);
      add(rows, paths, FeedbackBits.ESTIMATES, null, 9);
      for (int bits : new int[] {8, 24}) {
        add(rows, paths, FeedbackBits.ANY_ARRAY, bits, bits == 8 ? 5 : 8);
        add(rows, paths, FeedbackBits.DFT, bits, 4);
        add(rows, paths, FeedbackBits.BEAM_PAIRS, bits, bits == 8 ? 6 : 9);
        add(rows, paths, FeedbackBits.BEAM_PAIRS_ON_ESTIMATES, bits, bits == 8 ? 5 : 7);
      }
      add(rows, paths, FeedbackBits.TRAINED, 8, 7);
      add(rows, paths, FeedbackBits.TRAINED_ON_ESTIMATES, 8, 6);
      add(rows, paths, FeedbackBits.TYPE_ONE, 11, 3);
      add(rows, paths, FeedbackBits.PAPER, 24, paths.isFull() ? 1 : 2);
    }
    return new FeedbackBitsResult("test", new FeedbackBitsSettings(PaperTasks.T1, List.of(TWO, Multipath.FULL),
        List.of(8, 24), List.of(3, 5), 10, 20, 500, 1), rows, 1);
  }

  private static void add(List<FeedbackBits.Row> rows, Multipath paths, String scheme, Integer bits, int tenths) {
    Conditions conditions = new Conditions(Reading.STANDARD, paths, Normalization.NONE, null);
    for (int users : new int[] {3, 5}) {
      rows.add(new FeedbackBits.Row(scheme, bits, new SumRateRow(scheme, users, 10, tenths * (users == 3 ? 1 : 2),
          users == 3 ? 0.3 : 0.4, 20, tenths / 10.0, conditions)));
    }
  }

  @Test
  void sharesAreDrawnOverBitsForEachNumberOfPaths() {
    XYChart chart = FeedbackBitsCharts.shares(result());
    assertEquals("[2 paths, all paths]", chart.getSeriesMap().keySet().toString());
    assertArrayEquals(new double[] {8, 24}, chart.getSeriesMap().get("2 paths").getXData());
    assertArrayEquals(new double[] {0.5, 0.8}, chart.getSeriesMap().get("2 paths").getYData(), 1e-12);
    assertEquals("One model, any array: T1, 10 dB, K = 3, 5", chart.getTitle());
  }

  @Test
  void barsStandAtTheSameBitsWhereThereAreSome() {
    CategoryChart chart = FeedbackBitsCharts.ranks(result());
    assertEquals("[DFT, 8 bits, Type I, 11 bits, trained words, 8 bits, beam pairs, 8 bits, "
        + "any array, 8 bits, any array, 24 bits, paper's structure, 24 bits, beam pairs, 24 bits]",
        chart.getSeriesMap().keySet().toString());
    assertEquals("[0.2, 0.1]", chart.getSeriesMap().get("paper's structure, 24 bits").getYData().toString());
  }

  @Test
  void ratesLieBetweenTheLevelsOfFullKnowledgeAndOfPilots() {
    XYChart chart = FeedbackBitsCharts.losses(result(), TWO);
    assertArrayEquals(new double[] {15, 15}, chart.getSeriesMap().get("WMMSE").getYData());
    assertArrayEquals(new double[] {13.5, 13.5}, chart.getSeriesMap().get("LMMSE estimates").getYData());
    assertArrayEquals(new double[] {7.5, 12}, chart.getSeriesMap().get("any array").getYData());
    assertArrayEquals(new double[] {0.25, 0.25}, chart.getSeriesMap().get("any array").getExtraValues(), 1e-12);
  }

  @Test
  void lossesAreTakenApart() {
    Table table = FeedbackBitsCharts.table(result());
    assertEquals(List.of("paths", "bits", "wmmse", "lost to pilots", "lost to bits", "lost to the network",
        "any array"), table.columnNames());
    assertEquals(4, table.rowCount());
    assertEquals(1.5, table.doubleColumn("lost to pilots").get(0), 1e-12);
    assertEquals(4.5, table.doubleColumn("lost to bits").get(0), 1e-12);
    assertEquals(1.5, table.doubleColumn("lost to the network").get(0), 1e-12, "the better codebook counts");
    assertEquals(3, table.doubleColumn("lost to bits").get(1), 1e-12, "of 24 bits there is one");
    assertEquals(-1.5, table.doubleColumn("lost to the network").get(1), 1e-12);
  }

  @Test
  void resultsWithoutPairsAreDrawnAsTheyAre() {
    FeedbackBitsResult all = result();
    FeedbackBitsResult without = new FeedbackBitsResult("test", all.settings(), all.rows().stream()
        .filter(row -> !row.scheme().startsWith(FeedbackBits.BEAM_PAIRS)).toList(), 1);
    assertEquals(6, FeedbackBitsCharts.ranks(without).getSeriesMap().size());
    assertEquals(2, FeedbackBitsCharts.table(without).rowCount());
  }
}
