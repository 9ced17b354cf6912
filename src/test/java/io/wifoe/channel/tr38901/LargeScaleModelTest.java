package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.RandomStream;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LargeScaleModelTest {
  private static final int USERS = 4000;
  /** Kolmogorov's 0.1 % point: fixed seeds that pass stay passed, a wrong table is far beyond it. */
  private static final double LARGEST_DISTANCE = 1.95 / Math.sqrt(USERS);
  /** Four standard errors of a correlation near zero. */
  private static final double CORRELATION_TOLERANCE = 4 / Math.sqrt(USERS);
  /** Where the standard caps spreads, log10 of 104 and 52 degrees. */
  private static final List<Double> CAPS = Arrays.asList(null, null, null, Math.log10(104), Math.log10(104),
      Math.log10(52), Math.log10(52));

  static Stream<Arguments> columns() {
    return Stream.of(Scenario.values()).filter(s -> !s.isMixed())
        .flatMap(s -> Stream.of(Reading.values()).map(r -> Arguments.of(s, r)));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void marginalsAndCorrelationsFollowTheTables(Scenario scenario, Reading reading) {
    JsonNode all = Expected.resource("large-scale-expected.json");
    String state = scenario.environment() + (scenario.isLos() ? "_LOS" : "_NLOS");
    JsonNode expected = all.get("scenarios").get(state + " " + reading);
    double distance = expected.get("distance").asDouble();
    Tr38901 model = Tr38901.builder(Expected.task(scenario, all.get("carrierGHz").asDouble())).reading(reading)
        .cell(cell -> cell.withDistances(distance - 1e-3, distance + 1e-3)).build();
    double[][] x = draw(model);
    for (int i = 0; i < x.length; i++) {
      String name = LargeScaleModel.ORDER.get(i);
      if (name.equals("K") && !scenario.isLos()) {
        assertTrue(Arrays.stream(x[i]).allMatch(Double::isNaN), "a K-factor without a line of sight");
        continue;
      }
      JsonNode normal = expected.get(name);
      double cap = reading == Reading.STANDARD && CAPS.get(i) != null ? CAPS.get(i) : Double.POSITIVE_INFINITY;
      double d = kolmogorov(x[i], new NormalDistribution(normal.get(0).asDouble(), normal.get(1).asDouble()), cap);
      assertTrue(d < LARGEST_DISTANCE, name + " is " + d + " from its distribution");
      assertTrue(Arrays.stream(x[i]).max().orElseThrow() <= cap + 1e-9, name + " exceeds its cap");
      for (int j = 0; j < i; j++) {
        if (scenario.isLos() || j != 1) {
          checkCorrelation(x, i, j, state, reading);
        }
      }
    }
  }

  private static void checkCorrelation(double[][] x, int i, int j, String state, Reading reading) {
    if (reading == Reading.STANDARD) {
      return; // caps bend correlations; both readings share the matrix
    }
    String pair = LargeScaleModel.ORDER.get(j) + "-" + LargeScaleModel.ORDER.get(i);
    double table = ParameterTables.standard().scenarios().get(state).correlations().getOrDefault(pair, 0.0);
    assertEquals(table, new PearsonsCorrelation().correlation(x[i], x[j]), CORRELATION_TOLERANCE, pair);
  }

  private static double[][] draw(Tr38901 model) {
    double[][] x = new double[7][USERS];
    for (int u = 0; u < USERS; u++) {
      LargeScale s = model.link(RandomStream.root(17), u).largeScale();
      double[] values = {s.shadowDb(), s.kDb(), Math.log10(s.delaySpread()), Math.log10(s.asd()), Math.log10(s.asa()),
          Math.log10(s.zsd()), Math.log10(s.zsa())};
      for (int i = 0; i < values.length; i++) {
        x[i][u] = values[i];
      }
    }
    return x;
  }

  /** The largest distance between the empirical and the expected distribution below a cap. */
  private static double kolmogorov(double[] sample, NormalDistribution expected, double cap) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double d = 0;
    for (int i = 0; i < sorted.length && sorted[i] < cap - 1e-9; i++) {
      double f = expected.cumulativeProbability(sorted[i]);
      d = Math.max(d, Math.max(f - (double) i / sorted.length, (i + 1.0) / sorted.length - f));
    }
    return d;
  }
}
