package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.bench.LearningBenchmark;
import io.wifoe.notebook.RecipeComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchLearnCommandTest {
  @TempDir private Path directory;

  @Test
  void recipesAreTrainedAndMeasuredSideBySide() throws IOException {
    CommandLineRun run = CommandLineRun.of("bench", "learn", "--samples", "1200", "--recipes", "default,plain adam",
        "--json", "--out", directory.toString());
    assertEquals(0, run.code(), run.err());
    JsonNode outcomes = new ObjectMapper().readTree(run.out());
    assertEquals("default", outcomes.at("/0/recipe").textValue());
    assertEquals("plain Adam", outcomes.at("/1/recipe").textValue());
    for (JsonNode outcome : outcomes) {
      assertEquals(1_200, outcome.path("samples").intValue());
      assertEquals(outcome.path("share").doubleValue(), outcome.at("/curve/1200").doubleValue());
      assertTrue(outcome.at("/samplesTo/80 %").isNull(), outcome.toString()); // nobody is there after 10 steps
    }
    // a start from channels alone is worth more than ten steps of plain Adam
    assertTrue(outcomes.at("/0/curve/120").doubleValue() > 0.05, outcomes.toString());
    assertTrue(outcomes.at("/0/share").doubleValue() > outcomes.at("/1/share").doubleValue(), outcomes.toString());
    assertTrue(Files.size(directory.resolve("learning.png")) > 0);
    assertEquals("plain Adam", LearningBenchmark.read(directory).get(1).recipe());
    assertEquals(List.of("samples to 50 %", "seconds to 80 %"), List.of(
        RecipeComparison.table(LearningBenchmark.read(directory)).column(2).name(),
        RecipeComparison.table(LearningBenchmark.read(directory)).column(9).name()));
    assertEquals(outcomes, new ObjectMapper().readTree(directory.resolve("learning.json").toFile()));
  }

  /** Each of two workers takes every step with half of its samples. */
  @Test
  void workersInRoundsHaveTheSamplesOfStepsTakenTogether() throws IOException {
    CommandLineRun run = CommandLineRun.of("bench", "learn", "--rounds", "--samples", "3000", "--recipes", "2 workers",
        "--json");
    assertEquals(0, run.code(), run.err());
    JsonNode outcomes = new ObjectMapper().readTree(run.out());
    assertEquals(1, outcomes.size());
    assertEquals(20 * 144, outcomes.at("/0/samples").intValue());
    assertTrue(outcomes.at("/0/share").doubleValue() > 0.05, outcomes.toString());
  }

  @Test
  void anUnknownRecipeIsRefusedWithTheListOfThem() {
    CommandLineRun run = CommandLineRun.of("bench", "learn", "--recipes", "magic");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("\"magic\" is no recipe; there are default, without Muon"), run.err());
  }
}
