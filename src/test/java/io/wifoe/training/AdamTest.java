package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
