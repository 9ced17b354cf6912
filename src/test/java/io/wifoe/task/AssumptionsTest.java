package io.wifoe.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssumptionsTest {
  @Test
  void thePapersTasksCarryThoseUnderWhichItsFiguresAreWithinReach() {
    assertEquals(new Assumptions(Reading.QUADRIGA_LIKE, Multipath.dominant(2), Normalization.PAPER_CALIBRATED,
        PilotPower.PER_ANTENNA), Assumptions.PAPER_LIKE);
    PaperTasks.group1().forEach(task -> assertEquals(Assumptions.PAPER_LIKE, task.assumptions()));
  }

  @Test
  void pilotColumnsHaveThePowerOfAPrecoderOrOfEveryAntenna() {
    assertEquals(3, PilotPower.TOTAL.of(3, 96));
    assertEquals(288, PilotPower.PER_ANTENNA.of(3, 96));
  }

  @ParameterizedTest
  @EnumSource
  void pilotPowersAreReadAsTheyArePrinted(PilotPower value) {
    assertEquals(value, PilotPower.parse(value.toString()));
    assertEquals(value, PilotPower.parse(value.toString().toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @EnumSource
  void readingsAreReadAsTheyArePrinted(Reading value) {
    assertEquals(value, Reading.parse(value.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "dominant-1", "dominant-2", "dominant-20"})
  void multipathIsReadAsItIsPrinted(String text) {
    assertEquals(text, Multipath.parse(text).toString());
    assertEquals(text.equals("full"), Multipath.parse(text).isFull());
  }

  @Test
  void refusesWhatIsNoAssumption() {
    for (String text : new String[] {"dominant", "dominant-", "dominant-0", "dominant-two", "2"}) {
      assertThrows(IllegalArgumentException.class, () -> Multipath.parse(text), text);
    }
    assertThrows(IllegalArgumentException.class, () -> new Multipath(-1));
    assertThrows(IllegalArgumentException.class, () -> PilotPower.parse("loud"));
    assertThrows(IllegalArgumentException.class, () -> Reading.parse("loud"));
    assertThrows(IllegalArgumentException.class, () -> Assumptions.PAPER_LIKE.withReading(null));
    assertThrows(IllegalArgumentException.class, () -> Assumptions.PAPER_LIKE.withMultipath(null));
    assertThrows(IllegalArgumentException.class, () -> Assumptions.PAPER_LIKE.withNormalization(null));
    assertThrows(IllegalArgumentException.class, () -> Assumptions.PAPER_LIKE.withPilotPower(null));
  }

  @Test
  void everyOneIsPrinted() {
    String text = Assumptions.STANDARD_FULL.withPilotPower(PilotPower.TOTAL).toString();
    for (String word : new String[] {"standard", "full", "paper-calibrated", "total"}) {
      assertTrue(text.contains(word), text);
    }
    assertFalse(Assumptions.PAPER_LIKE.toString().contains("standard"));
  }
}
