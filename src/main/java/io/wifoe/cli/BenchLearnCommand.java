package io.wifoe.cli;

import io.wifoe.AtomicFile;
import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.bench.LearningBenchmark;
import io.wifoe.bench.LearningBenchmark.Outcome;
import io.wifoe.bench.LearningBenchmark.Recipe;
import io.wifoe.notebook.Charts;
import io.wifoe.notebook.RecipeComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wifoe bench learn}: what each part of the training's recipe is worth. */
@Command(name = "learn", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Trains a model of the laptop scale on T1, T4 and T8 with 4 and 5 users by several recipes: the default one, it "
        + "without each of its parts, and plain Adam. Prints samples and seconds until the sum rate on held-out users, "
        + "with hard bits, comes to 50, 60, 70 and 80 %% of WMMSE's."})
final class BenchLearnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--samples", defaultValue = "120000", paramLabel = "N",
      description = "training samples of each recipe (default: ${DEFAULT-VALUE}, a minute or two each)")
  private long samples;

  @Option(names = "--rounds", description = "instead: steps taken together, and by 2, 4 and 8 workers who share the "
      + "samples and agree every 20 steps")
  private boolean rounds;

  @Option(names = "--recipes", paramLabel = "LIST", description = "some of them by name, separated by commas")
  private String recipes;

  @Option(names = "--threads", defaultValue = "1", paramLabel = "N",
      description = "threads; they change the time taken and nothing else (default: ${DEFAULT-VALUE})")
  private int threads;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
      description = "of weights, channels and noise (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--out", paramLabel = "DIR", description = "write learning.json and learning.png into this directory")
  private Path out;

  @Option(names = "--json", description = "print one JSON array and nothing else on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Check.that(threads >= 1, "--threads %d: the number starts at 1", threads);
    List<Recipe> all = rounds ? LearningBenchmark.rounds() : LearningBenchmark.recipes();
    List<Recipe> chosen = recipes == null ? all
        : Arrays.stream(recipes.split(",", -1)).map(name -> LearningBenchmark.named(name, all)).toList();
    List<Outcome> outcomes = new ArrayList<>();
    for (Recipe recipe : chosen) {
      spec.commandLine().getErr().println(recipe.name() + " ...");
      outcomes.add(LearningBenchmark.measure(recipe, samples, threads, seed));
    }
    if (out != null) {
      Files.createDirectories(out);
      AtomicFile.write(out.resolve("learning.json"), Json.text(outcomes) + "\n");
      Charts.save(rounds ? RecipeComparison.chart("Workers who agree every 20 steps", outcomes)
          : RecipeComparison.chart(outcomes), out.resolve("learning.png"));
    }
    if (json) {
      spec.commandLine().getOut().println(Json.line(outcomes));
    } else {
      spec.commandLine().getOut().println(RecipeComparison.table(outcomes).printAll());
    }
    return 0;
  }
}
