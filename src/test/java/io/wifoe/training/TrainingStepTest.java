package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.Transmission;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.TrainingStep.ConfigurationBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What a step draws and how it weighs it. */
class TrainingStepTest {
  private static final TaskConfig OTHER = SmallRun.TASK.toBuilder().name("other").users(2).build();

  private static Map<Configuration, ChannelDataset> data() {
    ChannelDataset few = ChannelDataset.generate(Rayleigh.of(8)).users(100).build();
    ChannelDataset many = ChannelDataset.generate(Rayleigh.of(8)).users(300).build();
    Map<Configuration, ChannelDataset> data = new LinkedHashMap<>();
    data.put(SmallRun.TASK.configuration(2), few);
    data.put(OTHER.configuration(2), many);
    return data;
  }

  /** The sum over the parts of each configuration of what is counted. */
  private static Map<String, Double> sums(TrainingSettings settings, ToDoubleFunction<ConfigurationBatch> value) {
    try (WiFoE model = SmallRun.model()) {
      Map<String, Double> sums = new HashMap<>();
      TrainingStep.of(model, settings, data(), Map.of()).shards().forEach(shard -> shard.forEach(part ->
          sums.merge(part.configuration().task(), value.applyAsDouble(part), Double::sum)));
      return sums;
    }
  }

  @Test
  void weightsAreAlikeOrInProportionToTheUsersAndAddUpToOne() {
    TrainingSettings.Builder settings = TrainingSettings.builder().batch(20).shards(3);
    assertEquals(Map.of("small", 0.5, "other", 0.5), sums(settings.build(), ConfigurationBatch::weight));
    assertEquals(Map.of("small", 0.25, "other", 0.75),
        sums(settings.weights(TaskWeights.SIZE_PROPORTIONAL).build(), ConfigurationBatch::weight));
  }

  @Test
  void aBatchIsStatedInAllOrForEachConfiguration() {
    TrainingSettings.Builder settings = TrainingSettings.builder().shards(3);
    assertEquals(Map.of("small", 7.0, "other", 7.0), sums(settings.batch(14).build(), ConfigurationBatch::samples));
    assertEquals(Map.of("small", 7.0, "other", 7.0),
        sums(settings.batch(BatchSize.perConfiguration(7)).build(), ConfigurationBatch::samples));
  }

  /** A network that remembers what it is trained on. */
  private record Witness(WiFoE model, List<float[]> channels, List<float[]> noise, List<float[]> noisePowers)
      implements OthersNetwork {
    @Override
    public NDArray measure(Pass pass, List<Transmission> transmissions, double[] weights) {
      synchronized (noise) {
        for (Transmission part : transmissions) {
          channels.add(part.channels().toFloatArray());
          noise.add(part.noise().toFloatArray());
          noisePowers.add(part.noisePower().toFloatArray());
        }
      }
      return model.measure(pass, transmissions, weights);
    }
  }

  @Test
  void everyStepAndShardHasChannelsAndNoiseOfItsOwnAndSnrsSpanTheRange() {
    try (Witness witness = new Witness(SmallRun.model(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>())) {
      Trainer.pretrain(witness).task(OTHER, SmallRun.CHANNELS).steps(10).batch(16).shards(4).threads(1).snrDb(0, 20)
          .progress(null).run();
      assertEquals(40, witness.noise.size());
      for (List<float[]> drawn : List.of(witness.channels, witness.noise)) {
        HashSet<Float> seen = new HashSet<>();
        drawn.forEach(values -> seen.add(values[0]));
        assertEquals(40, seen.size());
      }
      double least = 20;
      double most = 0;
      for (float[] powers : witness.noisePowers) { // 160 samples: the outermost tenths of the range are met
        for (float power : powers) {
          double snrDb = -10 * Math.log10(power);
          assertTrue(snrDb >= -1e-4 && snrDb <= 20 + 1e-4, snrDb + " dB");
          least = Math.min(least, snrDb);
          most = Math.max(most, snrDb);
        }
      }
      assertTrue(least < 2 && most > 18, least + ".." + most + " dB");
    }
  }
}
