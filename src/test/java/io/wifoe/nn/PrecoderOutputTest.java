package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.complex.ComplexField;
import org.apache.commons.math3.linear.Array2DRowFieldMatrix;
import org.apache.commons.math3.linear.ArrayFieldVector;
import org.apache.commons.math3.linear.FieldLUDecomposition;
import org.apache.commons.math3.linear.FieldMatrix;
import org.junit.jupiter.api.Test;

/** The structured precoder against the formula with an Nt x Nt inverse, in another library's complex numbers. */
class PrecoderOutputTest {
  private static final int SAMPLES = 3;
  private static final int ANTENNAS = 5;
  private static final double POWER = 2;
  private static final double ROUNDING = 1e-12;
  /** Central differences of step 1e-5 in double precision. */
  private static final double DIFFERENCE = 1e-7;

  @Test
  void precodersAreThoseOfTheFormula() {
    try (Parameters parameters = new Parameters(DataType.FLOAT64); NDManager manager = NDManager.newBaseManager()) {
      Pass pass = Pass.inference(manager, parameters);
      List<double[]> rows = List.of(numbers(1, SAMPLES * 3 * 2 * ANTENNAS), numbers(2, SAMPLES * 2 * 2 * ANTENNAS),
          numbers(3, SAMPLES * 3 * 2 * ANTENNAS));
      List<double[]> choices = List.of(numbers(4, SAMPLES * 3 * 2), numbers(5, SAMPLES * 2 * 2),
          numbers(6, SAMPLES * 3 * 2));
      int[] users = {3, 2, 3};
      List<PrecoderOutput.Outputs> parts = IntStream.range(0, 3).mapToObj(i ->
          new PrecoderOutput.Outputs(manager.create(rows.get(i), new Shape(SAMPLES * users[i], 2 * ANTENNAS)),
              manager.create(choices.get(i), new Shape(SAMPLES * users[i], 2)), users[i], POWER)).toList();
      List<NDArray> precoders = PrecoderOutput.STRUCTURED.precoders(pass, parts);
      for (int part = 0; part < 3; part++) {
        double[] v = precoders.get(part).toDoubleArray();
        for (int sample = 0; sample < SAMPLES; sample++) {
          Complex[][] expected = reference(rows.get(part), choices.get(part), sample, users[part]);
          for (int k = 0; k < users[part]; k++) {
            for (int n = 0; n < ANTENNAS; n++) {
              int at = (sample * users[part] + k) * 2 * ANTENNAS + n;
              assertEquals(expected[k][n].getReal(), v[at], ROUNDING);
              assertEquals(expected[k][n].getImaginary(), v[at + ANTENNAS], ROUNDING);
            }
          }
        }
      }
    }
  }

  /** v_k = sqrt(p_k) d_k / |d_k| with d_k = (I + sum_i u_i u_i^H / r_i)^-1 u_k. */
  private static Complex[][] reference(double[] rows, double[] choices, int sample, int users) {
    Complex[][] u = new Complex[users][ANTENNAS];
    double[] r = new double[users];
    double[] amplitude = new double[users];
    double power = 0;
    for (int k = 0; k < users; k++) {
      int row = sample * users + k;
      double norm = 0;
      for (int i = 0; i < 2 * ANTENNAS; i++) {
        norm += rows[row * 2 * ANTENNAS + i] * rows[row * 2 * ANTENNAS + i];
      }
      for (int n = 0; n < ANTENNAS; n++) {
        int at = row * 2 * ANTENNAS + n;
        u[k][n] = new Complex(rows[at], rows[at + ANTENNAS]).divide(Math.sqrt(norm));
      }
      r[k] = 0.3 * Math.exp(choices[2 * row]);
      amplitude[k] = Math.exp(choices[2 * row + 1]);
      power += amplitude[k] * amplitude[k];
    }
    FieldMatrix<Complex> matrix = new Array2DRowFieldMatrix<>(ComplexField.getInstance(), ANTENNAS, ANTENNAS);
    for (int n = 0; n < ANTENNAS; n++) {
      for (int m = 0; m < ANTENNAS; m++) {
        Complex sum = n == m ? Complex.ONE : Complex.ZERO;
        for (int k = 0; k < users; k++) {
          sum = sum.add(u[k][n].multiply(u[k][m].conjugate()).divide(r[k]));
        }
        matrix.setEntry(n, m, sum);
      }
    }
    Complex[][] v = new Complex[users][];
    for (int k = 0; k < users; k++) {
      Complex[] d = new FieldLUDecomposition<>(matrix).getSolver().solve(new ArrayFieldVector<>(u[k])).toArray();
      double norm = 0;
      for (Complex value : d) {
        norm += value.abs() * value.abs();
      }
      for (int n = 0; n < ANTENNAS; n++) {
        d[n] = d[n].multiply(amplitude[k] * Math.sqrt(POWER / power / norm));
      }
      v[k] = d;
    }
    return v;
  }

