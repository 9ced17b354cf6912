package io.wifoe.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnrRangeTest {
  private static final int DRAWS = 2000;

  @Test
  void isUniformInDbBetweenItsEnds() {
    double[] snr = IntStream.range(0, DRAWS).mapToDouble(i -> new SnrRange(-5, 15).draw(RandomStream.root(1).of(i))
        .snrDb())
        .sorted().toArray();
    assertTrue(snr[0] >= -5 - 1e-9 && snr[DRAWS - 1] <= 15 + 1e-9, snr[0] + " to " + snr[DRAWS - 1]);
    double kolmogorov = 1.95 / Math.sqrt(DRAWS); // 0.1 % point
    for (int i = 0; i < DRAWS; i++) {
      assertEquals((i + 0.5) / DRAWS, (snr[i] + 5) / 20, kolmogorov);
    }
    assertEquals(new SnrRange(-5, 15).draw(RandomStream.root(1)), new SnrRange(-5, 15).draw(RandomStream.root(1)));
  }

  @Test
  void oneValueIsThatValue() {
    assertEquals(LinkBudget.snrDb(7), SnrRange.of(7).draw(RandomStream.root(1)));
    assertEquals("7.0 dB", SnrRange.of(7).toString());
    assertEquals("-5.0..15.0 dB", new SnrRange(-5, 15).toString());
  }

  @Test
  void refusesWhatFallsOrNobodyHas() {
    assertThrows(IllegalArgumentException.class, () -> new SnrRange(10, 5));
    assertThrows(IllegalArgumentException.class, () -> new SnrRange(-201, 0));
    assertThrows(IllegalArgumentException.class, () -> new SnrRange(0, 201));
    assertThrows(IllegalArgumentException.class, () -> new SnrRange(Double.NaN, 0));
    assertEquals(200, new SnrRange(-200, 200).maxDb());
  }
}
