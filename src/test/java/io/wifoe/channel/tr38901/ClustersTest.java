package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Seed;
import io.wifoe.task.Multipath;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClustersTest {
  private static final double SUM_TOLERANCE = 1e-12; // rounding of 400 additions
  private static final int USERS = 1000;

  static Stream<Arguments> columns() {
    return LargeScaleModelTest.columns();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void powersSumToOneAndWeakClustersGo(Scenario scenario, Reading reading) {
    Tr38901 model = Expected.model(scenario, 3.5, reading);
    String state = scenario.environment() + (scenario.isLos() ? "_LOS" : "_NLOS");
    int clusters = Tables.standard().scenarios().get(state).clusters();
    boolean removed = false;
    for (int user = 0; user < USERS; user++) {
      LinkState link = model.link(Seed.root(1), user);
      assertEquals(1, link.clusters().stream().mapToDouble(LinkState.Cluster::power).sum(), SUM_TOLERANCE);
      assertEquals(1, link.rays().stream().mapToDouble(LinkState.Ray::power).sum(), SUM_TOLERANCE);
      double[] power = link.clusters().stream().skip(scenario.isLos() ? 1 : 0)
          .mapToDouble(LinkState.Cluster::power).toArray();
      double strongest = Arrays.stream(power).max().orElseThrow();
      double weakest = Arrays.stream(power).min().orElseThrow();
      if (reading == Reading.QUADRIGA_LIKE) {
        assertEquals(clusters, link.clusters().size());
      } else if (!scenario.isLos()) {
        assertTrue(weakest >= strongest * Math.pow(10, -2.5) * (1 - 1e-9), "a cluster 25 dB below the strongest");
        removed |= link.clusters().size() < clusters;
      }
    }
    assertTrue(removed || scenario.isLos() || reading == Reading.QUADRIGA_LIKE, "nothing was ever removed");
  }

  @Test
  void rescaledClustersHaveTheDrawnSpread() {
    // RMa LOS has narrow spreads, so no angle wraps and the linear spread of all paths is the drawn one
    Tr38901 model = Expected.model(Scenario.RMA_LOS, 3.5, Reading.QUADRIGA_LIKE);
    int compared = 0;
    for (int user = 0; user < USERS; user++) {
      LinkState link = model.link(Seed.root(8), user);
      double widest = link.clusters().stream()
          .mapToDouble(c -> Math.abs(ClusterAngles.wrap(c.aod() - link.position().azimuth()))).max().orElseThrow();
      if (widest < 90 && link.largeScale().asd() < 10) {
        double mean = 0;
        double square = 0;
        for (LinkState.Cluster c : link.clusters()) {
          double a = ClusterAngles.wrap(c.aod() - link.position().azimuth());
          mean += c.power() * a;
          square += c.power() * a * a;
        }
        assertEquals(link.largeScale().asd(), Math.sqrt(square - mean * mean), 1e-6 * link.largeScale().asd());
        compared++;
      }
    }
    assertTrue(compared > USERS / 3, compared + " users compared");
  }

  @ParameterizedTest
  @MethodSource("columns")
  void dominantPathsAreTheStrongestClusters(Scenario scenario, Reading reading) {
    Tr38901 full = Expected.model(scenario, 3.5, reading);
    Tr38901 two = Tr38901.builder(full.task().toBuilder().multipath(Multipath.dominant(2)).build()).reading(reading)
        .build();
    for (int user = 0; user < USERS / 4; user++) {
      LinkState whole = full.link(Seed.root(6), user);
      LinkState kept = two.link(Seed.root(6), user);
      assertEquals(whole.clusters(), kept.clusters(), "the multipath setting changed the clusters");
      LinkState.Cluster[] sorted = whole.clusters().stream()
          .sorted((a, b) -> Double.compare(b.power(), a.power())).toArray(LinkState.Cluster[]::new);
      assertEquals(2, kept.rays().size());
      double sum = sorted[0].power() + sorted[1].power();
      for (int i = 0; i < 2; i++) {
        assertEquals(sorted[i].power() / sum, kept.rays().get(i).power(), SUM_TOLERANCE);
        assertEquals(sorted[i].aod(), kept.rays().get(i).aod(), 1e-9);
        assertEquals(sorted[i].zod(), kept.rays().get(i).zod(), 1e-9);
      }
    }
  }

  @Test
  void raysOfAClusterAreCoupledAtRandom() {
    // with fixed coupling the azimuth and zenith offsets of a cluster's rays would always correlate
    Tr38901 model = Expected.model(Scenario.UMI_NLOS, 3.5, Reading.QUADRIGA_LIKE);
    double sum = 0;
    double square = 0;
    int clusters = 0;
    for (int user = 0; user < 200; user++) {
      LinkState link = model.link(Seed.root(12), user);
      for (int n = 0; n < link.clusters().size(); n++) {
        LinkState.Cluster c = link.clusters().get(n);
        double product = 0;
        for (LinkState.Ray ray : link.rays().subList(20 * n, 20 * n + 20)) {
          product += ClusterAngles.wrap(ray.aod() - c.aod()) / 10 * (ray.zod() - c.zod()) / 4 / 20;
        }
        sum += product;
        square += product * product;
        clusters++;
      }
    }
    double fourStandardErrors = 4 * Math.sqrt(square) / clusters;
    assertEquals(0, sum / clusters, fourStandardErrors);
    assertTrue(square / clusters > 0.02, "coupling does not vary");
  }
}
