package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static final long STEPS = 1_000;

  @Test
  void aCosineRisesToThePeakAndFallsToNothing() {
    LearningRate rate = LearningRate.cosine(1e-3, 100);
    for (long step = 1; step < STEPS; step++) {
      boolean rises = rate.at(step, STEPS) > rate.at(step - 1, STEPS);
      assertEquals(step < 100, rises, "step " + step);
    }
    assertEquals(1e-3, rate.at(99, STEPS));
    assertEquals(5e-4, rate.at(550, STEPS), 1e-9); // halfway down
    assertTrue(rate.at(STEPS - 1, STEPS) < 1e-8);
  }

  @Test
  void aConstantStays() {
    assertEquals(1e-3, LearningRate.constant(1e-3).at(0, STEPS));
    assertEquals(1e-3, LearningRate.constant(1e-3).at(STEPS - 1, STEPS));
  }
}
