package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Transmission;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValidationTest {
  private static final double ROUNDING = 1e-4; // single precision
  private static final TaskConfig TASK = SmallRun.TASK;

  /** WMMSE as a network: it knows the channels and the noise of every sample. */
  private record Knowing(Parameters parameters) implements PrecodingNetwork {
    @Override
    public List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
      List<NDArray> precoders = new ArrayList<>();
      for (Transmission part : transmissions) {
        int n = part.samples();
        int users = part.configuration().users();
        int antennas = part.configuration().antennas();
        ComplexMatrices h = new ComplexMatrices(n, users, antennas, part.channels().toFloatArray());
        float[] noise = part.noisePower().toFloatArray();
        ComplexMatrices v = ComplexMatrices.zeros(n, users, antennas);
        for (int i = 0; i < n; i++) {
          float[] one = Precoders.wmmse().precode(h.slice(i, i + 1), new LinkBudget(1, noise[i])).values();
          System.arraycopy(one, 0, v.values(), v.row(i, 0), one.length);
        }
        precoders.add(pass.manager().create(v.values(), part.channels().getShape()).reshape(n, users, 2L * antennas));
      }
      return precoders;
    }

    @Override
    public Set<Configuration> addHeads(Collection<Configuration> configurations) {
      return Set.of();
    }

    @Override
    public String name() {
      return "knowing";
    }

    @Override
    public void close() {
      parameters.close();
    }
  }

  /** What a share of WMMSE is a share of is measured on the samples, and at the SNRs, of the validation itself. */
  @Test
  void aNetworkThatIsWmmseReachesAllOfIt() {
    Map<Configuration, ChannelDataset> data = new LinkedHashMap<>();
    TASK.configurations().forEach(c -> data.put(c, ChannelDataset.endless(Rayleigh.of(c.antennas()), 3)));
    try (Knowing network = new Knowing(new Parameters(DataType.FLOAT32))) {
      for (SnrRange snr : List.of(SnrRange.of(10), new SnrRange(-5, 25))) {
        Validation validation = new Validation(network.objective(), data, 1, 0);
        assertEquals(1, validation.figure(network, snr) / validation.wmmse(snr), ROUNDING);
      }
    }
  }

  /** A network that learns reaches a part of it. */
  @Test
  void theCurveTellsTheShare() {
    ChannelDataset channels = SmallRun.CHANNELS;
    try (var model = SmallRun.model()) {
      LearningCurve.Point last = SmallRun.untasked(model, null).task(TrainingTask.of(TASK, channels)
          .withValidation(channels)).steps(2).run().curve().last().orElseThrow();
      Map<Configuration, ChannelDataset> data = new LinkedHashMap<>();
      TASK.configurations().forEach(c -> data.put(c, channels));
      double wmmse = new Validation(model.objective(), data, 1, 0).wmmse(SnrRange.of(10));
      assertEquals(last.validation() / wmmse, last.shareOfWmmse());
    }
  }
}
