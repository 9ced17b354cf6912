package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.RandomStream;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandardAnglesTest {
  private static final int USERS = 2000;
  /** Degrees: offsets are published with one decimal, and the median of 20,000 clusters is some 0.1 off. */
  private static final double OFFSET_DEGREES = 0.3;

  @Test
  void scalingFactorsNeverVanish() {
    // the polynomials of (7.5-10) and (7.5-15) are zero at K = -20.4 and -10.0 dB and negative below
    for (double k = -60; k <= 40; k += 0.01) {
      assertTrue(StandardAngles.azimuthFactor(k) > 0.4, "azimuth at K = " + k);
      assertTrue(StandardAngles.zenithFactor(k) > 0.4, "zenith at K = " + k);
      double jump = StandardAngles.zenithFactor(k + 0.01) - StandardAngles.zenithFactor(k);
      assertTrue(Math.abs(jump) < 0.02 + (k > 25 ? 1 : 0), "zenith jumps at K = " + k);
    }
    assertEquals(1, StandardAngles.azimuthFactor(Double.NaN));
  }

  @Test
  void theFirstClusterPointsAtTheUserInLineOfSight() {
    for (Scenario scenario : new Scenario[] {Scenario.UMA_LOS, Scenario.UMI_LOS, Scenario.RMA_LOS}) {
      Tr38901 model = Expected.model(scenario, 3.5, Reading.STANDARD);
      for (int user = 0; user < 200; user++) {
        LinkState link = model.link(RandomStream.root(2), user);
        LinkState.Cluster first = link.clusters().get(0);
        assertEquals(link.position().azimuth(), first.aod(), 1e-9);
        assertEquals(link.position().zenith(), first.zod(), 1e-9);
        assertEquals(180 - link.position().zenith(), first.zoa(), 1e-9);
        assertEquals(0, first.delay(), 1e-15);
      }
    }
  }

  @Test
  void signsAreDrawnPerLink() {
    // drawn once per base station they would put the n-th clusters of all users on one side
    Tr38901 model = Expected.model(Scenario.UMA_NLOS, 3.5, Reading.STANDARD);
    int same = 0;
    for (int user = 0; user < USERS; user++) {
      same += left(model, user, 3) == left(model, user + 1, 3) ? 1 : 0;
    }
    double fourStandardErrors = 2 * Math.sqrt(USERS);
    assertEquals(USERS / 2.0, same, fourStandardErrors);
  }

  private static boolean left(Tr38901 model, int user, int cluster) {
    LinkState link = model.link(RandomStream.root(4), user);
    return ClusterAngles.wrap(link.clusters().get(cluster).aod() - link.position().azimuth()) > 0;
  }

  @ParameterizedTest
  @EnumSource(names = {"UMA_NLOS", "UMI_NLOS", "RMA_NLOS"})
  void departuresWithoutALineOfSightCentreOnThePublishedZenithOffset(Scenario scenario) {
    JsonNode offsets = Expected.resource("large-scale-expected.json").get("zenithOffsets").get(scenario.environment());
    offsets.properties().forEach(point -> {
      double distance = Double.parseDouble(point.getKey());
      assertEquals(point.getValue().asDouble(), offset(Expected.at(distance, scenario, 3.5, Reading.STANDARD)),
          OFFSET_DEGREES, scenario + " at " + distance);
      assertEquals(0, offset(Expected.at(distance, scenario, 3.5, Reading.QUADRIGA_LIKE)), 2 * OFFSET_DEGREES);
    });
  }

  /** Median over clusters, which lie evenly on both sides, of the zenith beyond the direct path's. */
  private static double offset(Tr38901 model) {
    double[] zeniths = IntStream.range(0, USERS).mapToObj(u -> model.link(RandomStream.root(6), u))
        .flatMapToDouble(l -> l.clusters().stream().mapToDouble(c -> c.zod() - l.position().zenith())).sorted()
        .toArray();
    return zeniths[zeniths.length / 2];
  }

  @Test
  void theStrongestClusterVariesByASeventhOfTheSpread() {
    // its angle from powers is zero, so what is left is Y_n of (7.5-11) and (7.5-16)
    Tr38901 model = Expected.model(Scenario.UMI_NLOS, 3.5, Reading.STANDARD);
    double[] square = new double[4];
    for (int user = 0; user < USERS; user++) {
      LinkState link = model.link(RandomStream.root(7), user);
      LargeScale spreads = link.largeScale();
      LinkState.Cluster c = link.clusters().stream().max(Comparator.comparing(LinkState.Cluster::power)).orElseThrow();
      Position p = link.position();
      double zenithOffset = ZenithOffset.of("UMi", 3.5, p);
      double[] variation = {
          ClusterAngles.wrap(c.aod() - p.azimuth()) / spreads.asd(),
          ClusterAngles.wrap(c.aoa() - p.azimuth() - 180) / spreads.asa(),
          (c.zod() - p.zenith() - zenithOffset) / spreads.zsd(),
          (c.zoa() - 180 + p.zenith()) / spreads.zsa()};
      for (int i = 0; i < square.length; i++) {
        square[i] += variation[i] * variation[i] / USERS;
      }
    }
    double fourStandardErrors = 4 / Math.sqrt(2.0 * USERS); // of a standard deviation, relative
    for (double s : square) {
      assertEquals(1, 7 * Math.sqrt(s), fourStandardErrors, Arrays.toString(square));
    }
  }
}
