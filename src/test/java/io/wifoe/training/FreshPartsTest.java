package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.task.Normalization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts of a network a training takes for new, and which have learned. */
class FreshPartsTest {
  private static final int DRAWS_OF_IDENTITY = 4;

  private static Map<String, float[]> weights(PrecodingNetwork model) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }

  private static void assertSameBits(PrecodingNetwork expected, PrecodingNetwork actual) {
    Map<String, float[]> values = weights(actual);
    weights(expected).forEach((name, array) -> assertArrayEquals(array, values.get(name), name));
  }

  /** Channels that can be drawn so often and no more. */
  private record Limited(AtomicLong left) implements ChannelModel {
    @Override
    public int antennas() {
      return 8;
    }

    @Override
    public void draw(RandomStream stream, long user, float[] out, int offset) {
      if (left.getAndDecrement() <= 0) {
        throw new IllegalStateException("no channels today");
      }
      Rayleigh.of(8).draw(stream, user, out, offset);
    }

    @Override
    public String describe() {
      return "limited";
    }
  }

  private static Trainer<WiFoE> limited(WiFoE model, AtomicLong left, Path out, boolean rounds) {
    return SmallRun.untasked(model, out).steps(8).start(Start.RANDOM).tied(0.5).rounds(rounds ? Rounds.of(1, 2) : null)
        .task(SmallRun.TASK, ChannelDataset.endless(new Limited(left), 1).normalized(Normalization.NONE));
  }

  /** A round fails in its second step, when its worker's weights have moved already. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTrainingThatFailsBeforeItsFirstStepLeavesNoTrace(boolean rounds, @TempDir Path folder) {
    int drawsOfAStep = 4 * (2 + 3); // samples, users of both configurations
    int enough = DRAWS_OF_IDENTITY + (rounds ? drawsOfAStep : 0);
    try (WiFoE whole = SmallRun.model(); WiFoE model = SmallRun.model(); WiFoE kept = SmallRun.model()) {
      limited(whole, new AtomicLong(Long.MAX_VALUE), null, rounds).run();
      for (WiFoE failing : List.of(model, kept)) {
        Path out = failing == kept ? folder : null;
        for (int i = 0; i < 2; i++) {
          Trainer<WiFoE> wrong = limited(failing, new AtomicLong(enough), out, rounds);
          if (out == null) {
            wrong.tied(0); // a round moves all parts before it fails
          }
          assertThrows(IllegalStateException.class, wrong::run);
          assertEquals(List.of(), failing.provenance());
        }
        limited(failing, new AtomicLong(Long.MAX_VALUE), out, rounds).run();
        assertSameBits(whole, failing);
        assertEquals(1, failing.provenance().size());
      }
    }
  }

  @Test
  void aTrainingThatWasStoppedBeforeItsFirstStepTeachesNothing() {
    try (WiFoE whole = SmallRun.model(); WiFoE model = SmallRun.model()) {
      Thread.currentThread().interrupt();
      assertEquals(0, SmallRun.of(model, null).start(Start.CHANNELS).tied(0.5).run().steps());
      for (WiFoE each : List.of(whole, model)) {
        SmallRun.of(each, null).start(Start.CHANNELS).tied(0.5).seed(2).run();
      }
      assertSameBits(whole, model);
    }
  }

  @Test
  void whoeverLooksAfterAStepFindsAModelThatSaysSo() {
    try (WiFoE model = SmallRun.model()) {
      List<Long> noted = new ArrayList<>();
      SmallRun.of(model, null).steps(3).onStep(step -> noted.add(model.provenance().get(0).steps())).run();
      assertEquals(List.of(1L, 2L, 3L), noted);
    }
  }

  @Test
  void partsThatWereAddedByHandBeginAsTheSettingsSay() {
    try (WiFoE byTraining = SmallRun.model(); WiFoE byHand = SmallRun.model(); WiFoE white = SmallRun.model()) {
      byHand.addHeads(SmallRun.TASK.configurations());
      for (WiFoE model : List.of(byTraining, byHand, white)) {
        SmallRun.of(model, null).steps(1).start(model == white ? Start.RANDOM : Start.CHANNELS).run();
      }
      assertSameBits(byTraining, byHand);
      assertTrue(white.parameters().get("small/K3/X_re").sub(byHand.parameters().get("small/K3/X_re")).norm()
          .getFloat() > 1, "the start makes no difference");
    }
  }

  /** A network of somebody else's, whose files have no room for what it has been through. */
  private record Foreign(WiFoE model) implements OthersNetwork {}

  /** Parts are learned because they have learned, not because a note says so. */
  @Test
  void whatHasLearnedWithoutANoteStays() {
    try (Foreign foreign = new Foreign(SmallRun.model()); WiFoE byHand = SmallRun.model()) {
      SmallRun.of(foreign, null).tied(0).run();
      byHand.addHeads(SmallRun.TASK.configurations());
      foreign.parameters().arrays().forEach(byHand.parameters()::put);
      Map<String, float[]> learned = weights(foreign);
      LearningRate still = LearningRate.constant(1e-30);
      SmallRun.of(foreign, null).steps(1).tied(1).start(Start.CHANNELS).learningRate(still).run();
      SmallRun.of(byHand, null).steps(1).tied(1).start(Start.CHANNELS).learningRate(still).run();
      for (PrecodingNetwork network : List.of(foreign, byHand)) {
        weights(network).forEach((name, values) -> assertArrayEquals(learned.get(name), values, name));
      }
    }
  }
}
