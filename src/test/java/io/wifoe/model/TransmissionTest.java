package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.Pass;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a task assumes of its pilots reaches the users. */
class TransmissionTest {
  private static final int ANTENNAS = 8;
  private static final double TOLERANCE = 1e-9; // double precision

  private static TaskConfig task(PilotPower pilotPower) {
    return TaskConfig.builder().name("mine").array(AntennaArray.ula(ANTENNAS)).pilotLength(4).feedbackBits(6).users(3)
        .pilotPower(pilotPower).build();
  }

  /** Noise-free pilots received by the users of the joint pass, all in one array. */
  private static double[] received(PilotPower pilotPower, boolean drawnSnr) {
    try (NDManager manager = NDManager.newBaseManager();
        WiFoE model = WiFoE.builder().width(8).blocks(1).heads(2).precision(DataType.FLOAT64).build()) {
      TaskConfig task = task(pilotPower);
      model.addHeads(task.configurations());
      ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(ANTENNAS), 1).batch(3, 5, 1);
      Transmission part = drawnSnr
          ? Transmission.of(manager, DataType.FLOAT64, task.configuration(3), SnrRange.of(10), h, RandomStream.root(2))
          : Transmission.of(manager, DataType.FLOAT64, task.configuration(3), new LinkBudget(7, .1), h,
          RandomStream.root(2));
      Map<String, NDArray> seen = new HashMap<>();
      model.precoders(Pass.of(manager, model.parameters(), any -> false, Pass.Mode.INFERENCE, seen::put),
          List.of(part));
      return seen.get("mine/K3/y").sub(part.noise()).toDoubleArray();
    }
  }

  @Test
  void pilotsOfEveryAntennaAtFullPowerArriveNtTimesAsStrong() {
    for (boolean drawnSnr : new boolean[] {true, false}) {
      double[] louder = received(PilotPower.PER_ANTENNA, drawnSnr);
      double[] expected = received(PilotPower.TOTAL, drawnSnr);
      for (int i = 0; i < expected.length; i++) {
        expected[i] *= Math.sqrt(ANTENNAS);
      }
      assertArrayEquals(expected, louder, TOLERANCE);
    }
  }

  /** With four times the amplitude, of 16 antennas, a user receives what a channel four times as strong would bring. */
  @Test
  void aModelIsMeasuredWithThePilotsOfItsTask() {
    TaskConfig total = task(PilotPower.TOTAL).toBuilder().array(AntennaArray.ula(16)).build();
    TaskConfig perAntenna = total.toBuilder().pilotPower(PilotPower.PER_ANTENNA).build();
    ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(16), 1).batch(3, 5, 1);
    ComplexMatrices strong = new ComplexMatrices(5, 3, 16, h.values().clone());
    for (int i = 0; i < strong.values().length; i++) {
      strong.values()[i] *= 4;
    }
    LinkBudget link = LinkBudget.snrDb(0);
    try (WiFoE quiet = model(total); WiFoE loud = model(perAntenna)) {
      float[] measured = loud.precoder(perAntenna, 1).precode(h, link).values();
      assertArrayEquals(quiet.precoder(total, 1).precode(strong, link).values(), measured);
      assertFalse(Arrays.equals(quiet.precoder(total, 1).precode(h, link).values(), measured));
    }
  }

  /** Parts that serve several transmissions hear each one's own pilots. */
  @Test
  void neighboursKeepTheirPilotPower() {
    TaskConfig task = task(PilotPower.TOTAL);
    try (NDManager manager = NDManager.newBaseManager();
        WiFoE model = WiFoE.builder().width(8).blocks(1).heads(2).precision(DataType.FLOAT64).build()) {
      model.addHeads(task.configurations());
      ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(ANTENNAS), 1).batch(3, 20, 1);
      List<Transmission> parts = new ArrayList<>();
      for (double power : new double[] {1, 1_000}) {
        parts.add(Transmission.of(manager, DataType.FLOAT64, task.configuration(3), new LinkBudget(power, 1), h,
            RandomStream.root(2)));
      }
      Pass pass = Pass.inference(manager, model.parameters());
      List<NDArray> together = model.precoders(pass, parts);
      for (int i = 0; i < parts.size(); i++) {
        assertArrayEquals(model.precoders(pass, List.of(parts.get(i))).get(0).toDoubleArray(),
            together.get(i).toDoubleArray(), TOLERANCE);
      }
    }
  }

  private static WiFoE model(TaskConfig task) {
    WiFoE model = WiFoE.builder().width(8).blocks(1).heads(2).build();
    model.addHeads(task.configurations());
    return model;
  }

  @Test
  void totalIsThePowerOfAPrecoder() {
    assertEquals(7, task(PilotPower.TOTAL).configuration(3).pilotColumnPower(7));
    assertEquals(7 * ANTENNAS, task(PilotPower.PER_ANTENNA).configuration(3).pilotColumnPower(7));
  }
}
