package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayersTest {
  private static final double RATE = 0.3;

  @Test
  void nothingIsDrawnTwice() {
    try (Parameters none = new Parameters(DataType.FLOAT32); NDManager manager = NDManager.newBaseManager()) {
      Pass pass = Pass.of(manager, none, name -> false, Pass.Mode.training(0, RandomStream.root(1)), Pass.UNOBSERVED);
      Pass again = Pass.of(manager, none, name -> false, Pass.Mode.training(0, RandomStream.root(1)), Pass.UNOBSERVED);
      NDArray first = pass.in("T1").gaussian("noise", new Shape(9));
      assertFalse(first.contentEquals(pass.in("T1").gaussian("noise", new Shape(9))));
      pass.withAliases(Map.of("T2", "T1")).in("T2").gaussian("noise", new Shape(9));
      again.in("T0").gaussian("noise", new Shape(9));
      assertTrue(first.contentEquals(again.in("T1").gaussian("noise", new Shape(9))), "depends on what else is drawn");
    }
  }

  @Test
  void dropoutDropsItsShareAndKeepsTheMean() {
    try (Parameters none = new Parameters(DataType.FLOAT32); NDManager manager = NDManager.newBaseManager()) {
      NDArray ones = manager.ones(new Shape(100, 100));
      Pass training = Pass.of(manager, none, name -> false, Pass.Mode.training(0, RandomStream.root(1)),
          Pass.UNOBSERVED);
      float[] values = Layers.dropout(training, "drop", ones, RATE).toFloatArray();
      double sum = 0;
      for (float value : values) {
        assertTrue(value == 0 || Math.abs(value - 1 / (1 - RATE)) < 1e-6, value + " is neither 0 nor 1 / 0.7");
        sum += value;
      }
      assertEquals(1, sum / values.length, 0.03); // 4 standard deviations of 10,000 draws
      assertEquals(ones, Layers.dropout(Pass.inference(manager, none), "drop", ones, RATE));
    }
  }
}
