package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.experiment.FeedbackBits;
import io.wifoe.experiment.FeedbackBitsResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentBitsCommandTest {
  @TempDir private Path directory;

  private CommandLineRun run(String... more) {
    List<String> args = new ArrayList<>(List.of("experiment", "bits", "--scale", "smoke", "--multipath",
        "dominant-2", "--bits", "4", "--samples", "2", "--training-users", "200", "--out", directory.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  @Test
  void aResultIsKeptAndShownAgainWithoutBeingMeasured() throws IOException {
    CommandLineRun first = run();
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().contains("lost to pilots"), first.out());
    assertEquals(List.of(24), FeedbackBitsResult.read(directory).bits(FeedbackBits.PAPER));
    FileTime written = Files.getLastModifiedTime(directory.resolve("result.json"));
    CommandLineRun again = run("--charts", directory.resolve("charts").toString());
    assertEquals(first.out(), again.out(), again.err());
    assertEquals(written, Files.getLastModifiedTime(directory.resolve("result.json")));
    for (String chart : List.of("shares.png", "ranks.png", "losses.png")) {
      assertTrue(Files.size(directory.resolve("charts").resolve(chart)) > 1_000, chart);
    }
    CommandLineRun other = run("--seed", "3");
    assertEquals(2, other.code());
    assertTrue(other.err().contains("keeps the result of other settings"), other.err());
  }

  @Test
  void aTaskThatTheModelOfThePapersStructureDoesNotServeIsMeasuredWithoutIt() throws IOException {
    CommandLineRun run = run("--task", "T10");
    assertEquals(0, run.code(), run.err());
    assertEquals(List.of(), FeedbackBitsResult.read(directory).bits(FeedbackBits.PAPER));
  }
}
