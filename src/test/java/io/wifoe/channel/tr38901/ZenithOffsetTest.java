package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZenithOffsetTest {
  /** Published offsets have one decimal. */
  private static final double PRINTED = 0.05 + 1e-9;

  @ParameterizedTest
  @ValueSource(strings = {"UMa", "UMi", "RMa"})
  void meetsPublishedDegrees(String environment) {
    // an offset in radians, a known erratum of RMa NLOS, would be 57 times smaller
    JsonNode published = Expected.resource("large-scale-expected.json").get("zenithOffsets").get(environment);
    published.properties().forEach(point -> {
      Position p = new Position(Double.parseDouble(point.getKey()), 0, 25, 1.5);
      assertEquals(point.getValue().asDouble(), ZenithOffset.of(environment, 6, p), PRINTED, point.toString());
    });
  }
}
