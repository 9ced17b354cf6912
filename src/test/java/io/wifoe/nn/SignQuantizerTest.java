package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignQuantizerTest {
  private static final double TOLERANCE = 1e-6;

  /** dq/do of one value at some progress of the training. */
  private static double slope(SignQuantizer quantizer, double o, double progress) {
    try (Parameters parameters = new Parameters(DataType.FLOAT64); NDManager manager = NDManager.newBaseManager();
        Gradients gradients = Gradients.record()) {
      parameters.put("o", manager.create(new double[] {o}).reshape(1, 1));
      Pass pass = Pass.of(manager, parameters, name -> true, Pass.Mode.training(progress, RandomStream.root(1)),
          Pass.UNOBSERVED);
      NDArray leaf = pass.weight("o");
      gradients.backward(quantizer.forward(pass, leaf).sum(), pass.scalar(1));
      return leaf.getGradient().toDoubleArray()[0];
    }
  }

  @Test
  void theSlopeOfAnAnnealedTanhRisesFromOneToFive() {
    assertEquals(1, slope(SignQuantizer.ANNEALED_TANH, 0, 0), TOLERANCE);
    assertEquals(Math.sqrt(5), slope(SignQuantizer.ANNEALED_TANH, 0, 0.5), TOLERANCE);
    assertEquals(5, slope(SignQuantizer.ANNEALED_TANH, 0, 1), TOLERANCE);
  }

  /** A factor that was a Java number lives in memory that is free again before the way back reads it. */
  @Test
  void gradientsDoNotDependOnWhatIsAllocatedAfterTheForwardPass() throws InterruptedException {
    try (Parameters parameters = new Parameters(DataType.FLOAT32); NDManager manager = NDManager.newBaseManager();
        Gradients gradients = Gradients.record()) {
      parameters.put("o", manager.create(new float[] {0}).reshape(1, 1));
      Pass pass = Pass.of(manager, parameters, name -> true, Pass.Mode.training(1, RandomStream.root(1)),
          Pass.UNOBSERVED);
      NDArray leaf = pass.weight("o");
      NDArray sum = SignQuantizer.ANNEALED_TANH.forward(pass, leaf).sum();
      System.gc();
      Thread.sleep(100); // for what frees it
      List<ByteBuffer> others = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        others.add(ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder()).putFloat(Float.NaN));
      }
      gradients.backward(sum, pass.scalar(1));
      assertEquals(5, leaf.getGradient().toFloatArray()[0], TOLERANCE, others.size() + " buffers");
    }
  }

  @Test
  void theClippedIdentityHasSlopeOneInsideAndNoneOutside() {
    assertEquals(1, slope(SignQuantizer.CLIPPED, 0.9, 0.5), TOLERANCE);
    assertEquals(0, slope(SignQuantizer.CLIPPED, 1.1, 0.5), TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({"SOFT_TO_HARD, 1", "SOFT_SLOPES, 0.95"})
  void softBitsAreSoftAtFirstAndHardAtTheEnd(SignQuantizer quantizer, double most) {
    try (Parameters none = new Parameters(DataType.FLOAT32); NDManager manager = NDManager.newBaseManager()) {
      NDArray o = manager.full(new Shape(1_000), 0.5f);
      for (double progress : new double[] {0, 0.4, 0.65, 0.9, 1}) {
        Pass pass = Pass.of(manager, none, name -> false, Pass.Mode.training(progress, RandomStream.root(1)),
            Pass.UNOBSERVED);
        int hard = 0;
        for (float q : quantizer.forward(pass, o).toFloatArray()) {
          assertTrue(Math.abs(q - 1) < TOLERANCE || Math.abs(q - Math.tanh(0.5)) < TOLERANCE, q + "");
          hard += q > 0.9 ? 1 : 0;
        }
        double share = most * Math.max(0, Math.min(1, (progress - 0.4) / 0.5));
        assertEquals(share, hard / 1_000.0, 0.07); // 4 standard deviations
      }
    }
  }

  /** What differs is what hard ones pass back. */
  @ParameterizedTest
  @CsvSource({"SOFT_TO_HARD, 1", "SOFT_SLOPES, 0"})
  void softBitsHaveTheSlopeOfTanhAndHardOnesThatOfTheirKind(SignQuantizer quantizer, double ofHardOnes) {
    double tanhSlope = 1 - Math.pow(Math.tanh(0.5), 2);
    try (Parameters parameters = new Parameters(DataType.FLOAT64); NDManager manager = NDManager.newBaseManager();
        Gradients gradients = Gradients.record()) {
      parameters.put("o", manager.full(new Shape(1_000), 0.5f, DataType.FLOAT64));
      Pass pass = Pass.of(manager, parameters, name -> true, Pass.Mode.training(0.65, RandomStream.root(1)),
          Pass.UNOBSERVED);
      NDArray leaf = pass.weight("o");
      NDArray q = quantizer.forward(pass, leaf);
      gradients.backward(q.sum(), pass.scalar(1));
      double[] sent = q.toDoubleArray();
      double[] slopes = leaf.getGradient().toDoubleArray();
      for (int i = 0; i < sent.length; i++) {
        assertEquals(sent[i] > 0.9 ? ofHardOnes * tanhSlope : tanhSlope, slopes[i], TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindSendsSignsOutsideTraining(SignQuantizer quantizer) {
    try (Parameters none = new Parameters(DataType.FLOAT32); NDManager manager = NDManager.newBaseManager()) {
      NDArray o = manager.create(new float[] {-2, -0.1f, 0, 0.1f, 2});
      assertArrayEquals(new float[] {-1, -1, 1, 1, 1},
          quantizer.forward(Pass.inference(manager, none), o).toFloatArray());
    }
  }
}
