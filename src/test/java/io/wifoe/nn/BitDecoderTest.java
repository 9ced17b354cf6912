package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BitDecoderTest {
  private static final int WIDTH = 3;
  private static final double EPSILON = 1e-5; // of the normalisation
  /** The engine keeps the epsilon in single precision. */
  private static final double ROUNDING = 1e-9;

  @Test
  void layersAreThoseOfTheFormula() {
    BitDecoder decoder = new BitDecoder(WIDTH, 2);
    try (Parameters parameters = new Parameters(DataType.FLOAT64); NDManager manager = NDManager.newBaseManager()) {
      decoder.parameters().forEach(spec -> parameters.put(spec, PrecoderOutputTest.numbers(spec.name().hashCode(),
          (int) spec.size())));
      double[] tokens = PrecoderOutputTest.numbers(1, 2 * WIDTH);
      NDArray decoded = decoder.forward(Pass.inference(manager, parameters),
          manager.create(tokens, new Shape(2, WIDTH)));
      for (int token = 0; token < 2; token++) {
        double[] z = Arrays.copyOfRange(tokens, token * WIDTH, (token + 1) * WIDTH);
        for (int layer = 0; layer < 2; layer++) {
          z = layer(parameters, "dec" + layer, z);
        }
        for (int i = 0; i < WIDTH; i++) {
          assertEquals(z[i], decoded.getDouble(token, i), ROUNDING);
        }
      }
    }
  }

  private static double[] layer(Parameters parameters, String name, double[] z) {
    double[] sum = z.clone();
    for (int j = 0; j < 2 * WIDTH; j++) {
      double hidden = parameters.get(name + ".b1").getDouble(j);
      for (int i = 0; i < WIDTH; i++) {
        hidden += z[i] * parameters.get(name + ".W1").getDouble(i, j);
      }
      for (int i = 0; i < WIDTH; i++) {
        sum[i] += Math.max(0, hidden) * parameters.get(name + ".W2").getDouble(j, i);
      }
    }
    double mean = 0;
    for (int i = 0; i < WIDTH; i++) {
      sum[i] += parameters.get(name + ".b2").getDouble(i);
      mean += sum[i] / WIDTH;
    }
    double variance = 0;
    for (double value : sum) {
      variance += (value - mean) * (value - mean) / WIDTH;
    }
    for (int i = 0; i < WIDTH; i++) {
      sum[i] = (sum[i] - mean) / Math.sqrt(variance + EPSILON);
    }
    return sum;
  }
}
