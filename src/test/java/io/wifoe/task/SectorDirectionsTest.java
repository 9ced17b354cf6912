package io.wifoe.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SectorDirectionsTest {
  /** The first directions in the sequence, by hand: half and the powers of the plastic number. */
  @Test
  void directionsAreSpreadOverTheSector() {
    SectorDirections directions = SectorDirections.of(400);
    double q = 0.5 + 0.5698402909980532 - 1 - 0.5; // above the median by half of q
    assertEquals(-0.1 - 0.12 * Math.signum(q) * Math.log(1 - 2 * Math.abs(q)), directions.up(0), 1e-15);
    int[] quarters = new int[4];
    int lower = 0;
    for (int s = 0; s < 400; s++) {
      double side = directions.side(s);
      double up = directions.up(s);
      assertTrue(side * side + up * up <= 1);
      quarters[(int) Math.min(3, 2 * (side / Math.sqrt(1 - up * up) + 1))]++;
      lower += up < -0.1 ? 1 : 0;
    }
    for (int quarter : quarters) {
      assertEquals(100, quarter, 2);
    }
    assertEquals(200, lower, 2);
  }
}
