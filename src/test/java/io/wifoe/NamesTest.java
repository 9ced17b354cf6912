package io.wifoe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void namesThatCountUpAreARange() {
    assertEquals("T1..T9", Names.listed(List.of("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9")));
    assertEquals("T8..T11", Names.listed(List.of("T8", "T9", "T10", "T11")));
    assertEquals("T10, T11, T12", Names.listed(List.of("T10", "T11", "T12")));
    assertEquals("T1, T2, T4, T5", Names.listed(List.of("T1", "T2", "T4", "T5")));
    assertEquals("T1, T2, G3, G4", Names.listed(List.of("T1", "T2", "G3", "G4")));
    assertEquals("a, b, c, d", Names.listed(List.of("a", "b", "c", "d")));
    assertEquals("", Names.listed(List.of()));
  }
}
