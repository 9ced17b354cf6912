package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.task.Multipath;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClustersTest {
  private static final double SUM_TOLERANCE = 1e-12; // rounding of 400 additions
  private static final int USERS = 1000;
  /** Offsets of rays are printed with four decimals. */
  private static final double PRINTED = 1e-4;

  static Stream<Arguments> columns() {
    return LargeScaleModelTest.columns();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void powersSumToOne(Scenario scenario, Reading reading) {
    Tr38901 model = Expected.model(scenario, 3.5, reading);
    for (int user = 0; user < USERS; user++) {
      LinkState link = model.link(RandomStream.root(1), user);
      assertEquals(1, link.clusters().stream().mapToDouble(LinkState.Cluster::power).sum(), SUM_TOLERANCE);
      assertEquals(1, link.rays().stream().mapToDouble(LinkState.Ray::power).sum(), SUM_TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("columns")
  void clustersGoWhenTheyAre25DbBelowTheStrongest(Scenario scenario, Reading reading) {
    Tr38901 model = Expected.model(scenario, 3.5, reading);
    int clusters = ParameterTables.standard().scenarios().get(Expected.column(scenario)).clusters();
    int fewest = clusters;
    double weakest = 1;
    for (int user = 0; user < USERS; user++) {
      LinkState link = model.link(RandomStream.root(1), user);
      double[] power = link.clusters().stream().mapToDouble(LinkState.Cluster::power).toArray();
      if (reading == Reading.STANDARD) {
        power[0] -= link.largeScale().directShare(); // the first cluster's own power, which may be small
      }
      fewest = Math.min(fewest, power.length);
      double strongest = Arrays.stream(power).skip(reading == Reading.STANDARD ? 0 : 1).max().orElseThrow();
      weakest = Math.min(weakest, Arrays.stream(power).skip(1).min().orElse(1) / strongest);
    }
    if (reading == Reading.QUADRIGA_LIKE) {
      assertEquals(clusters, fewest, "a cluster was removed");
    } else {
      // the weakest of some ten thousand clusters stands not far above the threshold
      assertTrue(fewest < clusters, "nothing was ever removed");
      double db = 10 * Math.log10(weakest);
      assertTrue(db >= -25 - 1e-9 && db < -24, "the weakest cluster has " + db + " dB");
    }
  }

  @Test
  void rescaledClustersHaveTheDrawnSpread() {
    // RMa LOS has narrow spreads, so no angle wraps and the linear spread of all paths is the drawn one
    Tr38901 model = Expected.model(Scenario.RMA_LOS, 3.5, Reading.QUADRIGA_LIKE);
    int compared = 0;
    for (int user = 0; user < USERS; user++) {
      LinkState link = model.link(RandomStream.root(8), user);
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
      LinkState whole = full.link(RandomStream.root(6), user);
      LinkState kept = two.link(RandomStream.root(6), user);
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
      LinkState link = model.link(RandomStream.root(12), user);
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

  @Test
  void raysOfTheTwoStrongestClustersAreCoupledInTheirSubClusters() {
    // sizes of the offsets (Table 7.5-3) of the rays of each sub-cluster (Table 7.5-5)
    double[][] subClusters = {{0.0447, 0.1413, 0.2492, 0.3715, 2.1551}, {0.5129, 0.6797, 1.5195}, {0.8844, 1.1481}};
    Tr38901 model = Expected.at(100, Scenario.UMI_NLOS, 3.5, Reading.STANDARD);
    ParameterTables.ScenarioParameters table = ParameterTables.standard().scenarios().get("UMi_NLOS");
    double rayZsd = 3.0 / 8 * Math.pow(10, -3.1 * 0.1 + 0.2);
    int elsewhere = 0;
    for (int user = 0; user < 100; user++) {
      LinkState link = model.link(RandomStream.root(14), user);
      Integer[] byPower = IntStream.range(0, link.clusters().size()).boxed()
          .sorted((a, b) -> Double.compare(link.clusters().get(b).power(), link.clusters().get(a).power()))
          .toArray(Integer[]::new);
      for (int rank = 0; rank < 3; rank++) {
        LinkState.Cluster c = link.clusters().get(byPower[rank]);
        if (c.zod() < 20 || c.zod() > 160) {
          continue; // rays that pass a pole are folded
        }
        int crossed = 0;
        for (LinkState.Ray ray : link.rays().subList(20 * byPower[rank], 20 * byPower[rank] + 20)) {
          double azimuth = Math.abs(ClusterAngles.wrap(ray.aod() - c.aod())) / table.rayAsd();
          double zenith = Math.abs(ray.zod() - c.zod()) / rayZsd;
          crossed += group(subClusters, azimuth) == group(subClusters, zenith) ? 0 : 1;
        }
        elsewhere += rank == 2 ? crossed : 0;
        assertTrue(rank == 2 || crossed == 0, crossed + " rays left their sub-cluster");
      }
    }
    assertTrue(elsewhere > 100 * 20 / 3, "the third cluster has sub-clusters");
  }

  private static int group(double[][] groups, double size) {
    for (int g = 0; g < groups.length; g++) {
      if (Arrays.stream(groups[g]).anyMatch(x -> Math.abs(x - size) < PRINTED)) {
        return g;
      }
    }
    throw new AssertionError("no ray has an offset of " + size);
  }
}
