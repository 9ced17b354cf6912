package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Json;
import io.wifoe.Names;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SourceDomain;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredResultsTest {
  @Test
  void everyExperimentHasAResultThatIsDrawnAndNamesNoPlaceOfItsMachine() throws IOException {
    for (ExperimentKind kind : ExperimentKind.values()) {
      ExperimentResult stored = StoredResults.largest(kind);
      assertFalse(stored.table().rows().isEmpty() || stored.besidePaper().rows().isEmpty(), kind.toString());
      assertFalse(stored.chart().curves().isEmpty(), kind.toString());
      assertTrue(String.join(" ", Footnotes.of(stored)).matches(".*, the highest by \\d+ of \\d+; seeds .*"),
          "nobody could tell that higher rates might do more");
      String label = SchemeKind.ANY_ARRAY.label();
      assertEquals(stored.has(SchemeKind.ANY_ARRAY), (stored.table() + "" + stored.besidePaper()).contains(label),
          "a scheme without cells is not shown");
      assertFalse(Json.line(stored).contains("\"/"), "an absolute path in the result of " + kind);
    }
  }

  @Test
  void everyFolderIsShownAtItsScale() throws IOException {
    for (ExperimentKind kind : ExperimentKind.values()) {
      try (Stream<Path> folders = Files.list(Path.of("data", "results", Names.of(kind)))) {
        for (Path folder : folders.filter(Files::isDirectory).toList()) {
          ExperimentResult stored = ExperimentResult.read(folder);
          assertEquals(folder.getFileName().toString(), Names.of(stored.scale()));
          assertFalse(stored.table().rows().isEmpty(), folder.toString());
          Path plan = folder.resolve("plan.json");
          assertFalse(Files.exists(plan) && Files.readString(plan).contains("\"/"), "an absolute path in " + plan);
        }
      }
    }
  }

  @Test
  void comparisonsOfNotebooksAreDrawnAndNameNoPlaceOfTheirMachine() throws IOException {
    for (String name : List.of("your-channels", "your-own-scheme")) {
      ComparisonResult stored = StoredResults.comparison(name);
      assertEquals(Scale.LAPTOP, stored.scale());
      assertEquals(stored.schemes().size(), stored.table().rows().size());
      assertFalse(stored.chart().curves().isEmpty(), name);
      assertFalse(Json.line(stored).contains("\"/"), "an absolute path in the result of notebook " + name);
      assertEquals(stored.toCsv(), Files.readString(Path.of("data/results", name, "laptop", ExperimentRun.TABLE)));
    }
  }

  /** What notebook 06 says of its figures. */
  @Test
  void pretrainingIsWorthSomethingOnChannelsOfOthers() throws IOException {
    ComparisonResult stored = StoredResults.comparison("your-channels");
    for (double snr : List.of(10.0, 15.0, 20.0)) {
      double carried = stored.sumRate(SchemeKind.PRETRAINED_CARRIED.label(), snr);
      double random = stored.sumRate(SchemeKind.RANDOM_FROZEN.label(), snr);
      assertTrue(carried > 1.1 * random && carried > stored.sumRate(SchemeKind.STL.label(), snr), snr + " dB");
      assertTrue(carried > stored.sumRate("MRT", snr), snr + " dB");
    }
    assertEquals(3, stored.learning().curves().size());
  }

  /** An experiment that is given again, or whose cells are handed on, goes on where its directory is. */
  @Test
  void storedCellsAreThoseOfTodaysPlans() throws IOException {
    for (ExperimentPlan laptop : List.of(TableTwo.of(PaperTasks.group1()).plan(),
        MoeScaling.of(PaperTasks.threeOfGroup1()).plan(),
        DomainGeneralization.of(SourceDomain.UMA_AND_UMI, SourceDomain.UMI_ONLY).plan())) {
      Path folder = Path.of("data", "results", Names.of(laptop.experiment()), "laptop");
      for (CellResult each : ExperimentResult.read(folder).cells()) {
        assertTrue(laptop.cell(each.cell().name()).describes(each.cell()), each.cell().name());
      }
    }
    ExperimentPlan plan = TableTwo.of(PaperTasks.group1()).scale(Scale.WORKSTATION).plan();
    for (String name : List.of("mtl-1", "stl-T4-1", "cep-T9-1", "dsc-T5-1", "any-array-1", "zf-T1")) {
      Path file = Path.of("data/results/table-two/workstation/cells", name + ".json");
      CellResult stored = Json.read(Files.readString(file), CellResult.class);
      assertTrue(plan.cell(name).describes(stored.cell()), name);
    }
  }

  @Test
  void theLargestScaleIsTaken(@TempDir Path folder) throws IOException {
    assertThrows(IOException.class, () -> StoredResults.largest(folder));
    for (Scale scale : List.of(Scale.LAPTOP, Scale.SMOKE)) {
      Path file = folder.resolve(scale.name().toLowerCase(Locale.ROOT)).resolve(ExperimentRun.RESULT);
      Files.createDirectories(file.getParent());
      ExperimentPlan plan = TableTwo.of(PaperTasks.threeOfGroup1()).scale(scale).plan();
      Files.writeString(file, Json.line(ExperimentResult.of(plan, List.of())));
    }
    assertEquals(Scale.LAPTOP, StoredResults.largest(folder).scale());
    assertTrue(StoredResults.largest(folder).cells().isEmpty());
  }
}
