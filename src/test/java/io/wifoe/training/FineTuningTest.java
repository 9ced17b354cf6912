package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.Comparison;
import io.wifoe.model.ExpertUsage;
import io.wifoe.model.TrainingRecord;
import io.wifoe.model.WiFoE;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  private static Trainer<WiFoE> settings(Trainer<WiFoE> trainer) {
    return trainer.task(NEW, channels(1).fixedSamples(500, 1)).steps(STEPS).batch(24).snrDb(20)
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

  /** A copy's parts are stepped by Muon as those of the model itself: from the same bits to the same bits. */
  @Test
  void aCopyLearnsAsTheModelDoes() {
    try (WiFoE model = pretrained(); WiFoE copy = model.copy()) {
      SmallRun.of(model, null).optimizer(OptimizerSettings.muon()).steps(3).run();
      SmallRun.of(copy, null).optimizer(OptimizerSettings.muon()).steps(3).run();
      Map<String, float[]> expected = weights(model);
      weights(copy).forEach((name, values) -> assertArrayEquals(expected.get(name), values, name));
    }
  }

  private static double sumRate(WiFoE model) {
    return Comparison.on(channels(2)).users(2).snrDb(20).samples(300).schemes(model.precoder(NEW, 1)).run().get(0)
        .sumRate();
  }

  private static double[][] routing(WiFoE model) {
    ChannelDataset old = ChannelDataset.endless(FewPath.of(8, 1, 60), 3);
    return ExpertUsage.of(model, SmallRun.TASK.configuration(3), old.batch(3, 40, 4),
        LinkBudget.snrDb(10), 5).share();
  }

  private static void assertSameBits(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  @Test
  void theNewTaskLearnsAndNothingElseChangesABit() {
    try (WiFoE model = pretrained()) {
      model.addHeads(NEW.configurations());
      Map<String, float[]> before = weights(model);
      double[][] routing = routing(model);
      double untrained = sumRate(model);
      try (WiFoE tuned = settings(Trainer.fineTune(model)).run().model()) {
        assertTrue(sumRate(tuned) > untrained + LEARNED, sumRate(tuned) + " after " + untrained);
        weights(tuned).forEach((name, values) -> {
          if (name.startsWith("new/")) {
            assertFalse(Arrays.equals(before.get(name), values), name);
          } else {
            assertArrayEquals(before.get(name), values, name);
          }
        });
        assertArrayEquals(routing, routing(tuned));
      }
    }
  }

  @Test
  void aLoopOverBudgetsStartsEachTimeFromTheSameBitsAndThePretrainedModelStaysAsItIs() {
    try (WiFoE model = pretrained()) {
      Map<String, float[]> before = weights(model);
      List<TrainingRecord> provenance = model.provenance();
      Map<String, float[]> first = null;
      for (int samples : new int[] {50, 100, 50}) {
        Trainer<WiFoE> trainer = Trainer.fineTune(model).task(NEW, channels(1).fixedSamples(samples, 1)).steps(3)
            .batch(4).threads(1).progress(null);
        try (WiFoE tuned = trainer.run().model(); WiFoE again = trainer.run().model()) {
          assertSameBits(weights(tuned), weights(again));
          if (first == null) {
            first = weights(tuned);
          } else if (samples == 50) {
            assertSameBits(first, weights(tuned));
          }
        }
        assertSameBits(before, weights(model));
        assertEquals(SmallRun.TASK.configurations(), List.copyOf(model.configurations()));
        assertEquals(provenance, model.provenance());
      }
    }
  }

  @Test
  void everyTrainingAddsToTheProvenanceAndNoneIsLost(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tuned.safetensors");
    try (WiFoE model = pretrained(); WiFoE tuned = settings(Trainer.fineTune(model)).steps(2).run().model();
        WiFoE twice = settings(Trainer.fineTuneFully(tuned)).steps(3).seed(2).run().model()) {
      twice.save(file);
    }
    try (WiFoE loaded = WiFoE.load(file)) {
      assertEquals(List.of(40L, 2L, 3L), loaded.provenance().stream().map(TrainingRecord::steps).toList());
      assertEquals(List.of("WiFo-E", "WiFo-E, frozen trunk", "WiFo-E"),
          loaded.provenance().stream().map(training -> training.run().get("network").asText()).toList());
    }
  }

  @Test
  void fullFineTuningMovesTheTrunkAndLeavesTheOtherTasksParts() {
    try (WiFoE model = pretrained(); WiFoE tuned = settings(Trainer.fineTuneFully(model)).steps(3).run().model()) {
      Map<String, float[]> before = weights(model);
      weights(tuned).forEach((name, values) -> {
        if (name.startsWith(WiFoE.TRUNK + "/")) {
          assertFalse(Arrays.equals(before.get(name), values), name);
        } else if (before.containsKey(name)) {
          assertArrayEquals(before.get(name), values, name);
        }
      });
    }
  }

  @Test
  void aRunIsNotGoneOnWithFromOtherWeightsNorWithAnotherPartTrainable(@TempDir Path run) {
    try (WiFoE model = pretrained(); WiFoE other = SmallRun.model()) {
      settings(Trainer.fineTune(model)).steps(2).out(run).run().model().close();
      settings(Trainer.fineTune(model)).steps(2).out(run).run().model().close();
      SmallRun.of(other, null).steps(3).run();
      Trainer<WiFoE> trainer = settings(Trainer.fineTune(other)).steps(2).out(run);
      String message = assertThrows(UncheckedIOException.class, trainer::run).getMessage();
      assertTrue(message.contains("(its model starts from other weights)"), message);
      trainer = settings(Trainer.fineTuneFully(model)).steps(2).out(run);
      message = assertThrows(UncheckedIOException.class, trainer::run).getMessage();
      assertTrue(message.contains("its network is \"WiFo-E, frozen trunk\", asked for is \"WiFo-E\""), message);
    }
  }
}
