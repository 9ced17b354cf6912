package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.Comparison;
import io.wifoe.experiment.SumRateRow;
import io.wifoe.model.AnyArray;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny real trainings of a model for any array. */
class AnyArrayTrainingTest {
  private static final TaskConfig OTHER = SmallRun.TASK.toBuilder().name("other").array(AntennaArray.ula(12))
      .pilotLength(6).feedbackBits(9).build();

  @TempDir
  Path run;

  private static AnyArray model() {
    return model(0.5);
  }

  private static AnyArray model(double nesting) {
    return new AnyArray(AnyArrayConfig.of(WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(32)
        .encoderLayers(2).quantizer(SignQuantizer.SOFT_TO_HARD).output(PrecoderOutput.STRUCTURED).config())
        .withDirections(48).withMost(12, 20).withNesting(nesting).withBitErrors(0.01), 1, DataType.FLOAT32);
  }

  private static Trainer<AnyArray> training(AnyArray model, Path out) {
    return SmallRun.of(model, out).task(OTHER, ChannelDataset.endless(FewPath.of(12, 1, 60), 5)).snrDb(-5, 30)
        .batch(16).steps(4);
  }

  private static Map<String, float[]> weights(AnyArray model) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }

  @Test
  void arraysThatAreDrawnServeAsManyUsersAsThereAre() {
    TaskConfig crowd = SmallRun.TASK.toBuilder().name("crowd").array(AntennaArray.upa(6, 4)).users(20).build();
    try (AnyArray model = model(1)) {
      assertEquals(8, SmallRun.untasked(model, null).task(crowd, ChannelDataset.endless(FewPath.of(24, 1, 60), 5))
          .batch(4).steps(8).run().steps());
    }
  }

  @Test
  void aRunThatGoesOnEndsWithTheSameBits() throws IOException {
    try (AnyArray first = model(); AnyArray again = model()) {
      training(first, run).run();
      Path last = run.resolve("checkpoint-4.safetensors");
      byte[] bytes = Files.readAllBytes(last);
      Files.delete(last);
      training(again, run).run(); // from the third step on
      assertArrayEquals(bytes, Files.readAllBytes(last));
      try (AnyArray loaded = AnyArray.load(last)) {
        Map<String, float[]> weights = weights(loaded);
        weights(first).forEach((name, values) -> assertArrayEquals(values, weights.get(name), name));
      }
    }
  }

  @Test
  void threadsChangeNoBitAndEveryParameterLearns() {
    try (AnyArray before = model(); AnyArray one = model(); AnyArray two = model()) {
      training(one, null).shards(2).threads(1).run();
      training(two, null).shards(2).threads(2).run();
      Map<String, float[]> weights = weights(two);
      Map<String, float[]> first = weights(before);
      weights(one).forEach((name, values) -> {
        assertArrayEquals(values, weights.get(name), name);
        assertFalse(Arrays.equals(values, first.get(name)), name);
      });
    }
  }

  /** On an array that it was never trained on, longer than the one and shorter than the other. */
  @Test
  void beatsMaximumRatioOnAnArrayItHasNotSeen() {
    TaskConfig unseen = OTHER.toBuilder().name("unseen").array(AntennaArray.ula(10)).pilotLength(5).users(3)
        .feedbackBits(16).build();
    try (AnyArray model = model(0)) {
      SmallRun.untasked(model, null)
          .task(SmallRun.TASK.toBuilder().feedbackBits(16).build(), SmallRun.CHANNELS)
          .task(OTHER.toBuilder().feedbackBits(16).build(), ChannelDataset.endless(FewPath.of(12, 1, 60), 5))
          .snrDb(20).batch(128).steps(300).learningRate(LearningRate.cosine(2e-3, 20)).run();
      List<SumRateRow> rows = Comparison.on(ChannelDataset.endless(FewPath.of(10, 1, 60), 6)).users(3).snrDb(20)
          .samples(300).schemes(Precoders.mrt(), model.precoder(unseen, 1)).run();
      assertTrue(rows.get(1).sumRate() > rows.get(0).sumRate() + 0.4, rows.toString());
    }
  }
}
