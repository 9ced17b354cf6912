package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.nn.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamTest {
  /** Clipped to one norm, gradients of 100 and of 3 are the same, and Adam then moves by the rate itself each step. */
  @Test
  void gradientsAreClippedToTheNorm() {
    assertEquals(-0.2, moved(1), 1e-6);
    assertTrue(Math.abs(-0.2 - moved(Double.POSITIVE_INFINITY)) > 0.01);
  }

  /** The fused step takes for granted that rows follow each other in memory. */
  @Test
  void anArrayThatWasTurnedMovesAsOneThatWasNot() {
    double[] rates = {1, -2, 3, -4, 5, -6};
    try (Parameters parameters = new Parameters(DataType.FLOAT64); Optimizer adam = new Adam(0, 1e9, Device.cpu());
        NDManager manager = NDManager.newBaseManager()) {
      parameters.put("turned", manager.create(new double[6], new Shape(3, 2)).transpose());
      adam.step(parameters, Map.of("turned", manager.create(rates, new Shape(2, 3))), 0.1);
      assertArrayEquals(new double[] {-0.1, 0.1, -0.1, 0.1, -0.1, 0.1}, parameters.get("turned").toDoubleArray(), 1e-6);
    }
  }

  private static double moved(double clip) {
    try (Parameters parameters = new Parameters(DataType.FLOAT64); Optimizer adam = new Adam(0, clip, Device.cpu());
        NDManager manager = NDManager.newBaseManager()) {
      parameters.put("w", manager.create(new double[] {0}));
      for (double gradient : new double[] {100, 3}) {
        NDArray given = manager.create(new double[] {gradient});
        assertEquals(gradient, adam.step(parameters, Map.of("w", given), 0.1), 1e-9);
      }
      return parameters.get("w").toDoubleArray()[0];
    }
  }
}
