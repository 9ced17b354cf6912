package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.task.Configuration;
import io.wifoe.task.Normalization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that take steps of their own between two moments at which they agree. */
class RoundsTest {
  /** A difference of weights and back again, in single precision. */
  private static final float ROUNDING = 1e-6f;
  private static final int STEPS = 12;

  @TempDir private Path directory;

  private static Trainer<WiFoE> training(WiFoE model, Path out) {
    return SmallRun.of(model, out).steps(STEPS).optimizer(OptimizerSettings.muon()).tied(0.5).validateEvery(4);
  }

  private static Map<String, float[]> weights(PrecodingNetwork model) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }

  private static Map<String, float[]> trained(Rounds rounds) {
    try (WiFoE model = SmallRun.model()) {
      training(model, null).rounds(rounds).run();
      return weights(model);
    }
  }

  private static void assertNear(Map<String, float[]> expected, Map<String, float[]> actual, float tolerance) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), tolerance, name));
  }

  private static TrainingSteps steps(WiFoE model, ChannelDataset channels, Rounds rounds, long all) {
    model.addHeads(SmallRun.TASK.configurations());
    Map<Configuration, ChannelDataset> data = new LinkedHashMap<>();
    SmallRun.TASK.configurations().forEach(c -> data.put(c, channels));
    return TrainingSteps.of(model, TrainingSettings.builder().batch(8).steps(all).threads(1).shards(2).rounds(rounds)
        .build(), data, data.keySet());
  }

  /** One worker whose changes are taken as they are learns as a training without rounds does. */
  @Test
  void oneWorkerAloneIsATraining() {
    Map<String, float[]> rounds;
    Map<String, float[]> alone;
    try (WiFoE model = SmallRun.model()) {
      training(model, null).tied(0).rounds(new Rounds(1, STEPS, 1, 0)).run();
      rounds = weights(model);
    }
    try (WiFoE model = SmallRun.model()) {
      training(model, null).tied(0).run();
      alone = weights(model);
    }
    assertNear(alone, rounds, ROUNDING);
  }

  /** What a round gives is the mean of what its workers do, each from the round's weights and with its own samples. */
  @Test
  void aRoundIsTheMeanOfItsWorkers() {
    try (WiFoE model = SmallRun.model(); NDManager manager = NDManager.newBaseManager()) {
      TrainingSteps steps = steps(model, SmallRun.CHANNELS, Rounds.of(2, 3), 6);
      Map<String, float[]> before = weights(model);
      try (LocalSteps local = new LocalSteps(steps); StepWork all = new RoundsHere(steps)) {
        Map<String, NDArray> first = local.gradient(manager, 3, 0).byName();
        Map<String, NDArray> second = local.gradient(manager, 3, 1).byName();
        all.gradient(manager, 3).byName().forEach((name, change) -> {
          assertFalse(first.get(name).contentEquals(second.get(name)), "both had the same samples");
          assertArrayEquals(first.get(name).add(second.get(name)).toFloatArray(), change.toFloatArray(), name);
        });
      }
      assertNear(before, weights(model), 0);
    }
  }

  @Test
  void aTrainingThatWasLeftEndsWithTheSameBits() {
    Rounds rounds = Rounds.of(3, 2);
    Map<String, float[]> expected = trained(rounds);
    try (WiFoE model = SmallRun.model()) {
      Training<WiFoE> left = training(model, directory).rounds(rounds).onStep(step -> {
        if (step == 8) {
          Thread.currentThread().interrupt();
        }
      }).run();
      assertTrue(Thread.interrupted() || left.isInterrupted());
      assertEquals(8, left.steps());
      assertEquals(List.of(2L, 4L, 6L, 8L), left.curve().points().stream().map(LearningCurve.Point::step).toList());
      assertEquals(8 * 8 * 3, left.curve().last().orElseThrow().samples());
    }
    try (WiFoE model = SmallRun.model()) {
      training(model, directory).rounds(rounds).run();
      assertNear(expected, weights(model), 0);
    }
  }

  /** The interrupt comes while the third of a million steps draws its users. */
  @Test
  void aRoundThatIsInterruptedLeavesTheWeightsItBeganWith() {
    Thread worker = Thread.currentThread();
    AtomicInteger draws = new AtomicInteger();
    ChannelModel interrupting = new ChannelModel() {
      @Override
      public int antennas() {
        return SmallRun.CHANNELS.antennas();
      }

      @Override
      public void draw(RandomStream stream, long user, float[] out, int offset) {
        Arrays.fill(out, offset, offset + 2 * antennas(), (float) (1 + user % 7));
        if (draws.incrementAndGet() == 50) {
          worker.interrupt();
        }
      }

      @Override
      public String describe() {
        return "interrupting";
      }
    };
    try (WiFoE model = SmallRun.model(); NDManager manager = NDManager.newBaseManager()) {
      TrainingSteps steps = steps(model, ChannelDataset.endless(interrupting, 1).normalized(Normalization.NONE),
          Rounds.of(1, 1_000_000), 1_000_000);
      draws.set(0);
      Map<String, float[]> before = weights(model);
      try (LocalSteps local = new LocalSteps(steps)) {
        assertThrows(CancellationException.class, () -> local.gradient(manager, 0, 0));
      }
      assertTrue(Thread.interrupted());
      assertNear(before, weights(model), 0);
    }
  }

  @Test
  void whatCannotBeIsRefusedInOneSentence() {
    assertTrue(assertThrows(IllegalArgumentException.class,
        () -> TrainingSettings.builder().steps(50).rounds(Rounds.of(2, 20)).build()).getMessage()
            .contains("50 steps are no whole number of rounds of 20"));
    try (Dsc dsc = Dsc.of(DscConfig.SOHRABI, 1L)) {
      Path run = directory.resolve("refused");
      assertTrue(assertThrows(IllegalArgumentException.class, () -> SmallRun.of(dsc, run).steps(4)
          .rounds(Rounds.of(2, 2)).run()).getMessage().contains("running statistics"));
      assertFalse(Files.exists(run), "what is refused leaves no run behind");
    }
  }
}
