package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.Grid.Mark;
import io.wifoe.model.WiFoE;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Normalization;
import io.wifoe.task.PilotPower;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.InterruptedTrainingException;
import io.wifoe.training.Scale;
import io.wifoe.training.Trainer;
import io.wifoe.training.Training;
import io.wifoe.training.TrainingTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonResultTest {
  private static final Conditions TOLD = new Conditions(null, null, Normalization.NONE, null);
  private static final Conditions BY_PILOTS = new Conditions(null, null, Normalization.NONE, PilotPower.PER_ANTENNA);

  private static SchemeRow row(String scheme, int users, double snrDb, double rate, Conditions assumptions) {
    return SchemeRow.of(new SumRateRow(scheme, users, snrDb, rate, 0.1, 100, null, assumptions));
  }

  private static List<Mark> marks(Grid grid, int column) {
    return grid.rows().stream().map(row -> row.entries().get(column).mark()).toList();
  }

  @Test
  void schemesStandDownAndSnrsAcrossAndThoseThatAreToldTheChannelsDoNotCompete() {
    Grid grid = ComparisonResult.of("here", Scale.SMOKE, List.of(row("WMMSE", 4, 10, 9, TOLD),
        row("a", 4, 10, 5, BY_PILOTS), row("b", 4, 10, 6, BY_PILOTS), row("c", 4, 10, 4, BY_PILOTS),
        row("WMMSE", 4, 0, 4, TOLD), row("a", 4, 0, 3, BY_PILOTS), row("c", 4, 0, 2, BY_PILOTS))).table();
    assertEquals("here, sum rate in bps/Hz, K = 4", grid.title());
    assertEquals(List.of("Scheme", "0 dB", "10 dB"), grid.columns());
    assertEquals(List.of(Mark.NONE, Mark.SECOND, Mark.BEST, Mark.NONE), marks(grid, 1));
    assertEquals(List.of(Mark.NONE, Mark.BEST, Mark.NONE, Mark.SECOND), marks(grid, 0));
    assertEquals("-", grid.rows().get(2).entries().get(0).text(), "b was not measured at 0 dB");
    assertEquals("5.00 \u00b1 0.10", grid.rows().get(1).entries().get(1).text());
    assertTrue(grid.notes().get(0).startsWith("Scale smoke; assumed: normalised none, pilot power per-antenna"),
        grid.notes().toString());
  }

  @Test
  void whereNobodySendsPilotsAllCompeteAndNobodyAlone() {
    Grid grid = ComparisonResult.of("told", null, List.of(row("MRT", 4, 10, 5, TOLD), row("ZF", 4, 10, 6, TOLD)))
        .table();
    assertEquals(List.of(Mark.SECOND, Mark.BEST), marks(grid, 0));
    Grid alone = ComparisonResult.of("one", null, List.of(row("MRT", 4, 10, 5, TOLD), row("a", 4, 10, 6, BY_PILOTS)))
        .table();
    assertEquals(List.of(Mark.NONE, Mark.NONE), marks(alone, 0));
  }

  @Test
  void severalUsersAreAveragedOrAtOneSnrStandAcross() {
    List<SchemeRow> rows = List.of(row("MRT", 3, 10, 4, TOLD), row("MRT", 4, 10, 6, TOLD), row("MRT", 3, 20, 5, TOLD),
        row("MRT", 4, 20, 8, TOLD));
    ComparisonResult both = ComparisonResult.of("both", null, rows);
    assertEquals("both, sum rate in bps/Hz, mean over K = 3..4", both.table().title());
    assertEquals("5.00 \u00b1 0.07", both.table().rows().get(0).entries().get(0).text(), "0.1 / sqrt(2)");
    assertEquals(6.5, both.sumRate("MRT", 20));
    assertEquals(List.of(5.0, 6.5), both.chart().curves().get(0).y());
    Grid one = ComparisonResult.of("one", null, rows.subList(0, 2)).table();
    assertEquals(List.of("Scheme", "K = 3", "K = 4"), one.columns());
    assertEquals("one, sum rate in bps/Hz at 10 dB", one.title());
  }

  @Test
  void sharesAndCostsHaveColumnsWhereTheyAreKnown() {
    Grid grid = ComparisonResult.of("costs", null, List.of(new SchemeRow("MRT", 4, 10, 6.0, 0.1, 100L, 0.75, 0L, 0L,
            true, 0, 0, TOLD), new SchemeRow("net", 4, 10, 4.0, 0.1, 100L, 0.5, 1_234_567L, 2_000_000L, false, 18, 24,
            BY_PILOTS), SchemeRow.missing("DSC", 4, 10))).table();
    assertEquals(List.of("Scheme", "10 dB", "of WMMSE", "L", "B", "Params [M]", "MACs [M]", "Told the channels"),
        grid.columns());
    assertEquals(List.of("4.00 \u00b1 0.10", "50.0 %", "18", "24", "1.23", "2.00", "no"),
        grid.rows().get(1).entries().stream().map(Grid.Entry::text).toList());
    assertEquals(List.of("-", "-", "-", "-", "-", "-", "-"),
        grid.rows().get(2).entries().stream().map(Grid.Entry::text).toList(), "what was interrupted has no figure");
  }

  @Test
  void whatCannotBeComparedIsRefused(@TempDir Path folder) throws IOException {
    SchemeRow row = row("MRT", 4, 10, 5, TOLD);
    assertTrue(assertThrows(IllegalArgumentException.class, () -> ComparisonResult.of("twice", null,
        List.of(row, row))).getMessage().contains("MRT with 4 users at 10.0 dB twice"));
    assertThrows(IllegalArgumentException.class, () -> ComparisonResult.of("none", null, List.of()));
    assertThrows(IllegalArgumentException.class, () -> ComparisonResult.of(" ", null, List.of(row)));
    ComparisonResult one = ComparisonResult.of("one", null, List.of(row));
    assertEquals("comparison \"one\" has no figure of \"ZF\" at 10.0 dB; it has [MRT] at [10.0] dB",
        assertThrows(IllegalArgumentException.class, () -> one.sumRate("ZF", 10)).getMessage());
    assertThrows(IllegalArgumentException.class, one::learning, "nothing was trained");
    assertThrows(IOException.class, () -> ComparisonResult.read(folder));
    assertThrows(IOException.class, () -> StoredResults.comparison("no-such-notebook"));
    Files.writeString(folder.resolve(ExperimentRun.RESULT), "{\"title\": \"half\"");
    assertTrue(assertThrows(IOException.class, () -> ComparisonResult.read(folder)).getMessage()
        .contains("is no comparison"));
  }

  @Test
  void whatWasTrainedIsKeptWithHowItLearnedAndReadBack(@TempDir Path folder) throws IOException {
    TaskConfig task = TaskConfig.builder().name("small").array(AntennaArray.ula(8)).pilotLength(4).feedbackBits(6)
        .users(2).normalization(Normalization.NONE).build();
    ChannelDataset.Split split = ChannelDataset.generate(Rayleigh.of(8)).users(60).build().split();
    try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(2).seed(4).build()) {
      Training<WiFoE> training = Trainer.pretrain(model).task(TrainingTask.of(task, split)).steps(4).batch(8)
          .validateEvery(2).progress(null).run();
      ComparisonResult kept = Comparison.on(split.test()).users(2).snrDb(0, 10).samples(20).schemes(Precoders.mrt())
          .trained("mine", training, task).result("kept", Scale.SMOKE).with("task", task).write(folder);
      assertEquals(kept, ComparisonResult.read(folder));
      assertEquals(kept.table(), ComparisonResult.read(folder.resolve(ExperimentRun.RESULT)).table());
      assertEquals(List.of("channels", "task"), List.copyOf(kept.settings().keySet()));
      assertEquals(List.of(16.0, 32.0), kept.learning().curves().get(0).x(), "samples seen at each validation");
      assertEquals(List.of(0.0, 0.0), kept.learning().curves().get(0).ci95(), "no error bars");
      assertEquals(4, kept.trainings().get(0).settings().steps());
      assertEquals(5, Files.readAllLines(folder.resolve(ExperimentRun.TABLE)).size(), "two schemes at two SNRs");
      kept.write(null);
      Training<WiFoE> half = new Training<>(model, training.settings(), training.curve(), 3, false, 1);
      assertThrows(InterruptedTrainingException.class, () -> Comparison.on(split.test()).trained("half", half, task),
          "what has not learned to the end is not measured");
    }
  }
}
