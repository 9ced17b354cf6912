package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.Json;
import io.wifoe.experiment.CellResult.Measurement;
import io.wifoe.experiment.Grid.Mark;
import io.wifoe.model.WiFoE;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SourceDomain;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the paper's experiments consist of, and how results are drawn, without any training. */
class PaperExperimentsTest {
  /** Cells with the sum rates that a rule gives, as if they had been done. */
  private static ExperimentResult done(ExperimentPlan plan, Rule rule) {
    return ExperimentResult.of(plan, plan.cells().stream().map(cell -> new CellResult(cell, List.of(),
        cell.training() == null ? null : 1e-3, 10, cell.tests().stream().flatMap(test -> cell.snrDb().stream()
            .map(snr -> new Measurement(test.name(), snr, List.of(3, 4),
                List.of(rule.rate(cell, test.name(), snr) - 0.5, rule.rate(cell, test.name(), snr) + 0.5),
                List.of(0.3, 0.4)))).toList(), 1, "test", "test")).toList());
  }

  /** A sum rate. */
  private interface Rule {
    double rate(Cell cell, String test, double snrDb);
  }

  private static Grid.Row row(Grid grid, String name) {
    return grid.rows().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
  }

  private static FewShot fewShot() throws IOException {
    try (WiFoE model = Scale.SMOKE.model().build()) {
      return FewShot.of(model).anyArray(Path.of("any-array"));
    }
  }

  /** Users of CEP feed estimates back, which have a phase; their encoder is the real one, and costs less. */
  @Test
  void estimatesHaveAPhase() {
    List<Cell> cells = TableTwo.of(PaperTasks.group1()).scale(Scale.LAPTOP).plan().cells();
    for (Cell cell : cells) {
      if (cell.scheme().sizes() != null) {
        assertEquals(cell.scheme().kind() != SchemeKind.CEP, cell.scheme().sizes().hasPhaseInvariance(), cell.name());
      }
      if (cell.scheme().kind() == SchemeKind.DSC) {
        assertTrue(cell.scheme().mlp().hasPhaseInvariance());
      }
    }
  }

  @Test
  void everySchemeOfATableLearnsFromAsManySamplesWithTheSameRatesToTry() {
    for (Scale scale : Scale.values()) {
      List<Cell> cells = TableTwo.of(PaperTasks.group1()).scale(scale).plan().cells();
      Set<CellTraining> trainings = new HashSet<>();
      cells.stream().map(Cell::training).filter(training -> training != null).forEach(trainings::add);
      assertEquals(1, trainings.size(), scale.toString());
      int tasks = scale == Scale.SMOKE ? 2 : 9;
      assertEquals(tasks * (7 + 3) + 2, cells.size(), scale.toString());
    }
    CellTraining paper = TableTwo.of(PaperTasks.group1()).scale(Scale.PAPER).plan().cell("mtl-1").training();
    assertEquals(30_000, paper.settings().steps());
    assertEquals(210_000, paper.samples());
  }

  @Test
  void aCellIsADescriptionThatJsonCarries() throws IOException {
    for (ExperimentBuilder<?> experiment : List.of(TableTwo.of(PaperTasks.group1()), fewShot(),
        DomainGeneralization.of(SourceDomain.values()), MoeScaling.of(PaperTasks.threeOfGroup1()))) {
      for (Cell cell : experiment.plan().cells()) {
        assertEquals(cell, Json.read(Json.line(cell), Cell.class));
      }
    }
  }

  @Test
  void tableTwoCountsAsThePaperDoesAndMarksTheBestOfTheLearned() {
    Grid table = done(TableTwo.of(PaperTasks.group1()).scale(Scale.PAPER).plan(), (cell, test, snr) ->
        switch (cell.scheme().kind()) {
          case WMMSE -> 12;
          case MTL -> 11.5;
          case STL -> 11.4;
          default -> 10;
        }).table();
    assertEquals(List.of("5.93", "11.20"), List.of(row(table, "MTL").entries().get(0).text(),
        row(table, "MTL").entries().get(2).text()), "the paper prints 5.93 M and 11.20 M");
    assertEquals("53.37", row(table, "STL").entries().get(2).text(), "the paper prints 53.37 M");
    int average = table.columns().indexOf("Avg.") - 1;
    assertEquals(Mark.BEST, row(table, "MTL").entries().get(average).mark());
    assertEquals(Mark.SECOND, row(table, "STL").entries().get(average).mark());
    assertEquals(Mark.NONE, row(table, "WMMSE").entries().get(average).mark());
    assertEquals("95.8 %", row(table, "MTL").entries().get(average + 1).text());
  }

