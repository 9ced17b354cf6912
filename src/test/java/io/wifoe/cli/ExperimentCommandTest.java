package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.Json;
import io.wifoe.experiment.ExperimentResult;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wifoe experiment}, with a task so small that an experiment takes seconds. */
class ExperimentCommandTest {
  @TempDir
  Path directory;
  private Path task;
  private Path out;

  @BeforeEach
  void writeTask() throws IOException {
    task = directory.resolve("tiny.json");
    Files.writeString(task, TaskConfig.builder().name("tiny").array(AntennaArray.upa(4, 2)).pilotLength(3)
        .feedbackBits(4).users(2).channels(Scenario.UMI_LOS).build().toJson());
    out = directory.resolve("experiment");
  }

  private CommandLineRun tableTwo(String... more) {
    return CommandLineRun.of(Stream.concat(Stream.of("experiment", "table-two",
        "--tasks", task.toString(), "--scale", "smoke", "--steps", "2", "--out", out.toString()),
        Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  void severalProcessesShareACellEachAndTheResultIsShownFromItsFileAlone() throws IOException {
    CommandLineRun run = tableTwo("--workers", "2", "--json");
    assertEquals(0, run.code(), run.err());
    JsonNode result = Json.parse(run.out());
    assertEquals(12, result.path("cells").size());
    assertEquals("", Files.readString(out.resolve("worker-2.log")).lines().filter(line -> line.contains("wifoe: "))
        .findFirst().orElse(""));

    Path copy = directory.resolve("copy.json");
    Files.copy(out.resolve("result.json"), copy);
    for (String ending : List.of("png", "svg", "pdf")) {
      Path chart = directory.resolve("charts").resolve("chart." + ending);
      CommandLineRun show = CommandLineRun.of("experiment", "show", copy.toString(), "--chart", chart.toString());
      assertEquals(0, show.code(), show.err());
      assertTrue(show.out().contains("MTL") && show.out().contains("Scale smoke; assumed: reading quadriga-like"),
          show.out());
      assertTrue(Files.size(chart) > 1_000, chart + " is empty");
    }
  }

  @Test
  void someCellsAreDoneAndTheRestWaits() throws IOException {
    CommandLineRun list = tableTwo("--list");
    assertEquals(List.of("zf-tiny", "wmmse-tiny", "mrt-tiny", "rzf-tiny", "dft-tiny", "type-one-tiny",
        "beam-pairs-tiny", "dsc-tiny-1", "cep-tiny-1", "stl-tiny-1", "mtl-1", "any-array-1"),
        list.out().lines().toList());
    assertFalse(Files.exists(out), "a list does nothing");
    CommandLineRun only = tableTwo("--only", "wmmse-tiny,mrt-tiny");
    assertEquals(0, only.code(), only.err());
    assertTrue(only.out().contains("2 of 12 cells are done"), only.out());
    assertEquals(0, CommandLineRun.of("experiment", "join", out.toString(), "--only", "zf-tiny").code());
    Files.delete(out.resolve("result.json"));
    Files.delete(out.resolve("claims"));
    CommandLineRun show = CommandLineRun.of("experiment", "show", out.toString(), "--json");
    assertEquals(3, Json.parse(show.out()).path("cells").size(), show.err());
    assertFalse(Files.exists(out.resolve("claims")) || Files.exists(out.resolve("result.json")),
        "who looks writes nothing");
    Files.delete(out.resolve("plan.json"));
    assertTrue(CommandLineRun.of("experiment", "show", out.toString()).err()
        .contains("has cells of an experiment and no plan.json"));
    assertTrue(tableTwo("--only", "rzf-tiny").out().contains("4 of 12 cells are done"), "it goes on from cells");
  }

  @Test
  void aShippedModelForAnyArrayStandsBesideFewSamplesUnlessSaidOtherwise() {
    for (String model : List.of("any-array", "none")) {
      CommandLineRun list = CommandLineRun.of("experiment", "few-shot", "--model", "compact-group1", "--tasks",
          task.toString(), "--any-array", model, "--list", "--out", out.toString());
      assertEquals(0, list.code(), list.err());
      assertEquals(!model.equals("none"), list.out().lines().anyMatch("any-array-tiny"::equals), list.out());
    }
    CommandLineRun usual = CommandLineRun.of("experiment", "few-shot", "--model", "compact-group1", "--tasks",
        task.toString(), "--list", "--out", out.toString());
    assertTrue(usual.out().contains("any-array-tiny"), usual.err());
    assertTrue(CommandLineRun.of("experiment", "few-shot", "--model", "compact-group1", "--any-array",
        "compact-group1", "--out", out.toString()).err().contains("says nothing about a model for any array"));
  }

  @Test
  void aCommandWithFewerCellsLeavesTheOthersInTheResult() throws IOException {
    List<String> command = List.of("experiment", "few-shot", "--model", "compact-group1", "--tasks", task.toString(),
        "--scale", "smoke", "--out", out.toString());
    for (List<String> more : List.of(List.of("--only", "any-array-tiny,mrt-tiny"),
        List.of("--any-array", "none", "--only", "wmmse-tiny"))) {
      CommandLineRun run = CommandLineRun.of(Stream.concat(command.stream(), more.stream()).toArray(String[]::new));
      assertEquals(0, run.code(), run.err());
    }
    ExperimentResult result = ExperimentResult.read(out.resolve("result.json"));
    assertEquals(Set.of("any-array-tiny", "mrt-tiny", "wmmse-tiny"),
        result.cells().stream().map(each -> each.cell().name()).collect(Collectors.toSet()));
    assertEquals(ExperimentResult.read(out).planned(), result.planned());
  }

  @Test
  void badInputEndsWithASentence() {
    assertTrue(tableTwo("--only", "mtl-9").err().contains("\"mtl-9\" is no cell of table-two at scale smoke"));
    assertTrue(CommandLineRun.of("experiment", "table-two", "--scale", "huge", "--out", out.toString()).err()
        .contains("is no scale"));
    assertTrue(CommandLineRun.of("experiment", "show", directory.toString()).err()
        .contains("holds no result of an experiment"));
    assertEquals(2, CommandLineRun.of("experiment").code());
    assertTrue(tableTwo("--device", "gpu:77").err().contains("there is no GPU 77"));
    assertTrue(tableTwo("--device", "cuda").err().contains("\"cuda\" is no device"));
    assertFalse(Files.exists(out), "refused before anything is written");
  }
}
