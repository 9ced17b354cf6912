package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MlpTest {
  private static final int ROWS = 200;
  private static final int FEATURES = 3;
  /** The statistics' epsilon of 1e-5 and single precision. */
  private static final double TOLERANCE = 1e-4;

  private static Pass training(NDManager manager, Parameters parameters) {
    return Pass.of(manager, parameters, name -> false, Pass.Mode.training(0, RandomStream.root(1)),
        (name, value) -> {});
  }

  /** Feature f has mean 5 f and standard deviation f + 1. */
  private static NDArray rows(NDManager manager) {
    SplittableRandom random = new SplittableRandom(1);
    double[] x = IntStream.range(0, ROWS * FEATURES)
        .mapToDouble(i -> 5 * (i % FEATURES) + (i % FEATURES + 1) * random.nextGaussian()).toArray();
    return manager.create(x, new Shape(ROWS, FEATURES)).toType(DataType.FLOAT32, false);
  }

  @Test
  void trainingNormalisesByTheRowsAtHand() {
    BatchNorm norm = new BatchNorm("norm", FEATURES);
    try (Parameters parameters = new Parameters(DataType.FLOAT32); NDManager manager = NDManager.newBaseManager()) {
      parameters.initialize(norm.parameters(), RandomStream.root(1));
      Pass pass = training(manager, parameters);
      NDArray x = rows(manager);
      NDArray y = norm.forward(pass, x);
      assertArrayEquals(new float[FEATURES], y.mean(new int[] {0}).toFloatArray(), (float) TOLERANCE);
      for (float square : y.square().mean(new int[] {0}).toFloatArray()) {
        assertEquals(1, square, TOLERANCE);
      }
      assertArrayEquals(x.mean(new int[] {0}).toFloatArray(), pass.statistics().get("norm.mean").toFloatArray(),
          (float) TOLERANCE);
    }
  }

  @Test
  void inferenceGivesWhatTrainingGaveOnceTheRunningStatisticsHaveArrived() {
    Mlp mlp = new Mlp(FEATURES, List.of(8, 4), 2, true);
    try (Parameters parameters = new Parameters(DataType.FLOAT32); NDManager manager = NDManager.newBaseManager()) {
      parameters.initialize(mlp.parameters(), RandomStream.root(1));
      NDArray x = rows(manager);
      float[] untrained = mlp.forward(Pass.inference(manager, parameters), x).toFloatArray();
      Pass pass = training(manager, parameters);
      float[] trained = mlp.forward(pass, x).toFloatArray();
      for (int step = 0; step < 2_000; step++) {
        parameters.approach(pass.statistics());
      }
      float[] arrived = mlp.forward(Pass.inference(manager, parameters), x).toFloatArray();
      // running variances are the unbiased ones, larger by 1 / (2 ROWS) in the standard deviation, in three layers
      assertArrayEquals(trained, arrived, 0.05f);
      double far = IntStream.range(0, trained.length).mapToDouble(i -> Math.abs(trained[i] - untrained[i])).max()
          .orElseThrow();
      assertTrue(far > 0.5, "an inference without the statistics is only " + far + " away");
    }
  }
}