  /** Beyond the paper: it stands in every table and chart, and the paper's figures for it are missing. */
  @Test
  void oneNetworkForAnyArrayStandsBesideThePapersSchemes() throws IOException {
    String name = "WiFo-E, any array";
    ExperimentResult two = done(TableTwo.of(PaperTasks.group1()).plan(), (cell, test, snr) -> 10);
    Grid.Row row = row(two.table(), name);
    assertEquals(row.entries().get(0), row.entries().get(2), "one network for one task and for nine");
    assertTrue(row.entries().stream().allMatch(entry -> entry.value() != null || entry.text().endsWith("%")));
    assertEquals("10.00", row(two.besidePaper(), name + ", here").entries().get(0).text());
    assertTrue(two.besidePaper().rows().stream().noneMatch(each -> each.name().equals(name + ", paper")));
    ExperimentResult three = done(DomainGeneralization.of(SourceDomain.values()).plan(), (cell, test, snr) ->
        cell.scheme().kind() == SchemeKind.ANY_ARRAY && test.startsWith("G") ? 9 : 10);
    int dB10 = three.besidePaper().columns().indexOf(name + " 10 dB") - 1;
    assertEquals("-", row(three.besidePaper(), "D_div [%], paper").entries().get(dB10).text());
    assertTrue(row(three.besidePaper(), "D_div [%], here, umi-only").entries().get(dB10).text().startsWith("10.0 "));
    ExperimentResult four = done(fewShot().plan(), (cell, test, snr) -> cell.training() == null ? 8 : 5);
    assertEquals(1, row(four.table(), name).entries().stream().map(Grid.Entry::text).distinct().count(),
        "the same at every budget");
    assertEquals("-", row(four.besidePaper(), name).entries().get(0).text());
    for (ExperimentResult result : List.of(two, three, four)) {
      assertTrue(result.chart().curves().stream().anyMatch(curve -> curve.name().startsWith(name)), result.toString());
      assertEquals(result, Json.read(Json.line(result), ExperimentResult.class));
    }
  }

  @Test
  void oneNetworkForAnyArrayHasRoomForEveryTaskThatItLearns() throws IOException {
    TaskConfig large = PaperTasks.T1.toBuilder().name("large").pilotLength(80).feedbackBits(70).build();
    Cell cell = TableTwo.of(List.of(PaperTasks.T4, large)).plan().cell("any-array-1");
    assertEquals(List.of(80, 70), List.of(cell.scheme().anyArray().maxPilots(), cell.scheme().anyArray().maxBits()));
    FewShot unfit = fewShot().tasks(List.of(large));
    assertTrue(assertThrows(IllegalArgumentException.class, unfit::plan).getMessage()
        .contains("large has 80 pilots and 70 bits; this model sends at most 64 and 64"));
  }

