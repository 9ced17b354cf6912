package io.wifoe.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.cli.Cluster;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.WiFoE;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.ChannelRecipe;
import io.wifoe.training.Scale;
import io.wifoe.training.Trainer;
import io.wifoe.training.TrainingTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training on a master and two workers of Spark. */
class StandaloneClusterTest {
  private static final String CLASS_PATH = "spark.executor.extraClassPath";
  private static final TaskConfig TASK = TaskConfig.builder().name("a").array(AntennaArray.upa(4, 2)).pilotLength(3)
      .feedbackBits(4).users(2).channels(Scenario.UMI_LOS).build();

  @TempDir
  Path directory;

  private static float[] pilots(Cluster cluster) {
    try (WiFoE model = Scale.SMOKE.model().seed(3).build()) {
      TrainingTask task = new TrainingTask(TASK, ChannelDataset.endless(TASK, 5), null,
          new ChannelRecipe(ChannelRecipe.OWN_CHANNELS, 5, 0, 0));
      Trainer<WiFoE> trainer = Trainer.pretrain(model).task(task).scale(Scale.SMOKE).steps(3).batch(8).shards(2)
          .progress(null);
      if (cluster != null) {
        trainer.on(cluster);
      }
      trainer.run();
      return model.parameters().get("a/K2/X_re").toFloatArray();
    }
  }

  @AfterEach
  void end() {
    System.clearProperty(CLASS_PATH);
  }

  @Test
  void trainsToTheBitsOfOneMachine() throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    try (StandaloneCluster machines = new StandaloneCluster(directory, classPath, 2)) {
      System.setProperty(CLASS_PATH, classPath);
      float[] expected = pilots(null);
      try (Cluster cluster = new SparkCluster(machines.master(), null)) {
        assertArrayEquals(expected, pilots(cluster));
      }
      assertTrue(Files.isDirectory(machines.work(0)) && Files.isDirectory(machines.work(1)));
    }
  }
}
