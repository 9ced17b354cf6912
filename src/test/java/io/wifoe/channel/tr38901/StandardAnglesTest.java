package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Seed;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import org.junit.jupiter.api.Test;

class StandardAnglesTest {
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
        LinkState link = model.link(Seed.root(2), user);
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
    int users = 2000;
    int same = 0;
    for (int user = 0; user < users; user++) {
      same += left(model, user, 3) == left(model, user + 1, 3) ? 1 : 0;
    }
    double fourStandardErrors = 2 * Math.sqrt(users);
    assertEquals(users / 2.0, same, fourStandardErrors);
  }

  private static boolean left(Tr38901 model, int user, int cluster) {
    LinkState link = model.link(Seed.root(4), user);
    return ClusterAngles.wrap(link.clusters().get(cluster).aod() - link.position().azimuth()) > 0;
  }
}
