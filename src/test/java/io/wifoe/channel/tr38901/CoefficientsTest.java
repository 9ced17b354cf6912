package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Multipath;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CoefficientsTest {
  /** Channels are stored in float; everything before is double. */
  private static final double FLOAT_ROUNDING = 3e-7;
  private static final double SPEED_OF_LIGHT = 299_792_458;

  static Stream<Arguments> arrays() {
    return Stream.of(
        Arguments.of(AntennaArray.upa(12, 8), Scenario.UMA_NLOS, Reading.STANDARD, Multipath.FULL),
        Arguments.of(AntennaArray.upa(5, 7).withSpacing(0.8, 0.6), Scenario.UMI_LOS, Reading.STANDARD, Multipath.FULL),
        Arguments.of(AntennaArray.ula(33), Scenario.RMA_NLOS, Reading.STANDARD, Multipath.FULL),
        Arguments.of(AntennaArray.verticalUla(64), Scenario.RMA_LOS, Reading.QUADRIGA_LIKE, Multipath.FULL),
        Arguments.of(AntennaArray.upa(16, 16), Scenario.UMI_NLOS, Reading.QUADRIGA_LIKE, Multipath.dominant(3)),
        Arguments.of(AntennaArray.upa(4, 4), Scenario.UMA_LOS, Reading.QUADRIGA_LIKE, Multipath.dominant(50)),
        Arguments.of(AntennaArray.upa(8, 4).withElement(AntennaArray.Element.SECTOR_65), Scenario.UMA_LOS,
            Reading.STANDARD, Multipath.FULL),
        Arguments.of(AntennaArray.upa(1, 1), Scenario.UMI_NLOS, Reading.STANDARD, Multipath.dominant(1)));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void areThePlainSumOverRays(AntennaArray array, Scenario scenario, Reading reading, Multipath multipath) {
    TaskConfig task = TaskConfig.builder().array(array).pilotLength(1).feedbackBits(1).users(1, 1).carrierGHz(3.7)
        .channels(scenario).multipath(multipath).build();
    Tr38901 model = Tr38901.builder(task).reading(reading).build();
    for (int user = 0; user < 20; user++) {
      float[] h = new float[2 * array.antennas() + 2];
      model.draw(RandomStream.root(21), user, h, 2);
      LinkState link = model.link(RandomStream.root(21), user);
      double[] sum = plainSum(array, link);
      double norm = 0;
      double error = 0;
      for (int i = 0; i < sum.length; i++) {
        norm += sum[i] * sum[i];
        error += (sum[i] - h[i + 2]) * (sum[i] - h[i + 2]);
      }
      assertTrue(norm > 0);
      assertEquals(0, Math.sqrt(error / norm), FLOAT_ROUNDING, "user " + user);
      assertEquals(0, h[0] + h[1], "written before the offset");
    }
  }

  private static double[] plainSum(AntennaArray array, LinkState link) {
    double[] h = new double[2 * array.antennas()];
    for (LinkState.Ray ray : link.rays()) {
      double azimuth = Math.toRadians(ray.aod());
      double zenith = Math.toRadians(ray.zod());
      double gain = Math.pow(10, link.gainDb() / 10) * ray.power();
      if (array.element() == AntennaArray.Element.SECTOR_65) {
        double field = ElementPattern.field(ray.aod(), ray.zod());
        gain *= field * field;
      }
      for (int n = 0; n < array.antennas(); n++) {
        double z = n % array.rows() * array.verticalSpacing();
        double y = n / array.rows() * array.horizontalSpacing();
        double phase = ray.phase()
            + 2 * Math.PI * (z * Math.cos(zenith) + y * Math.sin(zenith) * Math.sin(azimuth));
        h[n] += Math.sqrt(gain) * Math.cos(phase);
        h[array.antennas() + n] += Math.sqrt(gain) * Math.sin(phase);
      }
    }
    return h;
  }

  @ParameterizedTest
  @MethodSource("readings")
  void carryTheDrawnKFactor(Scenario scenario, Reading reading) {
    // along the direct path and in its phase, rays of random phase average out
    TaskConfig task = Expected.task(scenario, 3.5).toBuilder().array(AntennaArray.upa(8, 8)).build();
    Tr38901 model = Tr38901.builder(task).reading(reading).build();
    int users = 3000;
    double amplitude = 0;
    double expected = 0;
    for (int user = 0; user < users; user++) {
      LinkState link = model.link(RandomStream.root(30), user);
      float[] h = new float[128];
      model.draw(RandomStream.root(30), user, h, 0);
      Position p = link.position();
      double phase = -2 * Math.PI * p.distance3d() * 3.5e9 / SPEED_OF_LIGHT;
      double row = Math.PI * Math.cos(Math.toRadians(p.zenith()));
      double column = Math.PI * Math.sin(Math.toRadians(p.zenith())) * Math.sin(Math.toRadians(p.azimuth()));
      double sum = 0;
      for (int n = 0; n < 64; n++) {
        double angle = phase + n % 8 * row + n / 8 * column;
        sum += h[n] * Math.cos(angle) + h[64 + n] * Math.sin(angle);
      }
      amplitude += sum / 64 / Math.pow(10, link.gainDb() / 20) / users;
      double k = Math.pow(10, link.largeScale().kDb() / 10);
      expected += Math.sqrt(k / (k + 1)) / users;
    }
    double fourStandardErrors = 4 * 0.3 / Math.sqrt(users); // rays carry about a tenth of the power, half in phase
    assertEquals(expected, amplitude, fourStandardErrors);
  }

  static Stream<Arguments> readings() {
    return LargeScaleModelTest.columns().filter(column -> ((Scenario) column.get()[0]).isLos());
  }

  @Test
  void sectorElementsHaveTheirBeamWidthAndFloor() {
    assertEquals(8, gainDb(0, 90), 1e-12);
    assertEquals(8 - 3, gainDb(32.5, 90), 1e-12);
    assertEquals(8 - 3, gainDb(0, 90 - 32.5), 1e-12);
    assertEquals(8 - 6, gainDb(-32.5, 90 + 32.5), 1e-12);
    assertEquals(8 - 30, gainDb(180, 90), 1e-12);
    assertEquals(8 - 30, gainDb(180, 0), 1e-12);
  }

  private static double gainDb(double azimuth, double zenith) {
    return 20 * Math.log10(ElementPattern.field(azimuth, zenith));
  }

  @Test
  void sinesAreAccurateInEveryTurn() {
    int count = 10_000;
    double[] turns = new double[count];
    for (int i = 0; i < count; i++) {
      turns[i] = (i - count / 2) * 0.00317;
    }
    double[] cos = new double[count];
    double[] sin = new double[count];
    new Turns(count).cosSin(turns, count, cos, sin);
    for (int i = 0; i < count; i++) {
      assertEquals(Math.cos(2 * Math.PI * turns[i]), cos[i], 1e-12);
      assertEquals(Math.sin(2 * Math.PI * turns[i]), sin[i], 1e-12);
    }
  }
}
