package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.NativeEngine;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.TaskConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training as it runs on a GPU: on one where there is one, and as the same code on the processor. */
class DeviceTrainingTest {
  private static final int STEPS = 12;
  private static final TaskConfig OTHER = TaskConfig.builder().name("other").array(AntennaArray.ula(12))
      .pilotLength(4).feedbackBits(6).users(2, 3).build();

  @TempDir
  Path directory;

  @AfterEach
  void askNoMore() {
    System.clearProperty("wifoe.device-code");
  }

  /** Without dropout, which differs from shard to shard. */
  private static WiFoE model() {
    try (WiFoE model = SmallRun.model()) {
      return WiFoE.builder(model.config()).dropout(0).build();
    }
  }

  /** Two tasks, so that matrices of one shape are stepped together. */
  private static Trainer<WiFoE> trainer(WiFoE model, Path out) {
    return SmallRun.of(model, out).task(OTHER, ChannelDataset.endless(FewPath.of(12, 1, 60), 6)).steps(STEPS)
        .optimizer(OptimizerSettings.muon()).matmulPrecision(MatmulPrecision.HIGHEST).tied(0.5)
        .loadBalancing(0.01).batch(16).shards(2);
  }

  private static Device device() {
    System.setProperty("wifoe.device-code", "true");
    return NativeEngine.gpus() > 0 ? Device.gpu() : Device.cpu();
  }

  private static Map<String, float[]> weights(WiFoE model) {
    Map<String, float[]> weights = new TreeMap<>();
    model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }

  private static double distance(Map<String, float[]> one, Map<String, float[]> other) {
    assertEquals(one.keySet(), other.keySet());
    double difference = 0;
    double norm = 0;
    for (String name : one.keySet()) {
      for (int i = 0; i < one.get(name).length; i++) {
        difference += Math.pow(one.get(name)[i] - other.get(name)[i], 2);
        norm += Math.pow(one.get(name)[i], 2);
      }
    }
    return Math.sqrt(difference / norm);
  }

  /** The same samples, the same noise, the same equations; sums in another order. */
  @Test
  void learnsWhatTheProcessorLearns() {
    try (WiFoE here = model(); WiFoE there = model(); WiFoE untrained = model()) {
      trainer(here, null).run();
      trainer(there, null).device(device()).run();
      assertEquals(0, distance(weights(here), weights(there)), 1e-3);
      untrained.addHeads(here.configurations());
      assertTrue(distance(weights(here), weights(untrained)) > 0.05, "a training that moves nothing shows nothing");
    }
  }

  /** A run goes on where another kind of device left it. */
  @Test
  void goesOnFromAProcessorsCheckpoint() {
    try (WiFoE whole = model(); WiFoE parted = model(); WiFoE back = model()) {
      trainer(whole, null).run();
      assertTrue(trainer(parted, directory).onStep(DeviceTrainingTest::interruptAtFour).run().isInterrupted());
      Training<WiFoE> there = trainer(back, directory).device(device()).run();
      assertFalse(there.isInterrupted());
      assertEquals(0, distance(weights(whole), weights(back)), 1e-3);
      assertEquals(device(), back.parameters().device());
    }
  }

  /** Interrupted and gone on with, the same weights: to the last bit where the device adds in a fixed order. */
  @Test
  void goesOnWhereItWasLeft() {
    Device device = device();
    try (WiFoE whole = model(); WiFoE parted = model(); WiFoE rest = model()) {
      trainer(whole, null).device(device).run();
      assertTrue(trainer(parted, directory).device(device).onStep(DeviceTrainingTest::interruptAtFour).run()
          .isInterrupted());
      trainer(rest, directory).device(device).run();
      if (device.isGpu()) {
        assertEquals(0, distance(weights(whole), weights(rest)), 1e-3);
      } else {
        weights(whole).forEach((name, values) -> assertTrue(Arrays.equals(values, weights(rest).get(name)), name));
      }
    }
  }

  private static void interruptAtFour(long step) {
    if (step == 4) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void movesAndKeepsItsBits() {
    Device device = device();
    try (WiFoE model = model()) {
      Map<String, float[]> before = weights(model);
      model.parameters().moveTo(device);
      try (WiFoE copy = model.copy()) {
        assertEquals(device, copy.parameters().device());
        assertEquals(0, distance(before, weights(copy)));
      }
      model.parameters().moveTo(Device.cpu());
      assertEquals(0, distance(before, weights(model)));
    }
  }

  @Test
  void refusesWhatIsNotThere() {
    assertEquals(Device.cpu(), NativeEngine.device(" CPU "));
    String message = assertThrows(IllegalArgumentException.class, () -> NativeEngine.device("cuda")).getMessage();
    assertEquals("\"cuda\" is no device; there are cpu, gpu and gpu:1", message);
    message = assertThrows(IllegalArgumentException.class, () -> NativeEngine.device("gpu:77")).getMessage();
    assertTrue(message.startsWith("there is no GPU 77 for PyTorch "), message);
    try (WiFoE model = model()) {
      assertThrows(IllegalArgumentException.class, () -> model.parameters().moveTo(Device.gpu(77)));
      assertEquals(Device.cpu(), model.parameters().device());
      assertEquals(32, model.parameters().get("trunk/blk0/Wo").getShape().get(0)); // still open
    }
  }
}
