package io.wifoe.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import io.wifoe.cli.Cluster;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.AnyArray;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.ChannelRecipe;
import io.wifoe.training.Rounds;
import io.wifoe.training.Scale;
import io.wifoe.training.Trainer;
import io.wifoe.training.Training;
import io.wifoe.training.TrainingTask;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose shards executors differentiate ends with the weights of one machine, to the last bit. */
class SharedTrainingTest {
  private static final int STEPS = 8;
  private static final TaskConfig TASK = TaskConfig.builder().name("a").array(AntennaArray.upa(4, 2)).pilotLength(3)
      .feedbackBits(4).users(2, 3).channels(Scenario.UMI_LOS, Scenario.UMI_NLOS).build();

  @TempDir
  Path directory;

  private static TrainingTask task() {
    return new TrainingTask(TASK, ChannelDataset.endless(TASK, 5), null,
        new ChannelRecipe(ChannelRecipe.OWN_CHANNELS, 5, 0, 0));
  }

  /** Heads are tied for half of the steps. */
  private static <M extends PrecodingNetwork> Trainer<M> trainer(M model) {
    return Trainer.pretrain(model).task(task()).scale(Scale.SMOKE).steps(STEPS).batch(24).shards(4).threads(1).tied(0.5)
        .progress(null);
  }

  private static WiFoE model() {
    return Scale.SMOKE.model().seed(3).build();
  }

  private static AnyArray anyArray() {
    return new AnyArray(AnyArrayConfig.of(Scale.SMOKE.model().output(PrecoderOutput.STRUCTURED).config()), 3,
        DataType.FLOAT32);
  }

  private static Map<String, float[]> weights(PrecodingNetwork network) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    network.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }

  private static void assertSame(Map<String, float[]> expected, PrecodingNetwork network) {
    Map<String, float[]> actual = weights(network);
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  private static Map<String, float[]> alone(PrecodingNetwork network) {
    return alone(network, null);
  }

  private static Map<String, float[]> alone(PrecodingNetwork network, Rounds rounds) {
    try (network) {
      trainer(network).rounds(rounds).run();
      return weights(network);
    }
  }

  /** An executor is killed in the middle; later the training is left and goes on, elsewhere and here. */
  @Test
  void endsWithTheBitsOfOneMachine() {
    Map<String, float[]> expected = alone(model());
    try (Cluster cluster = new SparkCluster("local-cluster[2,1,1024]", null)) {
      try (WiFoE model = model()) {
        trainer(model).on(cluster).onStep(step -> {
          if (step == 3) {
            SparkClusterTest.executors().findFirst().orElseThrow().destroyForcibly();
          }
        }).run();
        assertSame(expected, model);
      }
      try (WiFoE model = model()) {
        Training<WiFoE> left = trainer(model).on(cluster).out(directory).onStep(step -> {
          if (step == 3) {
            Thread.currentThread().interrupt();
          }
        }).run();
        assertTrue(Thread.interrupted() || left.isInterrupted());
        assertEquals(3, left.steps());
      }
      try (WiFoE model = model()) {
        trainer(model).out(directory).run();
        assertSame(expected, model);
      }
      try (AnyArray model = anyArray()) {
        trainer(model).on(cluster).run();
        assertSame(alone(anyArray()), model);
      }
      Rounds rounds = Rounds.of(3, 2); // workers, more than there are executors
      Map<String, float[]> inRounds = alone(model(), rounds);
      try (WiFoE model = model()) {
        trainer(model).rounds(rounds).on(cluster).onStep(step -> {
          if (step == 4) {
            SparkClusterTest.executors().findFirst().orElseThrow().destroyForcibly();
          }
        }).run();
        assertSame(inRounds, model);
      }
    }
  }

  @Test
  void aClusterThatGoesAwayIsNoInterrupt() {
    try (Cluster cluster = new SparkCluster("local[1]", null); WiFoE model = model()) {
      Trainer<WiFoE> training = trainer(model).on(cluster).onStep(step -> SparkContext.getOrCreate().stop());
      assertTrue(assertThrows(IllegalStateException.class, training::run).getMessage()
          .startsWith("step 1 cannot be done there"));
    }
  }

  @Test
  void whatOthersCannotBuildIsRefusedInOneSentence() {
    try (Cluster cluster = new SparkCluster("local[1]", null); WiFoE model = model()) {
      Trainer<WiFoE> unknown = Trainer.pretrain(model).task(TASK, ChannelDataset.endless(TASK, 5)).scale(Scale.SMOKE)
          .steps(STEPS).progress(null).on(cluster);
      assertTrue(assertThrows(IllegalArgumentException.class, unknown::run).getMessage()
          .contains("are not drawn from its own scenarios; a training on them cannot be shared"));
      Trainer<WiFoE> frozen = Trainer.fineTune(model).task(task()).scale(Scale.SMOKE).steps(STEPS).progress(null)
          .on(cluster);
      String message = assertThrows(IllegalArgumentException.class, frozen::run).getMessage();
      assertTrue(message.contains("cannot be shared with other processes"), message);
    }
  }
}
