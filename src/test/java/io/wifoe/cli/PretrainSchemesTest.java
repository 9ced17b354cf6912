package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Json;
import io.wifoe.model.WiFoE;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wifoe pretrain --scheme}: every scheme is trained by the one command and measured by the other. */
class PretrainSchemesTest {
  @TempDir
  Path directory;

  private String task() throws IOException {
    Path file = directory.resolve("tiny.json");
    Files.writeString(file, TaskConfig.builder().name("tiny").array(AntennaArray.upa(4, 2)).pilotLength(3)
        .feedbackBits(4).users(2).channels(Scenario.UMI_LOS).build().toJson());
    return file.toString();
  }

  @Test
  void everySchemeIsTrainedAndMeasured() throws IOException {
    for (Map.Entry<String, String> scheme : Map.of("stl", "WiFo-E", "dsc", "DSC", "cep", "CEP").entrySet()) {
      Path run = directory.resolve(scheme.getKey());
      CommandLineRun trained = CommandLineRun.of("pretrain", "--scheme", scheme.getKey(), "--task", task(), "--scale",
          "smoke", "--steps", "3", "--hold-out", "0", "--out", run.toString(), "--json");
      assertEquals(0, trained.code(), trained.err());
      assertEquals(scheme.getValue(), Json.parse(trained.out()).path("network").asText());
      assertEquals(scheme.getKey().equals("cep") ? 1 : 3, Json.parse(trained.out()).path("steps").asInt(),
          "CEP's estimators take two of three steps");
      CommandLineRun measured = CommandLineRun.of("evaluate", "--model", run.toString(), "--channels",
          "rayleigh:antennas=8", "--users", "2", "--samples", "10", "--json");
      assertEquals(0, measured.code(), measured.err());
      assertTrue(Json.parse(measured.out()).get(0).path("sumRate").asDouble() > 0, measured.out());
    }
  }

  @Test
  void bitsDoNotDependOnPhasesUnlessSaidOtherwise() throws IOException {
    for (String[] options : new String[][] {{}, {"--phase-invariant", "false"}}) {
      Path run = directory.resolve("run" + options.length);
      List<String> command = new ArrayList<>(List.of("pretrain", "--task", task(), "--scale", "smoke", "--steps", "1",
          "--hold-out", "0", "--out", run.toString()));
      command.addAll(List.of(options));
      CommandLineRun trained = CommandLineRun.of(command.toArray(String[]::new));
      assertEquals(0, trained.code(), trained.err());
      try (WiFoE model = WiFoE.load(run.resolve("model.safetensors"))) {
        assertEquals(options.length == 0, model.config().hasPhaseInvariance());
      }
    }
  }

  @Test
  void aModelForAnyArrayIsMeasuredOnTasksItNeverSaw() throws IOException {
    Path run = directory.resolve("any");
    CommandLineRun trained = CommandLineRun.of("pretrain", "--scheme", "any-array", "--task", task(), "--scale",
        "smoke", "--steps", "3", "--snr", "-5..30", "--bit-errors", "0.01", "--hold-out", "0", "--out", run.toString(),
        "--json");
    assertEquals(0, trained.code(), trained.err());
    assertEquals("WiFo-E any array", Json.parse(trained.out()).path("network").asText());
    for (String channels : new String[] {"T10:multipath=dominant-2", "rayleigh:antennas=8"}) {
      CommandLineRun measured = CommandLineRun.of("evaluate", "--model", run.toString(), "--channels", channels,
          "--task", channels.startsWith("T") ? "T10" : task(), "--users", "2", "--samples", "10", "--json");
      assertEquals(0, measured.code(), measured.err());
      assertTrue(Json.parse(measured.out()).get(0).path("sumRate").asDouble() > 0, measured.out());
    }
    CommandLineRun drawn = CommandLineRun.of("evaluate", "--model", run.toString(), "--channels", task(), "--users",
        "2", "--samples", "10", "--json");
    assertEquals(0, drawn.code(), drawn.err());
    Path half = directory.resolve("half.safetensors");
    CommandLineRun compact = CommandLineRun.of("runs", "compact", run.toString(), "--out", half.toString());
    assertEquals(0, compact.code(), compact.err());
    assertTrue(Files.size(half) < 0.6 * Files.size(run.resolve("model.safetensors")), compact.out());
    assertTrue(CommandLineRun.of("evaluate", "--model", run.toString(), "--channels", "rayleigh:antennas=8").err()
        .contains("has to be told which one the channels are of"));
    assertTrue(CommandLineRun.of("evaluate", "--model", run.toString(), "--channels", "rayleigh:antennas=8", "--task",
        "T1").err().contains("task T1 has 96 antennas, the channels have 8"));
  }

  @Test
  void whatASchemeCannotDoIsSaidInASentence() throws IOException {
    String out = directory.resolve("out").toString();
    assertTrue(CommandLineRun.of("pretrain", "--scheme", "stl", "--tasks", "T1,T4", "--out", out).err()
        .contains("--scheme stl learns one task alone, not 2"));
    assertTrue(CommandLineRun.of("pretrain", "--scheme", "zf", "--task", "T1", "--out", out).err()
        .contains("--scheme zf needs no pretraining; there are mtl, stl, cep, dsc and any-array"));
    assertTrue(CommandLineRun.of("pretrain", "--scheme", "dsc", "--task", task(), "--heads-per-task", "--out", out)
        .err()
        .contains("--scheme dsc has the scale's"));
  }
}
