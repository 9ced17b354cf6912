package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.RandomStream;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.Gradients;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sum rates in few pieces are those of one configuration after the other, and so are their gradients. */
class WeightedSumRateTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @EnumSource
  void piecesGiveWhatPartsGive(PrecoderOutput output) {
    try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(4).output(output).precision(DataType.FLOAT64)
        .build()) {
      List<Configuration> configurations = new ArrayList<>();
      // two tasks with as many antennas and one with others, so that a piece has several tasks and numbers of users
      List.of(task("one", 8), task("two", 12), task("three", 8))
          .forEach(t -> configurations.addAll(t.configurations()));
      model.addHeads(configurations);
      double[] weights = configurations.stream().mapToDouble(c -> 0.1 * c.users() + 0.01 * c.antennas()).toArray();

      Map<String, double[]> inPieces = gradients(model, configurations, pass -> parts -> model.measure(pass, parts,
          weights));
      Map<String, double[]> oneByOne = gradients(model, configurations, pass -> parts -> {
        List<NDArray> measures = model.measures(pass, parts);
        NDArray total = measures.get(0).mul(pass.scalar(weights[0]));
        for (int i = 1; i < weights.length; i++) {
          total = total.add(measures.get(i).mul(pass.scalar(weights[i])));
        }
        return total;
      });

      assertEquals(oneByOne.keySet(), inPieces.keySet());
      assertNotNull(inPieces.get("three/K4/X_re"));
      oneByOne.forEach((name, values) -> assertArrayEquals(values, inPieces.get(name), TOLERANCE, name));
    }
  }

  private static TaskConfig task(String name, int antennas) {
    return TaskConfig.builder().name(name).array(AntennaArray.ula(antennas)).pilotLength(4).feedbackBits(6).users(2, 4)
        .build();
  }

  /** Of every parameter, and under the name "" the measure itself. */
  private static Map<String, double[]> gradients(WiFoE model, List<Configuration> configurations,
      Function<Pass, Function<List<Transmission>, NDArray>> measure) {
    Map<String, double[]> gradients = new TreeMap<>();
    try (NDManager manager = model.parameters().newManager(); Gradients recorded = Gradients.record()) {
      List<DrawnSamples> drawn = new ArrayList<>();
      for (Configuration c : configurations) { // every one with another link and number of samples
        LinkBudget link = new LinkBudget(c.users(), 0.1 * c.antennas());
        drawn.add(DrawnSamples.of(c, link, ChannelDataset.endless(Rayleigh.of(c.antennas()), 1)
            .batch(c.users(), 3 + c.users(), 2), 0, RandomStream.root(3)));
      }
      Pass pass = Pass.of(manager, model.parameters(), name -> true,
          Pass.Mode.training(1, RandomStream.root(4)), Pass.UNOBSERVED);
      NDArray value = measure.apply(pass).apply(DrawnSamples.handOver(manager, DataType.FLOAT64, drawn));
      recorded.backward(value, pass.scalar(1));
      gradients.put("", value.toDoubleArray());
      pass.leaves().forEach((name, leaf) -> gradients.put(name, leaf.getGradient().toDoubleArray()));
    }
    return gradients;
  }
}
