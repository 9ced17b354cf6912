package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnyArrayTest {
  static final TaskConfig SMALL = TaskConfig.builder().name("small").array(AntennaArray.upa(4, 2)).pilotLength(5)
      .feedbackBits(6).users(2, 3).pilotPower(PilotPower.PER_ANTENNA).build();
  static final TaskConfig WIDE = TaskConfig.builder().name("wide").array(AntennaArray.upa(2, 6).withSpacing(0.5, 0.7))
      .pilotLength(3).feedbackBits(9).users(3, 4).pilotPower(PilotPower.TOTAL).build();
  private static final LinkBudget LINK = new LinkBudget(2, 0.3);
  /** Rounding of double precision over all layers. */
  private static final double ROUNDING = 1e-12;

  static AnyArrayConfig config(PrecoderOutput output) {
    return AnyArrayConfig.of(WiFoE.builder().width(16).blocks(2).heads(4).experts(4).topK(2).encoderWidth(12)
        .encoderLayers(2).phaseInvariant(true)
        .decoderLayers(1).output(output).config()).withDirections(20).withMost(6, 10);
  }

  static AnyArray model(PrecoderOutput output, DataType precision) {
    AnyArray model = new AnyArray(config(output), 3, precision);
    model.meet(SMALL);
    model.meet(WIDE);
    // a new one is deaf to its SNR
    Shape shape = model.parameters().get("any/insnr.W").getShape();
    try (NDManager manager = NDManager.newBaseManager()) {
      double[] values = new SplittableRandom(3).doubles(shape.size(), -1, 1).toArray();
      model.parameters().put("any/insnr.W", manager.create(values, shape).toType(precision, false));
    }
    return model;
  }

  static Transmission transmission(NDManager manager, TaskConfig task, int users, LinkBudget link) {
    ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(task.antennas()), 2).batch(users, 7, 3);
    return Transmission.of(manager, DataType.FLOAT64, task.configuration(users), link, h, RandomStream.root(4));
  }

  private static List<Transmission> several(NDManager manager) {
    return List.of(transmission(manager, SMALL, 3, LINK), transmission(manager, WIDE, 3, LINK),
        transmission(manager, SMALL, 2, LINK), transmission(manager, WIDE, 4, LINK));
  }

  @ParameterizedTest
  @EnumSource(PrecoderOutput.class)
  void thePowerIsExactlyP(PrecoderOutput output) {
    try (AnyArray model = model(output, DataType.FLOAT64); NDManager manager = NDManager.newBaseManager()) {
      for (NDArray v : model.precoders(Pass.inference(manager, model.parameters()), several(manager))) {
        for (double power : v.square().sum(new int[] {1, 2}).toDoubleArray()) {
          assertEquals(2, power, ROUNDING);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PrecoderOutput.class)
  void permutingUsersPermutesTheirPrecoders(PrecoderOutput output) {
    try (AnyArray model = model(output, DataType.FLOAT64)) {
      LinkBudget quiet = new LinkBudget(1, 1e-12); // a permuted user's bits cannot change with its draw of noise
      ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(8), 1).batch(3, 50, 2);
      int[] order = {2, 0, 1};
      Precoder precoder = model.precoder(SMALL, 1);
      assertArrayEquals(WiFoETest.permute(precoder.precode(h, quiet), order).values(),
          precoder.precode(WiFoETest.permute(h, order), quiet).values(), 1e-6f);
      assertFalse(Arrays.equals(precoder.precode(h, quiet).values(),
          precoder.precode(WiFoETest.permute(h, order), quiet).values()));
    }
  }

  /** The paper's network with parts made for a task is this network: bits and precoders, at an SNR that it is told. */
  @ParameterizedTest
  @EnumSource(PrecoderOutput.class)
  void whatIsMadeForATaskGivesTheSame(PrecoderOutput output) {
    try (AnyArray model = model(output, DataType.FLOAT64); NDManager manager = NDManager.newBaseManager()) {
      List<Transmission> parts = several(manager);
      Map<String, NDArray> seen = new HashMap<>();
      List<NDArray> expected = model.precoders(
          Pass.of(manager, model.parameters(), name -> false, Pass.Mode.INFERENCE, seen::put), parts);
      double[] bits = seen.get("any/q").toDoubleArray(); // rows of small, then rows of wide, 10 bits each
      int row = 0;
      for (TaskConfig task : List.of(SMALL, WIDE)) {
        try (WiFoE plain = model.headsFor(task, LINK.snrDb())) {
          assertEquals(task.configurations(), List.copyOf(plain.configurations()));
          for (int i = 0; i < parts.size(); i++) {
            Transmission part = parts.get(i);
            if (part.configuration().task().equals(task.name())) {
              Pass pass = Pass.inference(manager, plain.parameters());
              assertArrayEquals(expected.get(i).toDoubleArray(),
                  plain.precoders(pass, List.of(part)).get(0).toDoubleArray(), ROUNDING);
              double[] own = plain.feedback(pass, part).toDoubleArray();
              for (int b = 0; b < own.length; b++) {
                assertEquals(bits[(row + b / task.bits()) * 10 + b % task.bits()], own[b]);
              }
              row += own.length / task.bits();
            }
          }
        }
      }
      assertEquals(bits.length, 10 * row);
    }
  }

  /** Both sides of a deployment, each on its own. */
  @ParameterizedTest
  @EnumSource(PrecoderOutput.class)
  void aDeploymentGivesTheSame(PrecoderOutput output) {
    try (AnyArray model = model(output, DataType.FLOAT64); NDManager manager = NDManager.newBaseManager();
        WiFoE plain = model.headsFor(SMALL, 10)) {
      LinkBudget link = new LinkBudget(1, 0.1);
      Transmission part = transmission(manager, SMALL, 3, link);
      Map<String, NDArray> seen = new HashMap<>();
      float[] expected = model.precoders(
          Pass.of(manager, model.parameters(), name -> false, Pass.Mode.INFERENCE, seen::put), List.of(part)).get(0)
          .toType(DataType.FLOAT32, false).toFloatArray();
      Deployment deployment = plain.deployment(SMALL.configuration(3));
      Feedback feedback = deployment.feedback(new ComplexMatrices(7, 3, 5,
          seen.get("any/y").toType(DataType.FLOAT32, false).toFloatArray()));
      assertArrayEquals(expected, deployment.precode(feedback).values(), 1e-6f);
      assertArrayEquals(seen.get("any/X").toType(DataType.FLOAT32, false).toFloatArray(),
          stacked(deployment.pilots()), 1e-6f);
    }
  }

  /** Real parts above imaginary ones. */
  private static float[] stacked(ComplexMatrices x) {
    float[] out = new float[2 * x.rows() * x.columns()];
    for (int n = 0; n < x.rows(); n++) {
      for (int l = 0; l < x.columns(); l++) {
        out[n * x.columns() + l] = x.re(0, n, l);
        out[(x.rows() + n) * x.columns() + l] = x.im(0, n, l);
      }
    }
    return out;
  }

  /** Fewer pilots are the first of more. */
  @Test
  void pilotsNest() {
    TaskConfig fewer = SMALL.toBuilder().name("fewer").pilotLength(2).build();
    try (AnyArray model = model(PrecoderOutput.LINEAR, DataType.FLOAT32); WiFoE all = model.headsFor(SMALL, 10);
        WiFoE two = model.headsFor(fewer, 10)) {
      ComplexMatrices x = all.deployment(SMALL.configuration(2)).pilots();
      ComplexMatrices y = two.deployment(fewer.configuration(2)).pilots();
      for (int n = 0; n < 8; n++) {
        for (int l = 0; l < 2; l++) {
          assertEquals(x.re(0, n, l), y.re(0, n, l), 1e-6f);
          assertEquals(x.im(0, n, l), y.im(0, n, l), 1e-6f);
        }
      }
    }
  }

  /** What other transmissions are in a step changes nothing. */
  @ParameterizedTest
  @EnumSource(PrecoderOutput.class)
  void aBatchAloneGivesTheSame(PrecoderOutput output) {
    try (AnyArray model = model(output, DataType.FLOAT64); NDManager manager = NDManager.newBaseManager()) {
      List<Transmission> parts = several(manager);
      List<NDArray> together = model.precoders(Pass.inference(manager, model.parameters()), parts);
      for (int i = 0; i < parts.size(); i++) {
        assertArrayEquals(together.get(i).toDoubleArray(), model.precoders(
            Pass.inference(manager, model.parameters()), List.of(parts.get(i))).get(0).toDoubleArray(), ROUNDING);
      }
    }
  }

  /** Every sample is told its own SNR, and what it is told matters. */
  @Test
  void theBaseStationIsToldTheSnrOfEachSample() {
    try (AnyArray model = model(PrecoderOutput.STRUCTURED, DataType.FLOAT64);
        NDManager manager = NDManager.newBaseManager()) {
      ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(8), 2).batch(3, 4, 3);
      Transmission drawn = Transmission.of(manager, DataType.FLOAT64, SMALL.configuration(3), new SnrRange(-5, 30), h,
          RandomStream.root(4));
      double[] noise = drawn.noisePower().toDoubleArray();
      double[] v = model.precoders(Pass.inference(manager, model.parameters()), List.of(drawn)).get(0)
          .toDoubleArray();
      for (int sample = 0; sample < 4; sample++) {
        try (WiFoE plain = model.headsFor(SMALL, -10 * Math.log10(noise[sample]));
            WiFoE other = model.headsFor(SMALL, 3 - 10 * Math.log10(noise[sample]))) {
          double[] own = of(plain, drawn, manager);
          double[] wrong = of(other, drawn, manager);
          int size = 3 * 16;
          assertArrayEquals(Arrays.copyOfRange(own, sample * size, (sample + 1) * size),
              Arrays.copyOfRange(v, sample * size, (sample + 1) * size), ROUNDING);
          assertFalse(Math.abs(wrong[sample * size] - v[sample * size]) < 1e-9);
        }
      }
    }
  }

  private static double[] of(WiFoE plain, Transmission part, NDManager manager) {
    return plain.precoders(Pass.inference(manager, plain.parameters()), List.of(part)).get(0).toDoubleArray();
  }

  private static final TaskConfig LARGE = TaskConfig.builder().name("large").array(AntennaArray.upa(6, 4))
      .pilotLength(5).feedbackBits(6).users(2, 3).pilotPower(PilotPower.PER_ANTENNA).build();

  /** In training array, L and B are drawn, for all numbers of users of a task alike and by the stream alone. */
  @Test
  void settingsAreDrawnInTraining() {
    try (AnyArray model = new AnyArray(config(PrecoderOutput.LINEAR).withNesting(1), 3, DataType.FLOAT64);
        NDManager manager = NDManager.newBaseManager()) {
      model.meet(LARGE);
      List<Transmission> parts = List.of(transmission(manager, LARGE, 3, LINK), transmission(manager, LARGE, 2, LINK));
      List<Double> runs = new ArrayList<>();
      Set<Shape> shapes = new HashSet<>();
      for (int seed : new int[] {1, 1, 2, 3, 4}) {
        List<Shape> pilots = new ArrayList<>();
        Pass pass = Pass.of(manager, model.parameters(), name -> false, Pass.Mode.training(1, RandomStream.root(seed)),
            (name, value) -> {
              if (name.equals("any/X")) {
                pilots.add(value.getShape());
              }
            });
        runs.add(model.measure(pass, parts, new double[] {0.5, 0.5}).getDouble());
        assertEquals(1, pilots.size()); // one setting for both numbers of users
        assertTrue(pilots.get(0).get(0) >= 2 * 16 && pilots.get(0).get(0) <= 2 * 24, pilots.toString());
        assertTrue(pilots.get(0).get(1) >= 4 && pilots.get(0).get(1) <= 6, pilots.toString());
        shapes.addAll(pilots);
      }
      assertEquals(runs.get(0), runs.get(1));
      assertNotEquals(runs.get(0), runs.get(2));
      assertTrue(shapes.size() > 1, shapes.toString());
      Pass pass = Pass.inference(manager, model.parameters());
      List<NDArray> plain = model.measures(pass, parts);
      assertEquals(0.3 * plain.get(0).getDouble() + 0.7 * plain.get(1).getDouble(),
          model.measure(pass, parts, new double[] {0.3, 0.7}).getDouble(), ROUNDING);
    }
  }

  /** The corner of an array's channels is what the corner receives, scaled to the power of all of it. */
  @Test
  void aCornerOfAnArrayIsAnArray() {
    try (Parameters parameters = new Parameters(DataType.FLOAT64); NDManager manager = NDManager.newBaseManager()) {
      Transmission whole = transmission(manager, LARGE, 3, LINK);
      double[] h = whole.channels().toDoubleArray(); // antenna n in row n % 6, column n / 6
      for (int seed = 0; seed < 6; seed++) {
        Pass pass = Pass.of(manager, parameters, name -> false, Pass.Mode.training(1, RandomStream.root(seed)),
            Pass.UNOBSERVED);
        AnyArray.Part part = DrawnSettings.part(pass, config(PrecoderOutput.LINEAR).withNesting(1), LARGE.array(),
            whole);
        AntennaArray corner = part.array();
        int antennas = corner.antennas();
        assertEquals(antennas, part.transmission().configuration().antennas());
        assertEquals(antennas * LINK.power(), part.transmission().pilotPower());
        double[] own = part.transmission().channels().toDoubleArray();
        assertEquals(21 * 2 * antennas, own.length);
        for (int user = 0; user < 21; user++) {
          for (int n = 0; n < antennas; n++) {
            int at = n / corner.rows() * 6 + n % corner.rows();
            for (int p = 0; p < 2; p++) {
              assertEquals(h[user * 48 + p * 24 + at] * Math.sqrt(24.0 / antennas),
                  own[user * 2 * antennas + p * antennas + n], ROUNDING);
            }
          }
        }
        double mean = part.transmission().noise().square().mean().getDouble();
        assertEquals(0.15, mean, 0.15 * 0.4); // of at least 168 numbers: five standard deviations or more
      }
    }
  }

  @Test
  void bitsAreTurnedOverInTrainingOnly() {
    AnyArrayConfig noisy = config(PrecoderOutput.LINEAR).withNesting(0).withBitErrors(0.2);
    try (AnyArray model = new AnyArray(config(PrecoderOutput.LINEAR).withNesting(0), 3, DataType.FLOAT64);
        AnyArray wrong = new AnyArray(noisy, 3, DataType.FLOAT64); NDManager manager = NDManager.newBaseManager()) {
      for (AnyArray each : List.of(model, wrong)) {
        each.meet(SMALL);
      }
      Transmission part = Transmission.of(manager, DataType.FLOAT64, SMALL.configuration(3), LINK,
          ChannelDataset.endless(Rayleigh.of(8), 2).batch(3, 400, 3), RandomStream.root(4));
      double[] right = heard(model, Pass.Mode.training(1, RandomStream.root(1)), part, manager);
      double[] turned = heard(wrong, Pass.Mode.training(1, RandomStream.root(1)), part, manager);
      int different = 0;
      for (int i = 0; i < right.length; i++) {
        different += right[i] == turned[i] ? 0 : 1;
        assertEquals(i % 10 < 6 ? 1 : 0, Math.abs(turned[i])); // six bits of ten are sent
      }
      assertEquals(0.2, different / (1200.0 * 6), 0.024); // five standard deviations
      assertArrayEquals(heard(model, Pass.Mode.INFERENCE, part, manager),
          heard(wrong, Pass.Mode.INFERENCE, part, manager));
    }
  }

  /** Of a trained network, the paper's too: more errors cost more, and none are none. */
  @Test
  void wrongBitsChangePrecoders() {
    ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(8), 2).batch(3, 40, 3);
    try (AnyArray model = model(PrecoderOutput.STRUCTURED, DataType.FLOAT32);
        WiFoE plain = model.headsFor(SMALL, LINK.snrDb())) {
      for (PrecodingNetwork network : List.of(model, plain)) {
        float[] right = network.precoder(SMALL, 1).precode(h, LINK).values();
        assertArrayEquals(right, network.precoder(SMALL, 1, 0).precode(h, LINK).values());
        float[] wrong = network.precoder(SMALL, 1, 0.02).precode(h, LINK).values();
        assertArrayEquals(wrong, network.precoder(SMALL, 1, 0.02).precode(h, LINK).values());
        int changed = 0; // of 18 bits one or more is wrong in 30 % of the samples
        for (int sample = 0; sample < 40; sample++) {
          changed += Arrays.equals(right, sample * 48, sample * 48 + 48, wrong, sample * 48, sample * 48 + 48) ? 0 : 1;
        }
        assertTrue(changed >= 4 && changed <= 22, changed + " of 40 samples changed");
      }
    }
  }

  private static double[] heard(AnyArray model, Pass.Mode mode, Transmission part, NDManager manager) {
    Map<String, NDArray> seen = new HashMap<>();
    model.precoders(Pass.of(manager, model.parameters(), name -> false, mode, seen::put), List.of(part));
    return seen.get("any/heard").toDoubleArray();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (AnyArray model = model(PrecoderOutput.LINEAR, DataType.FLOAT32)) {
      String message = assertThrows(IllegalArgumentException.class,
          () -> model.meet(SMALL.toBuilder().feedbackBits(11).build())).getMessage();
      assertTrue(message.contains("this model sends at most 6 and 10"), message);
      message = assertThrows(IllegalArgumentException.class, () -> model.addHeads(
          List.of(new Configuration("unknown", 4, 8, 2, 6, PilotPower.TOTAL)))).getMessage();
      assertTrue(message.contains("has not been told the array of task unknown"), message);
      message = assertThrows(IllegalArgumentException.class,
          () -> model.meet(SMALL.toBuilder().array(AntennaArray.upa(2, 4)).build())).getMessage();
      assertTrue(message.contains("another task named small") && message.contains("a name of its own"), message);
    }
  }

  /** Tasks that nobody has named all have one name. */
  @Test
  void precodersOfOneNameHaveArraysOfTheirOwn() {
    try (AnyArray model = new AnyArray(config(PrecoderOutput.LINEAR), 3, DataType.FLOAT64)) {
      ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(8), 2).batch(2, 3, 3);
      Precoder tall = model.precoder(SMALL, 1);
      float[] before = tall.precode(h, LINK).values();
      Precoder flat = model.precoder(SMALL.toBuilder().array(AntennaArray.upa(2, 4)).build(), 1);
      assertFalse(Arrays.equals(before, flat.precode(h, LINK).values()));
      assertArrayEquals(before, tall.precode(h, LINK).values());
    }
  }
}
