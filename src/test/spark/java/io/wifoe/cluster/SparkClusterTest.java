package io.wifoe.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.cli.Cluster;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.ChannelGeneration;
import io.wifoe.dataset.DrawnUsers;
import io.wifoe.experiment.Cell;
import io.wifoe.experiment.CellScheme;
import io.wifoe.experiment.ExperimentPlan;
import io.wifoe.experiment.ExperimentResult;
import io.wifoe.experiment.PretrainedModel;
import io.wifoe.experiment.SchemeKind;
import io.wifoe.experiment.TableTwo;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work on executors, which are processes of this machine, comes to the same as on one machine. */
class SparkClusterTest {
  private static final String TWO_EXECUTORS = "local-cluster[2,1,1024]";
  private static final TaskConfig TASK = TaskConfig.builder().name("a").array(AntennaArray.upa(4, 2)).pilotLength(3)
      .feedbackBits(4).users(2).channels(Scenario.UMI_LOS, Scenario.UMI_NLOS).build();

  @TempDir
  Path directory;

  private static ExperimentPlan plan() {
    return TableTwo.of(List.of(TASK)).scale(Scale.SMOKE).steps(60).learningRates(1e-2).testSamples(10).snrDb(10)
        .threads(1).plan();
  }

  private static List<String> figures(ExperimentResult result) {
    return result.cells().stream().map(cell -> cell.cell().name() + cell.trials() + cell.rate() + cell.measurements())
        .toList();
  }

  /** One of two executors is killed while it has a cell in hand. */
  @Test
  void anExperimentSurvivesALostExecutorAndComesToTheSame() throws IOException, InterruptedException {
    ExperimentPlan plan = plan();
    String out = Path.of("").toAbsolutePath().relativize(directory).toString(); // executors work in other folders
    Thread killer = new Thread(this::killAnExecutorAfterTheFirstCell);
    killer.start();
    try (Cluster cluster = new SparkCluster(TWO_EXECUTORS, null)) {
      ExperimentResult result = cluster.experiment(plan, plan.cells(), 1, out);
      killer.join();
      assertTrue(killed > 0, "nobody was killed");
      assertTrue(result.allDone());
      assertEquals(figures(TableTwo.of(List.of(TASK)).scale(Scale.SMOKE).steps(60).learningRates(1e-2).testSamples(10)
          .snrDb(10).threads(1).progress(null).run()), figures(result));
      assertEquals(result, ExperimentResult.read(directory));

      Path one = directory.resolve("cells").resolve(plan.cells().get(0).name() + ".json");
      Path other = directory.resolve("cells").resolve(plan.cells().get(1).name() + ".json");
      Files.delete(one);
      byte[] kept = Files.readAllBytes(other);
      assertTrue(cluster.experiment(plan, plan.cells(), 1, out).allDone());
      assertTrue(Files.exists(one));
      assertArrayEquals(kept, Files.readAllBytes(other), "a cell was done twice");
      ExperimentPlan another = TableTwo.of(List.of(TASK)).scale(Scale.SMOKE).steps(3).plan();
      assertTrue(assertThrows(IOException.class, () -> cluster.experiment(another, another.cells(), 1, out))
          .getMessage().contains("holds another table-two at scale smoke, which differs in cell"));
    }
    try (Stream<Path> files = Files.walk(directory)) {
      Set<String> names = files.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString())
          // the lock of whoever reads, and what the killed one was writing
          .filter(file -> !file.substring(file.lastIndexOf('/') + 1).startsWith("."))
          .collect(Collectors.toSet());
      Set<String> expected = plan.cells().stream().map(cell -> "cells/" + cell.name() + ".json")
          .collect(Collectors.toSet());
      expected.addAll(Set.of("plan.json", "result.json", "result.csv"));
      assertEquals(expected, names);
    }
  }

  private volatile long killed;

  private void killAnExecutorAfterTheFirstCell() {
    try {
      while (!Files.isDirectory(directory.resolve("cells")) || isEmpty(directory.resolve("cells"))) {
        Thread.sleep(20);
      }
      ProcessHandle executor = executors().findFirst().orElseThrow();
      killed = executor.pid();
      executor.destroyForcibly();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.noneMatch(file -> !file.getFileName().toString().startsWith("."));
    }
  }

  /** Processes of Java that this one has started, whose arguments are too many to be seen. */
  static Stream<ProcessHandle> executors() {
    return ProcessHandle.current().children().filter(process -> process.info().command()
        .map(command -> command.endsWith("java")).orElse(false));
  }

  @Test
  void usersAreTheSameAsOnOneMachine() throws IOException {
    ChannelGeneration generation = ChannelDataset.generate(TASK).users(300_000).seed(5);
    Path one = directory.resolve("one");
    Path many = directory.resolve("many");
    generation.write(one);
    DrawnUsers users = generation.elsewhere(null);
    assertTrue(users.parts().size() >= 3, "too few users to be drawn by several");
    try (Cluster cluster = new SparkCluster("local[2]", null)) {
      cluster.channels(generation, users, many);
      assertEquals(-1, Files.mismatch(one.resolve("h.npy"), many.resolve("h.npy")));
      assertEquals(-1, Files.mismatch(one.resolve("card.json"), many.resolve("card.json")));
      ChannelGeneration fewer = ChannelDataset.generate(TASK).users(10).seed(5);
      assertThrows(IllegalArgumentException.class, () -> cluster.channels(fewer, users, directory.resolve("none")));
      assertFalse(Files.exists(directory.resolve("none")));
    }
  }

  @Test
  void whatRunsHereListensHereAlone() {
    try (SparkCluster cluster = new SparkCluster("local[1]", null)) {
      assertEquals("127.0.0.1", cluster.settings().get("spark.driver.host"));
      assertEquals("127.0.0.1", cluster.settings().get("spark.driver.bindAddress"));
      assertEquals("false", cluster.settings().get("spark.ui.enabled"));
    }
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new SparkCluster("nowhere", null)).getMessage()
        .startsWith("master nowhere: Spark does not start there"));
  }

  @Test
  void whatACellSaysWhenItFailsIsSaid() {
    Cell good = plan().cell("stl-a-1");
    CellScheme lost = new CellScheme(SchemeKind.PRETRAINED_FROZEN, good.scheme().sizes(), null, null,
        new PretrainedModel(directory.resolve("lost.safetensors").toString(), "0"));
    Cell bad = new Cell("bad", lost, good.tasks(), good.training(), good.tests(), good.snrDb(), 10, 1);
    ExperimentPlan plan = new ExperimentPlan(plan().experiment(), Scale.SMOKE, List.of(bad));
    try (Cluster cluster = new SparkCluster("local[1]", null)) {
      String message = assertThrows(IllegalStateException.class, () -> cluster.experiment(plan, plan.cells(), 1,
          directory.toUri().toString())).getMessage();
      assertTrue(message.contains("cell bad failed: ") && message.contains("lost.safetensors"), message);
    }
  }
}
