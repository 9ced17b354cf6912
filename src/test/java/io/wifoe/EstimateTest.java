package io.wifoe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void meanAndConfidenceInterval() {
    // standard deviation of 1..9 is sqrt(7.5); 1.96 sqrt(7.5 / 9) = 1.789
    Estimate estimate = Estimate.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    assertEquals(5, estimate.mean(), 1e-12);
    assertEquals(1.789, estimate.ci95(), 1e-3);
    assertEquals(9, estimate.samples());
  }

  @Test
  void aLargeOffsetCostsNoDigits() {
    Estimate far = Estimate.of(new double[] {1e9 + 1, 1e9 + 2, 1e9 + 4});
    assertEquals(Estimate.of(new double[] {1, 2, 4}).ci95(), far.ci95(), 1e-6);
  }

  @Test
  void oneSampleHasNoInterval() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Estimate.of(new double[] {3}));
    assertEquals("1 samples have no confidence interval; take at least 2", e.getMessage());
  }
}
