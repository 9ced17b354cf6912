package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.task.Scenario;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathLossTest {
  private static final double PRINTED_M = 1e-3;
  private static final double PRINTED_DB = 1e-4;
  /** QuaDRiGa rounds the breakpoint's factor. */
  private static final double URBAN_DB = 0.02;
  /** QuaDRiGa approximates the rural loss by another formula. */
  private static final double RURAL_DB = 0.1;

  @Test
  void agreesWithAnotherSimulatorUserByUser() {
    JsonNode users = Expected.resource("reference-statistics.json").get("pathLoss");
    assertTrue(users.size() >= 20);
    for (JsonNode user : users) {
      Scenario scenario = Scenario.valueOf(user.get("scenario").asText().toUpperCase(Locale.ROOT));
      Cell cell = Cell.of(scenario);
      Position p = new Position(user.get("distance2d").asDouble(), 0, cell.baseHeight(), cell.userHeight());
      PathLoss loss = loss(scenario.environment(), user.get("carrierGHz").asDouble());
      double db = scenario.isLos() ? loss.los(p) : loss.nlos(p);
      assertEquals(user.get("pathLossDb").asDouble(), db,
          scenario.environment().equals("RMa") ? RURAL_DB : URBAN_DB, user.toString());
    }
  }

  @Test
  void followsTheFormulasOnBothSidesOfTheBreakpoint() {
    for (JsonNode point : Expected.resource("large-scale-expected.json").get("pathLosses")) {
      Position p = new Position(point.get("distance2d").asDouble(), 0, point.get("baseHeight").asDouble(),
          point.get("userHeight").asDouble());
      PathLoss loss = loss(point.get("environment").asText(), point.get("carrierGHz").asDouble());
      assertEquals(point.get("breakpoint").asDouble(), loss.breakpoint(p), PRINTED_M, point.toString());
      assertEquals(point.get("los").asDouble(), loss.los(p), PRINTED_DB, point.toString());
      assertEquals(point.get("nlos").asDouble(), loss.nlos(p), PRINTED_DB, point.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UMa", "UMi", "RMa"})
  void neverFallsWithDistanceAndIsContinuousAtTheBreakpoint(String environment) {
    PathLoss loss = loss(environment, 0.7);
    Cell cell = Cell.of(Scenario.valueOf(environment.toUpperCase(Locale.ROOT)));
    double before = 0;
    double beforeNlos = 0;
    for (double d = 20; d < 5000; d *= 1.001) {
      Position p = new Position(d, 0, cell.baseHeight(), cell.userHeight());
      double los = loss.los(p);
      double nlos = loss.nlos(p);
      assertTrue(los >= before && nlos >= beforeNlos, environment + " falls at " + d);
      // 0.1 % of distance at 40 dB per decade is 0.02 dB; the breakpoint mixes 2D and 3D distances
      assertTrue(before == 0 || los - before < 0.05, environment + " jumps at " + d);
      assertTrue(nlos >= los, environment);
      before = los;
      beforeNlos = nlos;
    }
  }

  @Test
  void losProbabilityMeetsPublishedPoints() {
    assertEquals(1, LosProbability.of("UMi", 18));
    assertEquals(1, LosProbability.of("UMa", 18));
    assertEquals(1, LosProbability.of("RMa", 10));
    assertEquals(0.5196, LosProbability.of("UMi", 50), 1e-4);
    assertEquals(0.3477, LosProbability.of("UMa", 100), 1e-4);
    assertEquals(0.3716, LosProbability.of("RMa", 1000), 1e-4);
  }

  private static PathLoss loss(String environment, double carrierGHz) {
    return new PathLoss(ParameterTables.standard().environments().get(environment), carrierGHz);
  }
}