  @Test
  void degradationIsThatOfTheDomainAndOfTheScheme() {
    ExperimentResult result = done(DomainGeneralization.of(SourceDomain.values()).plan(), (cell, test, snr) ->
        test.startsWith("T") ? 10 : cell.scheme().kind() == SchemeKind.MTL ? 8
            : cell.tasks().get(0).channels().equals(SourceDomain.UMI_ONLY.scenarios()) ? 4 : 6);
    Grid table = result.table();
    int dB0 = table.columns().indexOf("MTL 0 dB") - 1;
    // +- 0.3 and 0.4 for two K: +- 0.25 for each rate, and +- 0.25 sqrt(2) for the difference of independent ones
    assertEquals("6.00 \u00b1 0.35", row(table, "D_sub, umi-only").entries().get(dB0 + 1).text());
    assertEquals("4.00 \u00b1 0.35", row(table, "D_sub, uma-and-umi").entries().get(dB0 + 1).text());
    // 100 / 10 * hypot(0.25, 0.8 * 0.25)
    Grid.Row degradation = row(table, "D_div [%], umi-only");
    assertEquals("20.0 \u00b1 3.2", degradation.entries().get(dB0).text());
    assertEquals(Mark.BEST, degradation.entries().get(dB0).mark());
    assertEquals(Mark.SECOND, degradation.entries().get(dB0 + 1).mark());
    assertEquals(Mark.NONE, degradation.entries().get(dB0 + 4).mark(), "any array is not of the paper");
    assertEquals("-", row(table, "target-target").entries().get(dB0).text(), "MTL never learns the target");
    assertEquals("6.00", row(table, "target-target").entries().get(dB0 + 1).text());
    int dB10 = result.besidePaper().columns().indexOf("MTL 10 dB") - 1;
    Grid beside = result.besidePaper();
    assertEquals(List.of("12.21", "10.15", "16.9"), Stream.of("source-source, paper", "source-target, paper",
        "D_div [%], paper").map(name -> row(beside, name).entries().get(dB10).text()).toList(), "MTL in Table III");
    assertEquals(List.of("10.00", "8.00", "20.0 \u00b1 3.2"), Stream.of("source-source, here, umi-only",
        "source-target, here, umi-only", "D_div [%], here, umi-only")
        .map(name -> row(beside, name).entries().get(dB10).text()).toList());
    assertEquals(Mark.BEST, row(beside, "D_div [%], here, umi-only").entries().get(dB10).mark());
    assertEquals(Mark.NONE, row(beside, "D_div [%], paper").entries().get(dB10).mark());
    Figure figure = result.chart();
    assertEquals(2 * DomainGeneralization.SCHEMES.size(), figure.curves().size(), "both readings");
    Figure.Curve umi = figure.curves().stream().filter(curve -> curve.name().equals("MTL, UMi alone")).findFirst()
        .orElseThrow();
    assertEquals(Figure.Style.SECOND, umi.style());
    assertEquals(10 * Math.hypot(0.25, 0.2), umi.ci95().get(0), 1e-9);
    TaskConfig source = result.cells().stream().map(CellResult::cell)
        .filter(cell -> cell.name().equals("stl-umi-only-T1-1"))
        .findFirst().orElseThrow().tests().get(1).task();
    assertEquals("T1", source.name(), "the parts of T1 serve G1's channels");
  }

  @Test
  void fewSamplesAreAMeanOverTasksAndSeedsWithStudentsInterval() throws IOException {
    ExperimentResult result = done(fewShot().seeds(3).plan(), (cell, test, snr) -> cell.seed());
    Grid beside = result.besidePaper();
    assertEquals("+25.2 %", row(beside, "random trunk, frozen").entries().get(1).text(), "8.85 against 7.07");
    // seeds 1, 2, 3: standard error 1 / sqrt(3), Student's t with two degrees of freedom 4.303
    assertEquals("2.00 \u00b1 2.48", row(beside, "STL").entries().get(2).text());
    assertEquals(3, result.chart().curves().stream().filter(curve -> curve.name().equals("STL")).findFirst()
        .orElseThrow().x().size());
  }

  /** A sum rate that grows by one for every hundred of width, and by a little with the experts. */
  private static ExperimentResult scaling(double ofExperts) {
    return done(MoeScaling.of(PaperTasks.threeOfGroup1()).plan(), (cell, test, snr) ->
        cell.training() == null ? 12 : cell.scheme().sizes().width() / 100.0
            + (cell.scheme().sizes().experts() == 1 ? 0 : ofExperts));
  }

  @Test
  void modelBIsOneWithExpertsThatIsAsGoodForLess() {
    ExperimentResult result = scaling(0.01);
    Grid.Row here = row(result.besidePaper(), "here");
    assertEquals("1/1 of width 256", here.entries().get(0).text(), "width 384 is better by more than its interval");
    assertEquals("4/1 of width 256", here.entries().get(1).text(), "the cheapest");
    assertEquals("0.77", here.entries().get(2).text());
    assertEquals("0.01", here.entries().get(4).text());
    List<String> labels = result.chart().curves().stream().flatMap(curve -> curve.labels().stream()).toList();
    assertTrue(labels.containsAll(List.of("A: width 256", "B: 4/1", "width 384", "8/3")), labels.toString());
    assertEquals("4/1 of width 256", row(scaling(-0.2).besidePaper(), "here").entries().get(1).text(),
        "worse by less than the interval of 0.25");
    assertEquals(4, result.chart().curves().stream().filter(curve -> curve.name().equals("wider layers")).findFirst()
        .orElseThrow().x().size());
  }

  @Test
  void whereNoModelWithExpertsSavesAnythingTheRowSaysSo() {
    ExperimentResult result = scaling(-1);
    assertEquals("no model with experts costs less than a dense one and does as well",
        row(result.besidePaper(), "here").entries().get(0).text());
    assertTrue(result.chart().curves().stream().flatMap(curve -> curve.labels().stream())
        .noneMatch(label -> label.contains(":")));
  }

