package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;

/** The encoder whose first layer takes magnitudes; the paper's stands in the golden files. */
class UserEncoderTest {
  private static final int USERS = 4;
  private static final int PILOTS = 3;
  private static final int WIDTH = 5;
  private static final int BITS = 6;
  private static final double ROUNDING = 1e-12;

  private final UserEncoder encoder = new UserEncoder(2 * PILOTS, WIDTH, 2, BITS, true);
  private final Complex[][] received = new Complex[USERS][PILOTS];

  UserEncoderTest() {
    double[] numbers = PrecoderOutputTest.numbers(1, 2 * USERS * PILOTS);
    for (int i = 0; i < USERS * PILOTS; i++) {
      received[i / PILOTS][i % PILOTS] = new Complex(numbers[2 * i], numbers[2 * i + 1]);
    }
  }

  private static NDArray rows(NDManager manager, Complex[][] y, double turnedBy) {
    double[] rows = new double[USERS * 2 * PILOTS];
    for (int user = 0; user < USERS; user++) {
      for (int l = 0; l < PILOTS; l++) {
        Complex turned = y[user][l].multiply(new Complex(0, turnedBy * (user + 1)).exp());
        rows[user * 2 * PILOTS + l] = turned.getReal();
        rows[user * 2 * PILOTS + PILOTS + l] = turned.getImaginary();
      }
    }
    return manager.create(rows, new Shape(USERS, 2 * PILOTS));
  }

  private Parameters parameters() {
    Parameters parameters = new Parameters(DataType.FLOAT64);
    parameters.initialize(encoder.parameters(), RandomStream.root(3));
    return parameters;
  }

  @Test
  void aPhaseOfAllThatAUserReceivesChangesNothing() {
    try (Parameters parameters = parameters(); NDManager manager = NDManager.newBaseManager()) {
      Pass pass = Pass.inference(manager, parameters);
      double[] values = encoder.forward(pass, rows(manager, received, 0)).toDoubleArray();
      assertArrayEquals(values, encoder.forward(pass, rows(manager, received, 1)).toDoubleArray(), ROUNDING);
      received[0][1] = received[0][1].multiply(new Complex(0, 1).exp()); // the phase of one pilot says something
      double[] others = encoder.forward(pass, rows(manager, received, 0)).toDoubleArray();
      assertTrue(Math.abs(values[0] - others[0]) > 1e-3);
      assertEquals(values[BITS], others[BITS], 0); // and nothing to the next user
    }
  }

  @Test
  void theFirstLayerIsThatOfTheFormula() {
    try (Parameters parameters = parameters(); NDManager manager = NDManager.newBaseManager()) {
      NDArray weight = parameters.get("enc0.W");
      NDArray bias = manager.create(PrecoderOutputTest.numbers(2, WIDTH));
      NDArray first = encoder.first(Pass.inference(manager, parameters), rows(manager, received, 0), weight, bias);
      for (int user = 0; user < USERS; user++) {
        for (int i = 0; i < WIDTH; i++) {
          Complex sum = Complex.ZERO;
          for (int l = 0; l < PILOTS; l++) {
            sum = sum.add(new Complex(weight.getDouble(l, i), weight.getDouble(PILOTS + l, i)).conjugate()
                .multiply(received[user][l]));
          }
          double magnitude = Math.sqrt(Math.pow(sum.abs(), 2) + 1e-6);
          assertEquals(magnitude + bias.getDouble(i), first.getDouble(user, i), ROUNDING);
        }
      }
    }
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    try (Parameters parameters = parameters(); NDManager manager = NDManager.newBaseManager()) {
      Map<String, ParameterSpec> specs = new TreeMap<>();
      encoder.parameters().forEach(spec -> specs.put(spec.name(), spec));
      for (ParameterSpec spec : specs.values()) {
        double[] at = parameters.get(spec.name()).toDoubleArray();
        double[] gradient;
        try (Gradients recorded = Gradients.record()) {
          Pass pass = Pass.of(manager, parameters, spec.name()::equals, Pass.Mode.INFERENCE, Pass.UNOBSERVED);
          recorded.backward(weighted(pass), pass.scalar(1));
          gradient = pass.weight(spec.name()).getGradient().toDoubleArray();
        }
        PrecoderOutputTest.assertDifferences(at, gradient, x -> {
          parameters.put(spec, x);
          return weighted(Pass.inference(manager, parameters)).getDouble();
        });
        parameters.put(spec, at);
      }
    }
  }

  private NDArray weighted(Pass pass) {
    NDArray values = encoder.forward(pass, rows(pass.manager(), received, 0));
    return values.mul(pass.manager().create(PrecoderOutputTest.numbers(9, USERS * BITS), values.getShape())).sum();
  }

  @Test
  void anEncoderWithoutHiddenLayersHasNoMagnitudes() {
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new UserEncoder(6, 4, 0, 3, true)).getMessage()
        .contains("hidden layer"));
  }
}
