package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.AnyArray;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells of networks that learn, and of one that is measured as it is. */
class CellWorkTest {
  private static final TaskConfig A = TaskConfig.builder().name("a").array(AntennaArray.upa(4, 2)).pilotLength(3)
      .feedbackBits(4).users(2, 3).channels(Scenario.UMI_LOS).build();
  private static final TaskConfig B = A.toBuilder().name("b").array(AntennaArray.ula(6)).feedbackBits(5).build();

  @TempDir
  Path folder;

  private static CellResult again(Cell cell, int threads) throws IOException {
    return Json.read(Json.line(cell), Cell.class).run(threads);
  }

  /** As on a GPU, where DSC's batch normalisation sees whole steps. */
  private static Cell inOneShard(Cell cell) {
    CellTraining training = cell.training();
    return new Cell(cell.name(), cell.scheme(), cell.tasks(), new CellTraining(training.settings().toBuilder().shards(1)
        .build(), training.rates(), training.trialSteps(), training.samples()), cell.tests(), cell.snrDb(),
        cell.samples(), cell.seed());
  }

  @Test
  void oneThatLearnsEndsWithTheSameWhereverItsDescriptionGoes() throws IOException {
    Cell cell = TableTwo.of(List.of(A, B)).scale(Scale.SMOKE).steps(3).learningRates(1e-3, 1e-2).testSamples(10)
        .snrDb(10).plan().cell("any-array-1");
    String words = Json.line(cell).replace("\"start\":\"channels\"", "\"startsFromChannels\":true");
    assertTrue(words.contains("startsFromChannels"), words);
    Cell before = Json.read(words, Cell.class);
    assertTrue(cell.describes(before), "what earlier versions did need not be done again");
    CellResult first = cell.run(1);
    CellResult second = again(cell, 2);
    assertEquals(List.of("a", "b"), first.measurements().stream().map(CellResult.Measurement::test).toList());
    assertEquals(first.measurements(), second.measurements());
    assertEquals(first.trials(), second.trials());
    assertEquals(3L * 4 * Scale.SMOKE.batchPerConfiguration(), first.trainingSamples(), "as many samples as MTL");
    CellResult mtl = TableTwo.of(List.of(A, B)).scale(Scale.SMOKE).steps(3).learningRates(1e-2).testSamples(10)
        .snrDb(10).plan().cell("mtl-1").run(1);
    assertEquals(mtl.trainingSamples(), first.trainingSamples());
  }

  @Test
  void theTwoTrainingsOfCepHaveTheSamplesOfOne() throws IOException {
    ExperimentPlan plan = TableTwo.of(List.of(A)).scale(Scale.SMOKE).steps(6).learningRates(1e-2).testSamples(10)
        .snrDb(10).plan();
    assertEquals(plan.cell("stl-a-1").run(1).trainingSamples(), plan.cell("cep-a-1").run(1).trainingSamples());
  }

  /** Else an interval over seeds would leave out what first weights do; and all strategies let bits turn hard alike. */
  @Test
  void seedsOfAPretrainedTrunkBeginWithOtherParts() throws IOException {
    try (WiFoE trunk = Scale.SMOKE.model().quantizer(SignQuantizer.SOFT_SLOPES).build()) {
      ExperimentPlan plan = FewShot.of(trunk).tasks(List.of(B)).samples(8).seeds(2).scale(Scale.SMOKE).plan();
      List<float[]> first = new ArrayList<>();
      for (String cell : List.of("pretrained-frozen-b-8-1", "pretrained-frozen-b-8-2")) {
        CellWork work = new CellWork(plan.cell(cell), null, new Hardware(1, Device.cpu()), null);
        try (PrecodingNetwork network = work.network()) {
          network.addHeads(B.configurations());
          assertEquals(SignQuantizer.SOFT_TO_HARD, ((WiFoEConfig) network.config()).quantizer());
          assertEquals(network.config(), plan.cell("stl-b-8-1").scheme().sizes());
          first.add(network.parameters().get("b/K2/in.W").toFloatArray());
        }
      }
      assertFalse(Arrays.equals(first.get(0), first.get(1)));
    }
  }

  @Test
  void schemesLearnAlikeOnAGpu() throws IOException {
    ExperimentPlan plan = TableTwo.of(List.of(A)).scale(Scale.SMOKE).steps(3).learningRates(1e-2).testSamples(10)
        .snrDb(10).plan();
    for (String name : List.of("dsc-a-1", "cep-a-1", "stl-a-1", "mtl-1", "any-array-1")) {
      Cell cell = inOneShard(plan.cell(name));
      CellResult expected = cell.run(1);
      Hardware hardware = new Hardware(1, NativeEngine.gpus() > 0 ? Device.gpu() : Device.cpu());
      CellResult result = asOnAGpu(cell, hardware);
      assertEquals(hardware.device().isGpu(), result.machine().endsWith("gpu:0"), result.machine());
      List<Double> rates = expected.measurements().get(0).sumRate();
      for (int i = 0; i < rates.size(); i++) {
        assertEquals(rates.get(i), result.measurements().get(0).sumRate().get(i), 2e-3 * rates.get(i), name);
      }
    }
  }

  /** On a GPU where there is one, and as the same code on the processor. */
  private static CellResult asOnAGpu(Cell cell, Hardware hardware) throws IOException {
    System.setProperty("wifoe.device-code", "true");
    try {
      return new CellWork(cell, null, hardware, null).run();
    } finally {
      System.clearProperty("wifoe.device-code");
    }
  }

  @Test
  void oneThatIsPretrainedIsMeasuredAsItIsAndAnotherFileIsRefused() throws IOException {
    Path file = folder.resolve("any.safetensors");
    AnyArrayConfig sizes = AnyArrayConfig.of(Scale.SMOKE.anyArray().config()).withDirections(12);
    try (AnyArray model = new AnyArray(sizes, 5, DataType.FLOAT32); WiFoE trunk = Scale.SMOKE.model().build()) {
      model.save(file);
      Cell cell = FewShot.of(trunk).anyArray(file).tasks(List.of(B)).scale(Scale.SMOKE).testSamples(10).plan()
          .cell("any-array-b");
      CellResult result = cell.run(1);
      assertEquals(0, result.trainingSamples());
      assertNull(result.rate());
      List<Double> expected = Comparison.on(ChannelDataset.endless(B, 2)).users(2, 3).snrDb(10).samples(10).seed(2)
          .schemes(model.precoder(B, 2)).run().stream().map(SumRateRow::sumRate).toList();
      assertEquals(expected, result.measurements().get(0).sumRate());
      assertEquals(result.measurements(), again(cell, 2).measurements());
      assertEquals(sizes, result.cell().scheme().anyArray());
      assertTrue(cell.describes(result.cell()), "where the file lies is no part of what was done");
      Files.write(file, new byte[1], StandardOpenOption.APPEND);
      assertTrue(assertThrows(InvalidFileException.class, () -> cell.run(1)).getMessage()
          .contains("is not the model that the cells were made for"));
    }
  }
}
