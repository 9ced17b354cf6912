package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.model.WiFoE;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --on}: the same command on a cluster writes the same files. */
class ClusterCommandsTest {
  @TempDir
  Path directory;

  private Path generated(String name, String... options) {
    Path out = directory.resolve(name);
    List<String> command = new ArrayList<>(List.of("channels", "generate", "--users", "200", "--seed", "4", "--out",
        out.toString()));
    command.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));
    assertEquals(0, run.code(), run.err());
    return out;
  }

  @Test
  void usersAreThoseOfOneMachineUnderEveryAssumption() throws IOException {
    String[][] sets = {{"--task", "T4", "--reading", "standard", "--multipath", "full"},
      {"--generator", "T4", "--reading", "standard"}, {"--generator", "few-path:antennas=16,paths=2,spread=30"}};
    for (int i = 0; i < sets.length; i++) {
      Path one = generated("one" + i, sets[i]);
      List<String> shared = new ArrayList<>(List.of(sets[i]));
      shared.addAll(List.of("--on", "local[1]"));
      Path many = generated("many" + i, shared.toArray(String[]::new));
      assertEquals(-1, Files.mismatch(one.resolve("h.npy"), many.resolve("h.npy")), String.join(" ", sets[i]));
      assertEquals(-1, Files.mismatch(one.resolve("card.json"), many.resolve("card.json")));
    }
  }

  @Test
  void aTrainingEndsWithTheSameWeights() throws IOException {
    List<Map<String, float[]>> weights = new ArrayList<>();
    for (String[] options : new String[][] {{}, {"--on", "local[2]"}}) {
      Path out = directory.resolve("run" + options.length);
      List<String> command = new ArrayList<>(List.of("pretrain", "--task", "T4", "--users", "2..3", "--scale", "smoke",
          "--steps", "4", "--batch", "16", "--shards", "2", "--validate-every", "2", "--out", out.toString()));
      command.addAll(List.of(options));
      CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));
      assertEquals(0, run.code(), run.err());
      assertEquals(options.length > 0, run.err().contains("Spark, steps: stages 4, parts 8, executors at work "),
          run.err());
      try (WiFoE model = WiFoE.load(out.resolve("model.safetensors"))) {
        weights.add(new LinkedHashMap<>());
        model.parameters().arrays().forEach((name, array) ->
            weights.get(weights.size() - 1).put(name, array.toFloatArray()));
      }
    }
    assertEquals(weights.get(0).keySet(), weights.get(1).keySet());
    weights.get(0).forEach((name, values) -> assertArrayEquals(values, weights.get(1).get(name), name));
  }

  /** spark-submit says the master in a system property; a command that names another one has its way. */
  @Test
  void theMasterOfSparkSubmitIsTaken() {
    System.setProperty(ClusterOption.SUBMITTED, "nowhere");
    try {
      CommandLineRun run = CommandLineRun.of("channels", "generate", "--task", "T4", "--users", "10", "--out",
          directory.resolve("none").toString());
      assertEquals(2, run.code());
      assertTrue(run.err().contains("master nowhere: Spark does not start there"), run.err());
      assertTrue(Files.exists(generated("named", "--task", "T4", "--on", "local[1]").resolve("h.npy")));
    } finally {
      System.clearProperty(ClusterOption.SUBMITTED);
    }
  }

  @Test
  void whatCannotBeIsSaid() {
    CommandLineRun run = CommandLineRun.of("channels", "generate", "--task", "T4", "--users", "10", "--on", "nowhere",
        "--out", directory.resolve("none").toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("master nowhere: Spark does not start there (Could not parse Master URL"), run.err());
    run = CommandLineRun.of("experiment", "table-two", "--scale", "smoke", "--workers", "2", "--on", "local[1]",
        "--out", directory.resolve("none").toString());
    assertTrue(run.err().contains("--workers 2 are processes of this machine"), run.err());
    run = CommandLineRun.of("pretrain", "--scheme", "cep", "--task", "T4", "--scale", "smoke", "--on", "local[1]",
        "--out", directory.resolve("none").toString());
    assertTrue(run.err().contains("--scheme cep learns on one machine"), run.err());
    run = CommandLineRun.of("pretrain", "--scheme", "dsc", "--task", "T4", "--scale", "smoke", "--on", "local[1]",
        "--out", directory.resolve("dsc").toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("--scheme dsc learns on one machine; --on and spark-submit are for mtl"), run.err());
  }
}
