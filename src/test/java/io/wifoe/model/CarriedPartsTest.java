package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.precoding.SumRate;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Assumptions;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.PilotPower;
import io.wifoe.task.SectorDirections;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.OptimizerSettings;
import io.wifoe.training.RunConfig;
import io.wifoe.training.Start;
import io.wifoe.training.Trainer;
import io.wifoe.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedPartsTest {
  private static final int DIRECTIONS = 200;
  private static final AntennaArray SMALL = AntennaArray.upa(6, 4);
  private static final TaskConfig KNOWN = PaperTasks.named("T4").toBuilder().users(2, 3).build();
  private static final LinkBudget LINK = LinkBudget.snrDb(10);

  /** An array with a smaller one in its middle can send whatever that one can. */
  @ParameterizedTest
  @CsvSource({"10, 8", "10, 4", "6, 8"})
  void aLargerArrayHasTheSameFieldsEverywhereInTheSector(int rows, int columns) {
    double[] v = new SplittableRandom(3).doubles(2L * SMALL.antennas(), -1, 1).toArray();
    AntennaArray large = AntennaArray.upa(rows, columns);
    assertSameFields(v, SMALL, times(v, FarField.match(SMALL, large)), large, 0.02);
  }

  /** Fields of a smaller array are smoother; what it can have of them it has. */
  @Test
  void aSmallerArrayLosesNoMoreThanItMust() {
    AntennaArray large = AntennaArray.upa(10, 8);
    double[] v = new SplittableRandom(3).doubles(2L * SMALL.antennas(), -1, 1).toArray();
    double[] widened = times(v, FarField.match(SMALL, large));
    assertSameFields(v, SMALL, times(widened, FarField.match(large, SMALL)), SMALL, 0.05);
  }

  private static double[] times(double[] row, DMatrixRMaj matrix) {
    return IntStream.range(0, matrix.numCols).mapToDouble(j ->
        IntStream.range(0, row.length).mapToDouble(i -> row[i] * matrix.get(i, j)).sum()).toArray();
  }

  private static void assertSameFields(double[] v, AntennaArray array, double[] other, AntennaArray there,
      double share) {
    double[] before = fields(array, v);
    double[] after = fields(there, other);
    double[] error = IntStream.range(0, after.length).mapToDouble(i -> after[i] - before[i]).toArray();
    assertEquals(0, norm(error) / norm(before), share, "error of a_s^H v / sqrt(Nt), as a share");
  }

  /**
   * A longer array with more pilots and bits, and one with fewer of both whose users stand in no more directions than
   * it has pilots, so that nothing is lost: users say the same, and every token is answered by the same field.
   */
  @ParameterizedTest
  @CsvSource({"9, 10, PER_ANTENNA, true, LINEAR, false", "9, 10, TOTAL, false, STRUCTURED, true",
    "4, 5, PER_ANTENNA, false, LINEAR, true", "4, 5, TOTAL, true, STRUCTURED, false",
    "6, 8, TOTAL, true, LINEAR, true"})
  void usersSayTheSameAndAreAnsweredByTheSameFields(int pilots, int bits, PilotPower power, boolean phaseInvariant,
      PrecoderOutput output, boolean headsPerTask) {
    TaskConfig known = task("known", SMALL, 6, 8, power);
    TaskConfig other = task("other", AntennaArray.upa(10, 8), pilots, bits, power);
    try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(2).encoderWidth(24).encoderLayers(2).output(output)
        .phaseInvariant(phaseInvariant).headsPerTask(headsPerTask).precision(DataType.FLOAT64).seed(5).build()) {
      model.addHeads(known.configurations());
      model.addHeads(other.configurations());
      Configuration from = known.configuration(3);
      Configuration to = other.configuration(3);
      try (NDManager manager = model.parameters().newManager()) { // against which loudness counts
        model.parameters().put(model.config().scope(from) + "/enc0.b",
            manager.create(new SplittableRandom(9).doubles(24, -1, 1).toArray()));
      }
      CarriedParts.of(model, known, other).into(to, channels(other.array()));

      int common = Math.min(bits, from.bits());
      double[][] before = matrix(model, from, "in.W");
      double[][] after = matrix(model, to, "in.W");
      int[] kept = IntStream.range(0, from.bits()).boxed()
          .sorted(Comparator.comparingDouble(b -> bits < from.bits() ? -norm(before[b]) : 0)).limit(common)
          .mapToInt(b -> b).toArray();
      double[][] said = said(model, from, channels(known.array()));
      double[][] saysNow = said(model, to, channels(other.array()));
      for (int b = 0; b < bits; b++) {
        assertArrayEquals(b < common ? before[kept[b]] : new double[before[0].length], after[b], 1e-12);
      }
      for (int user = 0; user < said.length; user++) {
        for (int b = 0; b < common; b++) {
          assertEquals(said[user][kept[b]], saysNow[user][b], 0.1, "user " + user + ", bit " + b);
        }
      }
      double[][] rows = matrix(model, from, "out.W");
      for (int i = 0; i < rows.length; i++) {
        double[] there = matrix(model, to, "out.W")[i];
        assertSameFields(Arrays.copyOf(rows[i], 2 * from.antennas()), SMALL, Arrays.copyOf(there, 2 * to.antennas()),
            other.array(), 0.04);
        assertArrayEquals(Arrays.copyOfRange(rows[i], 2 * from.antennas(), rows[i].length),
            Arrays.copyOfRange(there, 2 * to.antennas(), there.length), 1e-12);
      }
    }
  }

  private static TaskConfig task(String name, AntennaArray array, int pilots, int bits, PilotPower power) {
    return TaskConfig.builder().name(name).array(array).pilotLength(pilots).feedbackBits(bits).users(2, 3)
        .assumptions(Assumptions.PAPER_LIKE.withPilotPower(power)).build();
  }

  /** 60 samples of three users of norm 1, each a mixture of the first four directions. */
  private static ComplexMatrices channels(AntennaArray array) {
    SplittableRandom random = new SplittableRandom(8);
    int antennas = array.antennas();
    double[][] a = SectorDirections.of(DIRECTIONS).steering(array);
    ComplexMatrices h = ComplexMatrices.zeros(60, 3, antennas);
    for (int user = 0; user < 180; user++) {
      double[] c = random.doubles(8, -1, 1).toArray();
      for (int n = 0; n < antennas; n++) {
        double re = 0;
        double im = 0;
        for (int s = 0; s < 4; s++) {
          re += c[s] * a[0][s * antennas + n] - c[4 + s] * a[1][s * antennas + n];
          im += c[s] * a[1][s * antennas + n] + c[4 + s] * a[0][s * antennas + n];
        }
        h.set(0, user, n, (float) (re / Math.sqrt(antennas)), (float) (im / Math.sqrt(antennas)));
      }
    }
    return h;
  }

  /** Values before the sign, (users, B), without noise. */
  private static double[][] said(WiFoE model, Configuration c, ComplexMatrices channels) {
    Map<String, double[]> seen = new HashMap<>();
    try (NDManager manager = model.parameters().newManager()) {
      Pass pass = Pass.of(manager, model.parameters(), name -> false, Pass.Mode.INFERENCE, (name, value) ->
          seen.put(name.substring(name.lastIndexOf('/') + 1), value.toType(DataType.FLOAT64, true).toDoubleArray()));
      model.feedback(pass, Transmission.of(manager, DataType.FLOAT64, c, LinkBudget.snrDb(190), channels, 0,
          RandomStream.root(1)));
    }
    return parted(seen.get("enc_out"), c.bits());
  }

  private static double[][] matrix(WiFoE model, Configuration c, String name) {
    NDArray array = model.parameters().get(model.config().scope(c) + "/" + name);
    return parted(array.toDoubleArray(), (int) array.getShape().get(1));
  }

  private static double[][] parted(double[] values, int columns) {
    return IntStream.range(0, values.length / columns)
        .mapToObj(i -> Arrays.copyOfRange(values, i * columns, (i + 1) * columns)).toArray(double[][]::new);
  }

  /** a_s^H v / sqrt(Nt) of each direction, with loops of its own. */
  private static double[] fields(AntennaArray array, double[] v) {
    int antennas = array.antennas();
    double[][] a = SectorDirections.of(DIRECTIONS).steering(array);
    double[] fields = new double[2 * DIRECTIONS];
    for (int s = 0; s < DIRECTIONS; s++) {
      for (int n = 0; n < antennas; n++) {
        double re = a[0][s * antennas + n];
        double im = a[1][s * antennas + n];
        fields[2 * s] += (re * v[n] + im * v[antennas + n]) / Math.sqrt(antennas);
        fields[2 * s + 1] += (re * v[antennas + n] - im * v[n]) / Math.sqrt(antennas);
      }
    }
    return fields;
  }

  private static double norm(double[] values) {
    double square = 0;
    for (double value : values) {
      square += value * value;
    }
    return Math.sqrt(square / values.length);
  }

  /** With as many pilots and bits on the same array nothing is left out, and no other start is as good. */
  @Test
  void aTaskThatIsTheSameButForItsNameIsServedAsWell() {
    TaskConfig twin = KNOWN.toBuilder().name("twin").build();
    try (WiFoE model = trained()) {
      model.addHeads(twin.configurations());
      double fresh = rate(model, twin, 2);
      assertEquals("T4", model.startFromKnownTask(twin, twin.configurations(), users(twin), LINK));
      for (int users = 2; users <= 3; users++) {
        double known = rate(model, KNOWN, users);
        assertTrue(known > fresh + 1, "the training brought " + known + " where it began with " + fresh);
        assertEquals(known, rate(model, twin, users), 0.05 * known);
      }
    }
  }

  @Test
  void withoutAKnownTaskPartsStayAsTheyAre() {
    TaskConfig other = KNOWN.toBuilder().name("other").build();
    try (WiFoE model = small()) {
      model.addHeads(KNOWN.configurations()); // has parts, but no training says where they come from
      model.addHeads(other.configurations());
      double before = rate(model, other, 2);
      assertNull(model.startFromKnownTask(other, other.configurations(), users(other), LINK));
      assertEquals(before, rate(model, other, 2));
    }
  }

  @Test
  void theModelThatIsAskedAnswersForItsOwnTasksAsBefore() {
    TaskConfig other = KNOWN.toBuilder().name("other").array(AntennaArray.upa(4, 4)).build();
    try (WiFoE model = trained()) {
      double known = rate(model, KNOWN, 2);
      model.addHeads(other.configurations());
      model.startFromKnownTask(other, other.configurations(), users(other), LINK);
      assertEquals(known, rate(model, KNOWN, 2));
    }
  }

  /** With every optimizer that ships, from a checkpoint in the middle. */
  @ParameterizedTest
  @ValueSource(strings = {"muon", "adam"})
  void aFineTuningThatBeganSoGoesOnAsIfItHadNotStopped(String optimizer, @TempDir Path directory) throws IOException {
    TaskConfig other = KNOWN.toBuilder().name("other").array(AntennaArray.upa(8, 4)).pilotLength(6).feedbackBits(6)
        .build();
    try (WiFoE model = trained()) {
      try (WiFoE whole = fineTuning(model, other, optimizer, null).run().model()) {
        Path run = directory.resolve("run");
        Trainer<WiFoE> stopped = fineTuning(model, other, optimizer, run)
            .onStep(step -> {
              if (step == 3) {
                Thread.currentThread().interrupt();
              }
            });
        Training<WiFoE> half = stopped.run();
        half.model().close();
        assertTrue(half.isInterrupted());
        try (WiFoE resumed = fineTuning(model, other, optimizer, run).run().model()) {
          assertEquals(whole.parameters().arrays().keySet(), resumed.parameters().arrays().keySet());
          whole.parameters().arrays().forEach((name, array) -> assertArrayEquals(array.toFloatArray(),
              resumed.parameters().get(name).toFloatArray(), name));
        }
        assertEquals(Start.KNOWN_TASK, RunConfig.read(run.resolve("config.json")).training().start());
      }
    }
  }

  private static Trainer<WiFoE> fineTuning(WiFoE model, TaskConfig task, String optimizer, Path directory) {
    return Trainer.fineTune(model).task(task, ChannelDataset.endless(task, 1)).steps(6).batch(24).threads(1)
        .optimizer(optimizer.equals("adam") ? OptimizerSettings.adam() : OptimizerSettings.muon()).out(directory)
        .progress(null);
  }

  private static WiFoE small() {
    return WiFoE.builder().width(32).blocks(1).heads(2).encoderWidth(32).encoderLayers(2).phaseInvariant(true).build();
  }

  private static WiFoE trained() {
    return Trainer.pretrain(small()).task(KNOWN, ChannelDataset.endless(KNOWN, 1)).start(Start.CHANNELS).steps(60)
        .batch(64).threads(1).progress(null).run().finishedModel();
  }

  private static ComplexMatrices users(TaskConfig task) {
    return ChannelDataset.endless(task, 3).batch(task.minUsers(), 64, RandomStream.root(5));
  }

  private static double rate(WiFoE model, TaskConfig task, int users) {
    return SumRate.estimate(model.precoder(task, 1), LINK,
        ChannelDataset.endless(task, 4).batch(users, 300, RandomStream.root(6))).mean();
  }
}
