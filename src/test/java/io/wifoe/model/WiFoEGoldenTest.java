package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.wifoe.RandomStream;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole network against an independent implementation: every activation, the loss, every gradient. */
class WiFoEGoldenTest {
  /** What issue and reference promise: rounding of the two precisions, summed in another order. */
  private static double tolerance(DataType precision) {
    return precision == DataType.FLOAT64 ? 1e-10 : 1e-5;
  }

  @ParameterizedTest
  @CsvSource({"tiny,FLOAT64", "tiny,FLOAT32", "medium,FLOAT64", "medium,FLOAT32"})
  void activationsLossAndGradients(String name, DataType precision) throws IOException {
    try (NDManager manager = NativeEngine.manager(Golden.device())) {
      Map<String, NDArray> config = Golden.read(manager, name + "_config");
      Configuration c = Golden.configuration(config);
      try (WiFoE model = Golden.model(config, precision)) {
        model.addHeads(List.of(c));
        Golden.load(model.parameters(), Golden.read(manager, name + "_weights"), "", c.key());
        Transmission part = Golden.transmission(manager, precision, Golden.read(manager, name + "_inputs"), "", c,
            Golden.link(config), Golden.pilotPower(config));

        Map<String, NDArray> seen = new LinkedHashMap<>();
        Pass pass = Pass.of(manager, model.parameters(), any -> true, Pass.Mode.training(0, RandomStream.root(0)),
            seen::put);
        NDArray loss = backward(pass, model, List.of(part), new double[] {1});

        Map<String, NDArray> activations = Golden.read(manager, name + "_act_f64");
        assertEquals(activations.get("loss").getDouble(), loss.toType(DataType.FLOAT64, false).getDouble(),
            tolerance(precision) * Math.abs(activations.get("loss").getDouble()));
        int compared = 0;
        for (Map.Entry<String, NDArray> activation : seen.entrySet()) {
          String theirs = activation.getKey().replace("trunk/", "").replace(c.key() + "/", "").replace('/', '.');
          if (activations.containsKey(theirs)) {
            double error = Golden.relativeError(activation.getValue(), activations.get(theirs).toDoubleArray());
            assertTrue(error < tolerance(precision), activation.getKey() + " is off by " + error);
            compared++;
          }
        }
        // enc0..2, enc_out, y, q, z0, V, rates and per block mha, zbar, logits, gates, moe, z
        assertEquals(9 + 2 * 6, compared);
        assertGradients(pass, Golden.read(manager, name + "_grad_f64"), "", "", precision);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT64", "FLOAT32"})
  void twoTasksOnOneTrunk(DataType precision) throws IOException {
    try (NDManager manager = NativeEngine.manager(Golden.device())) {
      Map<String, NDArray> config = Golden.read(manager, "tiny_config");
      Map<String, NDArray> golden = Golden.read(manager, "mtl2");
      List<Configuration> tasks = List.of(new Configuration("a", 4, 8, 3, 6, PilotPower.TOTAL),
          new Configuration("b", 3, 12, 4, 4, PilotPower.TOTAL));
      List<LinkBudget> links = List.of(Golden.link(config), new LinkBudget(10, .25));
      try (WiFoE model = Golden.model(config, precision)) {
        model.addHeads(tasks);
        Golden.load(model.parameters(), strip(golden, "w/"), "trunk/", "-");
        List<Transmission> parts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          Golden.load(model.parameters(), golden, "w/task" + i + "/", tasks.get(i).key());
          parts.add(Golden.transmission(manager, precision, golden, "in/task" + i + "/", tasks.get(i), links.get(i),
              Golden.pilotPower(config)));
        }

        Pass pass = Pass.of(manager, model.parameters(), any -> true, Pass.Mode.training(0, RandomStream.root(0)),
            (n, v) -> {});
        double[] lambda = golden.get("lambda").toDoubleArray();
        NDArray loss = backward(pass, model, parts, lambda);

        assertEquals(golden.get("loss/total").getDouble(), loss.toType(DataType.FLOAT64, false).getDouble(),
            tolerance(precision) * Math.abs(golden.get("loss/total").getDouble()));
        for (int i = 0; i < 2; i++) {
          assertGradients(pass, golden, "g/task" + i + "/", tasks.get(i).key(), precision);
        }
        assertGradients(pass, golden, "g/trunk/", "trunk", precision);
      }
    }
  }

  /** Losses weighted and summed as in Eq. (16), then differentiated. */
  private static NDArray backward(Pass pass, WiFoE model, List<Transmission> parts, double[] weights) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      List<NDArray> sumRates = model.sumRates(pass, parts);
      NDArray loss = sumRates.get(0).mul(pass.scalar(-weights[0]));
      for (int i = 1; i < weights.length; i++) {
        loss = loss.add(sumRates.get(i).mul(pass.scalar(-weights[i])));
      }
      collector.backward(loss);
      return loss;
    }
  }

  private static void assertGradients(Pass pass, Map<String, NDArray> golden, String prefix, String scope,
      DataType precision) {
    assertFalse(pass.leaves().isEmpty());
    pass.leaves().forEach((name, leaf) -> {
      if (name.startsWith(scope)) {
        NDArray gradient = leaf.getGradient();
        double[] theirs = Golden.values(golden, prefix, name, leaf.getShape());
        double error = Golden.relativeError(gradient, theirs);
        assertTrue(error < tolerance(precision), "gradient of " + name + " is off by " + error);
        assertUnusedExpertsGetNothing(name, gradient, theirs);
      }
    });
  }

  /** Experts without tokens have gradient zero, exactly. */
  private static void assertUnusedExpertsGetNothing(String name, NDArray gradient, double[] theirs) {
    if (name.matches("trunk/.*/(U1|U2|c1|c2)")) {
      double[] ours = gradient.toType(DataType.FLOAT64, false).toDoubleArray();
      for (int i = 0; i < ours.length; i++) {
        if (theirs[i] == 0) {
          assertTrue(ours[i] == 0, name + "[" + i + "] is " + ours[i]);
        }
      }
    }
  }

  private static Map<String, NDArray> strip(Map<String, NDArray> arrays, String prefix) {
    Map<String, NDArray> stripped = new LinkedHashMap<>();
    arrays.forEach((name, array) -> stripped.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name,
        array));
    return stripped;
  }
}
