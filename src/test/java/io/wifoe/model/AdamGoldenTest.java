package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.wifoe.RandomStream;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.training.Adam;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three steps of training against an independent implementation. */
class AdamGoldenTest {
  /** Rounding of float64 through three steps; the first step divides tiny gradients by their own size. */
  private static final double TOLERANCE = 1e-9;

  @Test
  void threeStepsWithWeightDecay() throws IOException {
    try (NDManager manager = NDManager.newBaseManager();
        Adam adam = new Adam(1e-4, Double.POSITIVE_INFINITY, Device.cpu())) {
      Map<String, NDArray> config = Golden.read(manager, "tiny_config");
      Map<String, NDArray> golden = Golden.read(manager, "tiny_adam3");
      Configuration c = Golden.configuration(config);
      try (WiFoE model = Golden.model(config, DataType.FLOAT64)) {
        model.addHeads(List.of(c));
        Golden.load(model.parameters(), Golden.read(manager, "tiny_weights"), "", c.key());
        for (double expected : golden.get("losses").toDoubleArray()) {
          assertEquals(expected, step(model, c, config, adam), TOLERANCE);
        }
        model.parameters().arrays().forEach((name, array) -> {
          double error = Golden.relativeError(array, Golden.values(golden, "", name, array.getShape()));
          assertTrue(error < TOLERANCE, name + " is off by " + error);
        });
      }
    }
  }

  private static double step(WiFoE model, Configuration c, Map<String, NDArray> config, Adam adam) throws IOException {
    try (NDManager step = NDManager.newBaseManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      Transmission part = Golden.transmission(step, DataType.FLOAT64, Golden.read(step, "tiny_inputs"), "", c,
          Golden.link(config), Golden.pilotPower(config));
      Pass pass = Pass.of(step, model.parameters(), any -> true, Pass.Mode.training(0, RandomStream.root(0)),
          (n, v) -> {});
      NDArray loss = model.sumRates(pass, List.of(part)).get(0).neg();
      collector.backward(loss);
      Map<String, NDArray> gradients = new LinkedHashMap<>();
      pass.leaves().forEach((name, leaf) -> gradients.put(name, leaf.getGradient()));
      adam.step(model.parameters(), gradients, 1e-3);
      return loss.getDouble();
    }
  }
}
