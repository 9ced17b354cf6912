package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coarse products are near the exact ones, with their gradients, and stay where they were asked for. */
class MatmulPrecisionTest {
  /** Of a product of factors with 8 bits each, as share of its size; exact ones of 32 bits have 1e-7. */
  private static final double LEAST_ERROR = 1e-4;
  private static final double LARGEST_ERROR = 5e-2; // a ReLU near 0 that turns changes a gradient

  @Test
  void aCoarseProductHasTheFirstDigitsOfTheExactOne() {
    assertCoarse(List.of(numbers(300, 64), numbers(64, 48)), x -> x.get(0).matMul(x.get(1)),
        x -> NativeOperators.coarseProduct(x.get(0), x.get(1)));
  }

  /** Tokens that are no multiple of 256 for any expert, and one expert that nobody chose. */
  @Test
  void coarseExpertsHaveTheFirstDigitsOfTheExactOnes() {
    List<NDArray> inputs = List.of(numbers(700, 16), numbers(4, 16, 32), numbers(4, 32), numbers(4, 32, 16));
    assertCoarse(inputs, x -> experts(x, false), x -> experts(x, true));
  }

  private static NDArray experts(List<NDArray> x, boolean coarse) {
    NDArray logits = x.get(0).matMul(numbers(16, 4)).add(x.get(0).getManager().create(new float[] {0, 0, 0, -1e3f}));
    Routing routing = Routing.topK(logits, 2);
    NDArray chosen = logits.getManager().create(routing.experts(), new Shape(700, 2));
    return NativeOperators.experts(x.get(0), NativeOperators.softmax(logits.gather(chosen, 1)), chosen, routing,
        x.get(1), x.get(2), x.get(3), numbers(4, 16), coarse);
  }

  @Test
  void onlyTrainingsThatAskForItAreCoarse() {
    try (NDManager manager = NativeEngine.manager(); Parameters single = new Parameters(DataType.FLOAT32);
        Parameters doubles = new Parameters(DataType.FLOAT64)) {
      NDArray many = manager.ones(new Shape(256, 4));
      assertEquals(MatmulPrecision.isMediumSupported(), training(manager, single).isCoarse(many));
      assertFalse(training(manager, single).isCoarse(manager.ones(new Shape(255, 4))));
      assertFalse(training(manager, doubles).isCoarse(many));
      assertFalse(Pass.inference(manager, single).isCoarse(many));
      Pass exact = Pass.of(manager, single, name -> true, Pass.Mode.training(0, RandomStream.root(1)),
          Pass.UNOBSERVED);
      assertFalse(exact.isCoarse(many));
    }
  }

  private static Pass training(NDManager manager, Parameters parameters) {
    return Pass.of(manager, parameters, name -> true,
        Pass.Mode.training(0, RandomStream.root(1), MatmulPrecision.MEDIUM), Pass.UNOBSERVED);
  }

  @Test
  void aProcessorSaysWhatItHas(@TempDir Path folder) throws IOException {
    Path zen4 = Files.writeString(folder.resolve("zen4"),
        "model name\t: a\nflags\t\t: fpu avx512f avx512_bf16 clzero\n");
    Path older = Files.writeString(folder.resolve("older"), "flags\t\t: fpu avx512f avx512_bf16_not avx2\n");
    assertTrue(MatmulPrecision.supported(zen4));
    assertFalse(MatmulPrecision.supported(older));
    assertFalse(MatmulPrecision.supported(folder.resolve("nothing")));
    assertEquals(MatmulPrecision.MEDIUM, MatmulPrecision.named(" Medium"));
    String message = assertThrows(IllegalArgumentException.class, () -> MatmulPrecision.named("low")).getMessage();
    assertTrue(message.contains("\"low\"") && message.contains("highest, medium"), message);
  }

  /** Values and gradients of a weighted sum of them. */
  private static void assertCoarse(List<NDArray> inputs, Function<List<NDArray>, NDArray> exact,
      Function<List<NDArray>, NDArray> coarse) {
    List<float[]> expected = valuesAndGradients(inputs, exact);
    List<float[]> actual = valuesAndGradients(inputs, coarse);
    for (int i = 0; i < expected.size(); i++) {
      double error = 0;
      double size = 0;
      for (int j = 0; j < expected.get(i).length; j++) {
        error += Math.pow(expected.get(i)[j] - actual.get(i)[j], 2);
        size += Math.pow(expected.get(i)[j], 2);
      }
      double share = Math.sqrt(error / size);
      assertTrue(share > LEAST_ERROR && share < LARGEST_ERROR, "array " + i + ": " + share);
    }
    List<float[]> again = valuesAndGradients(inputs, coarse);
    for (int i = 0; i < actual.size(); i++) {
      assertArrayEquals(actual.get(i), again.get(i));
    }
  }

  private static List<float[]> valuesAndGradients(List<NDArray> inputs, Function<List<NDArray>, NDArray> of) {
    List<NDArray> leaves = inputs.stream().map(NDArray::duplicate).toList();
    leaves.forEach(leaf -> leaf.setRequiresGradient(true));
    List<float[]> results = new ArrayList<>();
    try (Gradients recorded = Gradients.record()) {
      NDArray y = of.apply(leaves);
      recorded.backward(y.mul(numbers(y.getShape().getShape())).sum(), y.getManager().create(1f));
      results.add(y.toFloatArray());
    }
    leaves.forEach(leaf -> results.add(leaf.getGradient().toFloatArray()));
    return results;
  }

  /** Normal numbers that depend on the shape alone. */
  private static NDArray numbers(long... shape) {
    Shape of = new Shape(shape);
    SplittableRandom random = RandomStream.root(1).of(of.toString()).random();
    float[] values = new float[(int) of.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return NativeEngine.manager().create(values, of);
  }
}