  /** The best of the paper's schemes, of which one for any array is none. */
  @Test
  void schemesBeyondThePaperAreNeverMarked() throws IOException {
    ExperimentResult two = done(TableTwo.of(PaperTasks.group1()).plan(), (cell, test, snr) ->
        cell.scheme().kind() == SchemeKind.ANY_ARRAY ? 12 : cell.scheme().kind() == SchemeKind.STL ? 11 : 10);
    ExperimentResult four = done(fewShot().plan(), (cell, test, snr) ->
        cell.scheme().kind() == SchemeKind.PRETRAINED_CARRIED ? 12 : cell.scheme().kind() == SchemeKind.STL ? 11 : 10);
    for (Grid grid : List.of(two.table(), two.besidePaper(), four.table(), four.besidePaper())) {
      assertTrue(grid.notes().stream().anyMatch(note -> note.contains("best (bold)")), grid.title());
      for (Grid.Row row : grid.rows()) {
        boolean isBeyond = row.name().contains("any array") || row.name().contains("carried");
        boolean isStl = row.name().equals("STL") || row.name().equals("STL, here");
        assertTrue(!isBeyond || row.entries().stream().allMatch(entry -> entry.mark() == Mark.NONE), row.toString());
        assertTrue(!isStl || row.entries().stream().anyMatch(entry -> entry.mark() == Mark.BEST), row.toString());
      }
    }
  }

  @Test
  void bitsOfCodebooksAreToldForEachTask() {
    List<String> notes = done(TableTwo.of(PaperTasks.group1()).scale(Scale.LAPTOP).plan(), (cell, test, snr) -> 10)
        .table().notes();
    assertTrue(notes.stream().anyMatch(note -> note.contains("DFT") && note.contains("40 of 48 (T6)")
        && note.contains("8 of 8 (T4)")), notes.toString());
    assertTrue(notes.stream().anyMatch(note -> note.contains("Type I") && note.contains("10 of 8 (T4)")
        && note.contains("12 of 48 (T6)")), notes.toString());
  }

  @Test
  void linesAreNamedInTheOrderInWhichTheyEnd() {
    Figure figure = done(TableTwo.of(PaperTasks.group1()).plan(), (cell, test, snr) ->
        snr * (cell.scheme().kind() == SchemeKind.WMMSE ? 3 : cell.scheme().kind() == SchemeKind.DSC ? 1 : 2)).chart();
    assertEquals("WMMSE", figure.curves().get(0).name());
    assertEquals("DSC", figure.curves().get(figure.curves().size() - 1).name());
  }

  @Test
  void whatLearnsNothingOfABudgetIsALevel() throws IOException {
    Figure figure = done(fewShot().plan(), (cell, test, snr) -> 5).chart();
    figure.curves().forEach(curve -> assertEquals(List.of("MRT", "WMMSE", "WiFo-E, any array").contains(curve.name())
        ? Figure.Style.LEVEL : Figure.Style.USUAL, curve.style(), curve.name()));
    assertEquals("Training samples of each number of users", figure.xLabel());
  }

  @Test
  void columnsBesideFigureFourHaveNamesOfTheirOwn() throws IOException {
    List<String> columns = done(fewShot().plan(), (cell, test, snr) -> 5).besidePaper().columns();
    assertEquals(columns.size(), Set.copyOf(columns).size());
    assertEquals("Pretrained ahead of it, here", columns.get(4));
  }

  @Test
  void anUnfinishedExperimentShowsWhatThereIs() {
    ExperimentPlan plan = TableTwo.of(PaperTasks.group1()).plan();
    ExperimentResult whole = done(plan, (cell, test, snr) -> 10);
    ExperimentResult some = ExperimentResult.of(plan, whole.cells().stream()
        .filter(cell -> !cell.cell().name().equals("stl-T5-1") && !cell.cell().name().equals("mtl-1")).toList());
    assertFalse(some.allDone());
    assertEquals("-", row(some.table(), "STL").entries().get(3 + 4).text());
    assertEquals("10.00", row(some.table(), "STL").entries().get(3).text());
    assertTrue(some.chart().curves().stream().noneMatch(curve -> curve.name().equals("STL")));
    ExperimentResult none = ExperimentResult.of(plan, List.of());
    assertThrows(IllegalArgumentException.class, none::table);
  }

  @Test
  void aResultIsReadBackAsItWas() throws JsonProcessingException {
    ExperimentResult result = done(MoeScaling.of(PaperTasks.threeOfGroup1()).plan(), (cell, test, snr) -> 1.25);
    assertEquals(result, Json.read(Json.line(result), ExperimentResult.class));
  }
}
