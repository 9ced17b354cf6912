package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Seed;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.Comparison;
import io.wifoe.model.ExpertUsage;
import io.wifoe.model.WiFoE;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {
  private static final TaskConfig NEW = TaskConfig.builder().name("new").array(AntennaArray.ula(16)).pilotLength(8)
      .feedbackBits(16).users(2).build();
  private static final int STEPS = 100;
  /** In bps/Hz; an untrained network is about as good as random beams. */
  private static final double LEARNED = 1;

  private static ChannelDataset channels(long seed) {
    return ChannelDataset.endless(FewPath.of(16, 1, 60), seed);
  }

  private static Pretraining settings(Pretraining training) {
    return training.task(NEW, channels(1).fixedSamples(500, 1)).steps(STEPS).batch(24).snrDb(20)
        .learningRate(LearningRate.cosine(4e-3, 10)).threads(1).progress(null);
  }

  private static WiFoE pretrained() {
    WiFoE model = SmallRun.model();
    SmallRun.of(model, null).run();
    return model;
  }

  private static Map<String, float[]> weights(WiFoE model) {
    Map<String, float[]> weights = new TreeMap<>();
    model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }

  private static double sumRate(WiFoE model) {
    return Comparison.on(channels(2)).users(2).snrDb(20).samples(300).schemes(model.precoder(NEW, 1)).run().get(0)
        .sumRate();
  }

  private static double[][] routing(WiFoE model) {
    ChannelDataset old = ChannelDataset.endless(FewPath.of(8, 1, 60), 3);
    return ExpertUsage.of(model, SmallRun.TASK.configuration(3), old.batch(3, 40, Seed.root(4)), LinkBudget.snrDb(10),
        Seed.root(5)).share();
  }

  @Test
  void theNewTaskLearnsAndNothingElseChangesABit() {
    try (WiFoE model = pretrained()) {
      model.addHeads(NEW.configurations());
      Map<String, float[]> before = weights(model);
      double[][] routing = routing(model);
      double untrained = sumRate(model);
      settings(FineTuning.of(model)).run();
      assertTrue(sumRate(model) > untrained + LEARNED, sumRate(model) + " after " + untrained);
      weights(model).forEach((name, values) -> {
        if (name.startsWith("new/")) {
          assertFalse(Arrays.equals(before.get(name), values), name);
        } else {
          assertArrayEquals(before.get(name), values, name);
        }
      });
      assertArrayEquals(routing, routing(model));
    }
  }

  @Test
  void fullFineTuningMovesTheTrunkAndLeavesTheOtherTasksParts() {
    try (WiFoE model = pretrained()) {
      Map<String, float[]> before = weights(model);
      settings(FineTuning.full(model)).steps(3).run();
      weights(model).forEach((name, values) -> {
        if (name.startsWith(WiFoE.TRUNK + "/")) {
          assertFalse(Arrays.equals(before.get(name), values), name);
        } else if (before.containsKey(name)) {
          assertArrayEquals(before.get(name), values, name);
        }
      });
    }
  }

  @Test
  void aRunIsNotGoneOnWithFromOtherWeights(@TempDir Path run) {
    try (WiFoE model = pretrained(); WiFoE other = SmallRun.model()) {
      settings(FineTuning.of(model)).steps(2).out(run).run();
      settings(FineTuning.of(model)).steps(2).out(run).run();
      SmallRun.of(other, null).steps(3).run();
      Pretraining training = settings(FineTuning.of(other)).steps(2).out(run);
      String message = assertThrows(UncheckedIOException.class, training::run).getMessage();
      assertTrue(message.contains("its start is \"weights with SHA-256 "), message);
    }
  }
}
