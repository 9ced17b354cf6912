package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void whatCannotBeIsSaid() {
    CommandLineRun run = CommandLineRun.of("channels", "generate", "--task", "T4", "--users", "10", "--on", "nowhere",
        "--out", directory.resolve("none").toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("--on nowhere: Spark does not start there (Could not parse Master URL"), run.err());
    run = CommandLineRun.of("experiment", "table-two", "--scale", "smoke", "--workers", "2", "--on", "local[1]",
        "--out", directory.resolve("none").toString());
    assertTrue(run.err().contains("--workers 2 are processes of this machine"), run.err());
  }
}
