package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The outer step of rounds against its two lines written down once more. */
class NesterovTest {
  private static final double ROUNDING = 1e-12;
  private static final double MOMENTUM = 0.9;
  private static final double RATE = 0.7;
  private static final double[][] GRADIENTS = {{1, -2, 3}, {0.5, 4, -1}, {-3, 0.25, 2}};

  private static Parameters parameters() {
    Parameters parameters = new Parameters(DataType.FLOAT64);
    parameters.put(new ParameterSpec("w", new Shape(3), new ParameterSpec.Init(null, 0)), new double[] {1, 2, 3});
    parameters.put(new ParameterSpec("other", new Shape(3), new ParameterSpec.Init(null, 0)), new double[3]);
    return parameters;
  }

  private static double step(Optimizer optimizer, Parameters parameters, String name, double... gradient) {
    try (NDManager manager = parameters.newManager()) {
      return optimizer.step(parameters, Map.of(name, manager.create(gradient)), RATE);
    }
  }

  @Test
  void stepsAreThoseOfTheReference() {
    try (Parameters parameters = parameters(); Optimizer nesterov = new Nesterov(MOMENTUM, Device.cpu())) {
      double[] weights = {1, 2, 3};
      double[] velocity = new double[3];
      for (double[] gradient : GRADIENTS) {
        assertEquals(Math.sqrt(gradient[0] * gradient[0] + gradient[1] * gradient[1] + gradient[2] * gradient[2]),
            step(nesterov, parameters, "w", gradient), ROUNDING);
        for (int i = 0; i < 3; i++) {
          velocity[i] = MOMENTUM * velocity[i] + gradient[i];
          weights[i] -= RATE * (gradient[i] + MOMENTUM * velocity[i]);
        }
        assertArrayEquals(weights, parameters.get("w").toDoubleArray(), ROUNDING);
      }
      assertArrayEquals(new double[3], parameters.get("other").toDoubleArray(), "it had no gradient");
      assertEquals(Map.of("w", 3L), nesterov.steps());
    }
  }

  /** Parts that others served for take over the memory of them. */
  @Test
  void copiesRemember() {
    try (Parameters parameters = parameters(); Optimizer nesterov = new Nesterov(MOMENTUM, Device.cpu())) {
      step(nesterov, parameters, "w", GRADIENTS[0]);
      nesterov.copy(Map.of("other", "w"));
      step(nesterov, parameters, "other", 0, 0, 0);
      double share = RATE * MOMENTUM * MOMENTUM;
      assertArrayEquals(new double[] {-share, 2 * share, -3 * share}, parameters.get("other").toDoubleArray(),
          ROUNDING);
    }
  }

  @Test
  void brokenGradientsMoveNothing() {
    try (Parameters parameters = parameters(); Optimizer nesterov = new Nesterov(MOMENTUM, Device.cpu())) {
      assertEquals(Double.NaN, step(nesterov, parameters, "w", 1, Double.NaN, 0));
      assertArrayEquals(new double[] {1, 2, 3}, parameters.get("w").toDoubleArray());
      assertTrue(nesterov.arrays().isEmpty());
    }
  }
}