  /** The gradient of a weighted sum of all precoders, also through the inverse. */
  @Test
  void gradientsAreThoseOfDifferences() {
    double[] rows = numbers(1, 2 * 3 * 2 * ANTENNAS); // two samples of three users
    double[] choices = numbers(2, 2 * 3 * 2);
    double[] weights = numbers(3, 2 * 3 * 2 * ANTENNAS);
    double[] fewer = numbers(4, 2 * 2 * 2 * ANTENNAS); // beside them two of two, which are filled up
    double[] theirs = numbers(5, 2 * 2 * 2);
    try (Parameters parameters = new Parameters(DataType.FLOAT64); NDManager manager = NDManager.newBaseManager()) {
      Pass pass = Pass.inference(manager, parameters);
      NDArray h = manager.create(rows, new Shape(6, 2 * ANTENNAS));
      NDArray c = manager.create(choices, new Shape(6, 2));
      NDArray f = manager.create(fewer, new Shape(4, 2 * ANTENNAS));
      NDArray d = manager.create(theirs, new Shape(4, 2));
      NDArray w = manager.create(weights, new Shape(6, 2 * ANTENNAS));
      Function<NDArray[], NDArray> sum = x -> {
        List<NDArray> v = PrecoderOutput.STRUCTURED.unscaled(pass, List.of(
            new PrecoderOutput.Outputs(x[0], x[1], 3, POWER), new PrecoderOutput.Outputs(x[2], x[3], 2, POWER)));
        return v.get(0).mul(w).sum().add(v.get(1).mul(w.get("0:4")).sum());
      };
      NDArray[] all = {h, c, f, d};
      for (NDArray each : all) {
        each.setRequiresGradient(true);
      }
      try (Gradients recorded = Gradients.record()) {
        recorded.backward(sum.apply(all), manager.create(1.0));
      }
      double[][] values = {rows, choices, fewer, theirs};
      for (int i = 0; i < 4; i++) {
        int which = i;
        assertDifferences(values[i], all[i].getGradient().toDoubleArray(), x -> {
          NDArray[] changed = all.clone();
          changed[which] = manager.create(x, all[which].getShape());
          return sum.apply(changed).getDouble();
        });
      }
    }
  }

  static void assertDifferences(double[] at, double[] gradient, Function<double[], Double> function) {
    for (int i = 0; i < at.length; i += Math.max(1, at.length / 40)) {
      double[] x = at.clone();
      x[i] = at[i] + 1e-5;
      double above = function.apply(x);
      x[i] = at[i] - 1e-5;
      assertEquals((above - function.apply(x)) / 2e-5, gradient[i], DIFFERENCE, "number " + i);
    }
  }

  static double[] numbers(long stream, int count) {
    SplittableRandom random = RandomStream.root(7).of(stream).random();
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextGaussian();
    }
    return numbers;
  }
}
