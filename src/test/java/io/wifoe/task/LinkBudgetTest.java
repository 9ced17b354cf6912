package io.wifoe.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkBudgetTest {
  @Test
  void tenDbAreATenthOfNoise() {
    LinkBudget link = LinkBudget.snrDb(10);
    assertEquals(1, link.power());
    assertEquals(0.1, link.noisePower(), 1e-15);
    assertEquals(10, link.snrDb(), 1e-12);
    assertEquals(20, new LinkBudget(50, 0.5).snrDb(), 1e-12);
    assertEquals(-200, LinkBudget.snrDb(-200).snrDb(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void powersArePositiveNumbers(double power) {
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new LinkBudget(power, 1)).getMessage()
        .contains("transmit power " + power));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new LinkBudget(1, power)).getMessage()
        .contains("noise power " + power));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-200.1, 200.1, Double.NaN})
  void refusesAnSnrThatNobodyHas(double snrDb) {
    assertThrows(IllegalArgumentException.class, () -> LinkBudget.snrDb(snrDb));
  }
}
