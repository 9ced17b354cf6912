package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import io.wifoe.model.Cep;
import io.wifoe.model.Objective;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trainings of one network. */
class CepTrainingTest {
  private static Cep model() {
    return new Cep(WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(32).config(), 1, DataType.FLOAT32);
  }

  @Test
  void theEstimatorIsTrainedMeasuredAndStoppedByAnErrorThatFalls() {
    try (Cep cep = model()) {
      Training<PrecodingNetwork> training = Trainer.pretrain(cep.estimation())
          .task(TrainingTask.of(SmallRun.TASK, SmallRun.CHANNELS).withValidation(SmallRun.CHANNELS)).snrDb(20).batch(32)
          .steps(200).validateEvery(20).learningRate(LearningRate.cosine(4e-3, 10)).progress(null).run();
      List<LearningCurve.Point> points = training.curve().points();
      assertEquals(Objective.NMSE, training.curve().objective());
      LearningCurve.Point last = points.get(points.size() - 1);
      assertTrue(last.training() < -2, last + " dB in training"); // estimates of 0 have 0 dB
      assertTrue(last.validation() < -2, last + " dB in validation");
      assertTrue(training.curve().table().columnNames().contains("NMSE"));
    }
  }

  /** What estimators of each number of users have learned on their own is not given up for those of the smallest. */
  @Test
  void whatIsFixedIsNotTied() {
    try (Cep cep = model()) {
      SmallRun.of(cep.estimation(), null).steps(4).tied(0).run();
      float[] estimator = cep.estimation().parameters().get("small/K3/enc0.W").toFloatArray();
      float[] input = cep.estimation().parameters().get("small/K3/in.W").toFloatArray();
      SmallRun.of(cep.precoding(), null).steps(4).tied(0.5).run();
      assertArrayEquals(estimator, cep.precoding().parameters().get("small/K3/enc0.W").toFloatArray());
      assertFalse(Arrays.equals(input, cep.precoding().parameters().get("small/K3/in.W").toFloatArray()));
    }
  }

  @Test
  void partsOfATaskBeginFromChannelsToo() {
    try (Cep cep = new Cep(WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(32).headsPerTask(true).config(), 1,
        DataType.FLOAT32)) {
      assertEquals(2, SmallRun.of(cep.estimation(), null).steps(2).start(Start.CHANNELS).run().steps());
    }
  }

  @Test
  void patienceEndsAnErrorThatNoLongerFalls() {
    LearningCurve curve = new LearningCurve(Objective.NMSE);
    Validation validation = new Validation(Objective.NMSE, Map.of(), 1, 2);
    double[] falls = {-1, -2, -3, -2.5, -2.9};
    for (int i = 0; i < falls.length; i++) {
      assertEquals(false, validation.isExhausted(curve), "after " + i);
      curve.add(new LearningCurve.Point(i, i, 0, 0, 0, falls[i], Double.NaN));
    }
    assertTrue(validation.isExhausted(curve));
  }

  @Test
  void eachTrainingHasARunOfItsOwn(@TempDir Path folder) {
    Path estimation = folder.resolve("estimation");
    Path precoding = folder.resolve("precoding");
    try (Cep cep = model()) {
      assertEquals(5, SmallRun.of(cep.estimation(), estimation).steps(5).run().curve().points().size());
      Trainer<PrecodingNetwork> wrong = SmallRun.of(cep.precoding(), estimation).steps(5);
      String message = assertThrows(UncheckedIOException.class, wrong::run).getMessage();
      assertTrue(message.contains("its network is \"CEP estimation\", asked for is \"CEP\""), message);
      Training<PrecodingNetwork> second = SmallRun.of(cep.precoding(), precoding).steps(5).run();
      assertTrue(second.samplesPerSecond() > 0, "the second training was skipped");
      assertEquals(Objective.SUM_RATE, second.curve().objective());
    }
  }
}
