package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.NativeOperators;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Muon against the iteration of Newton and Schulz written down once more with another library, in double precision. */
class MuonTest {
  private static final double ROUNDING = 1e-12;
  private static final double RATE = 1e-3;
  private static final double RATIO = 10;
  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 0.3;

  /** Two steps, so that the momentum has a memory: one matrix of each shape, three side by side, two layers of one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void stepsAreThoseOfTheReference(int iterations) {
    Map<ParameterSpec, List<long[]>> cases = new LinkedHashMap<>(); // where each matrix begins: row, column, layer
    cases.put(spec("tall", 1, 7, 4), List.of(new long[] {0, 0}));
    cases.put(spec("wide", 1, 3, 12), List.of(new long[] {0, 0}));
    cases.put(spec("row", 1, 1, 6), List.of(new long[] {0, 0}));
    cases.put(spec("square", 1, 4, 4), List.of(new long[] {0, 0}));
    cases.put(spec("side by side", 3, 5, 15), List.of(new long[] {0, 0}, new long[] {0, 5}, new long[] {0, 10}));
    cases.put(spec("layers", 1, 2, 4, 6), List.of(new long[] {0, 0}, new long[] {1, 0}));
    cases.forEach((spec, matrices) -> {
      try (Parameters parameters = new Parameters(DataType.FLOAT64);
          Optimizer muon = OptimizerSettings.muon(RATIO, MOMENTUM, DECAY, iterations).optimizer(1, Device.cpu())) {
        double[] weights = numbers(spec, 0);
        parameters.put(spec, weights);
        double[] first = numbers(spec, 1);
        double[] second = numbers(spec, 2);
        step(muon, parameters, spec, first);
        step(muon, parameters, spec, second);
        double[] expected = reference(spec, matrices, iterations,
            reference(spec, matrices, iterations, weights, scaled(first, 1 + MOMENTUM)),
            sum(scaled(second, 1 + MOMENTUM), scaled(first, MOMENTUM * MOMENTUM)));
        assertArrayEquals(expected, parameters.get(spec.name()).toDoubleArray(), ROUNDING, spec.name());
      }
    });
  }

  /** One direction alone, and 48 of them whose weights fall from 1 to 2e-7. */
  @ParameterizedTest
  @ValueSource(ints = {1, 48})
  void singlePrecisionIsEnough(int directions) {
    double[] gradient = new double[48 * 100];
    for (int k = 0; k < directions; k++) {
      double[] left = numbers(spec("left" + k, 1, 1, 48), 0);
      double[] right = numbers(spec("right" + k, 1, 1, 100), 0);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += Math.pow(10, -k / 7.0) * left[i / 100] * right[i % 100];
      }
    }
    double[] exact = moved(DataType.FLOAT64, gradient);
    double step = Math.sqrt(Arrays.stream(exact).map(x -> x * x).average().orElseThrow());
    assertArrayEquals(exact, moved(DataType.FLOAT32, gradient), 3e-3 * step);
  }

  /** Products of bfloat16 numbers, with 8 bits each: a random matrix moves as it should but for a few hundredths. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void coarseProductsKeepTheDirection(int iterations) {
    double[] gradient = numbers(spec("gradient", 1, 48, 100), 0);
    double[] exact = orthogonal(gradient, iterations, false);
    double[] coarse = orthogonal(gradient, iterations, true);
    double size = norm(exact);
    double[] error = sum(exact, scaled(coarse, -1));
    assertTrue(norm(error) > 1e-4 * size && norm(error) < 6e-2 * size, norm(error) / size + " of the step");
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(value -> value * value).sum());
  }

  /** The step of zeros along a gradient (48, 100). */
  private static double[] orthogonal(double[] gradient, int iterations, boolean coarse) {
    try (NDManager manager = NativeEngine.manager()) {
      Shape shape = new Shape(48, 100);
      NDArray parameter = manager.zeros(shape);
      NativeOperators.muon(new NDList(parameter),
          new NDList(manager.create(gradient, shape).toType(DataType.FLOAT32, false)), new NDList(manager.zeros(shape)),
          1, 1, new NativeOperators.MuonCoefficients(0, 0, iterations, coarse));
      return parameter.toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  /** Zeros after one step of five iterations along a gradient (48, 100). */
  private static double[] moved(DataType precision, double[] gradient) {
    ParameterSpec matrix = spec("matrix", 1, 48, 100);
    try (Parameters parameters = new Parameters(precision);
        Optimizer muon = OptimizerSettings.muon(RATIO, 0, 0, 5).optimizer(1, Device.cpu());
        NDManager manager = NDManager.newBaseManager()) {
      parameters.put(matrix, new double[gradient.length]);
      NDArray array = manager.create(gradient, matrix.shape()).toType(precision, false);
      muon.step(parameters, Map.of("matrix", array), RATE);
      return parameters.get("matrix").toType(DataType.FLOAT64, true).toDoubleArray();
    }
  }

  /** What is no matrix between features moves as Adam moves it, whose first step is the rate whatever the gradient. */
  @Test
  void theRestIsAdams() {
    ParameterSpec pilots = new ParameterSpec("pilots", new Shape(3, 2), new ParameterSpec.Init(null, 0));
    try (Parameters parameters = new Parameters(DataType.FLOAT64);
        Optimizer muon = OptimizerSettings.muon().optimizer(Double.POSITIVE_INFINITY, Device.cpu())) {
      parameters.put(pilots, new double[6]);
      step(muon, parameters, pilots, new double[] {1, -2, 3, -4, 5, -6});
      assertArrayEquals(new double[] {-RATE, RATE, -RATE, RATE, -RATE, RATE},
          parameters.get("pilots").toDoubleArray(), 1e-9);
    }
  }

  /** All gradients stay out of a step if one of them is broken. */
  @Test
  void brokenGradientsMoveNothing() {
    ParameterSpec matrix = spec("matrix", 1, 2, 2);
    try (Parameters parameters = new Parameters(DataType.FLOAT64);
        Optimizer muon = OptimizerSettings.muon().optimizer(1, Device.cpu())) {
      parameters.put(matrix, new double[] {1, 2, 3, 4});
      assertEquals(Double.NaN, step(muon, parameters, matrix, new double[] {1, Double.NaN, 0, 0}));
      assertArrayEquals(new double[] {1, 2, 3, 4}, parameters.get("matrix").toDoubleArray());
      assertTrue(muon.arrays().isEmpty());
    }
  }

  /** On denormal numbers a product takes ten times as long: what is a billion times smaller than the rest stays. */
  @Test
  void noProductIsDenormal() {
    ParameterSpec matrix = spec("matrix", 1, 3, 2);
    try (Parameters parameters = new Parameters(DataType.FLOAT32);
        Optimizer muon = OptimizerSettings.muon().optimizer(1, Device.cpu());
        NDManager manager = NDManager.newBaseManager()) {
      parameters.put(matrix, new double[6]);
      NDArray gradient = manager.create(new float[] {1, 2, 2, -1, 1e-21f, -1e-21f}, matrix.shape());
      muon.step(parameters, Map.of("matrix", gradient), RATE);
      float[] moved = parameters.get("matrix").toFloatArray();
      assertTrue(Math.abs(moved[0]) > 1e-4f, moved[0] + " is no step");
      assertArrayEquals(new float[2], Arrays.copyOfRange(moved, 4, 6), 0);
    }
  }

  private static double step(Optimizer optimizer, Parameters parameters, ParameterSpec spec, double[] gradient) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray array = manager.create(gradient, spec.shape());
      return optimizer.step(parameters, Map.of(spec.name(), array), RATE);
    }
  }

  private static ParameterSpec spec(String name, int matrices, long... shape) {
    return new ParameterSpec(name, new Shape(shape), new ParameterSpec.Init(null, 0), matrices);
  }

  private static double[] numbers(ParameterSpec spec, long stream) {
    SplittableRandom random = RandomStream.root(5).of(spec.name()).of(stream).random();
    double[] numbers = new double[(int) spec.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextGaussian();
    }
    return numbers;
  }

  /** One step of every matrix of a parameter by its Nesterov momentum. */
  private static double[] reference(ParameterSpec spec, List<long[]> matrices, int iterations, double[] weights,
      double[] momentum) {
    int dimensions = spec.shape().dimension();
    int rows = (int) spec.shape().get(dimensions - 2);
    int all = (int) spec.shape().get(dimensions - 1);
    int columns = all / spec.matrices();
    double[] moved = weights.clone();
    for (long[] begin : matrices) {
      RealMatrix m = MatrixUtils.createRealMatrix(rows, columns);
      int first = (int) (begin[0] * rows * all + begin[1]);
      for (int i = 0; i < rows * columns; i++) {
        m.setEntry(i / columns, i % columns, momentum[first + i / columns * all + i % columns]);
      }
      RealMatrix x = m.scalarMultiply(1 / m.getFrobeniusNorm());
      for (int k = 0; k < iterations; k++) { // on the left side, whatever the shape
        RealMatrix square = x.multiply(x.transpose());
        x = x.scalarMultiply(3.4445).add(square.multiply(x).scalarMultiply(-4.775))
            .add(square.multiply(square).multiply(x).scalarMultiply(2.0315));
      }
      double rate = RATE * RATIO;
      for (int i = 0; i < rows * columns; i++) {
        int at = first + i / columns * all + i % columns;
        moved[at] = weights[at] * (1 - rate * DECAY)
            - rate * Math.sqrt(Math.max(1, (double) columns / rows)) * x.getEntry(i / columns, i % columns);
      }
    }
    return moved;
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
