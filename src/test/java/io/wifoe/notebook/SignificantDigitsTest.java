package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignificantDigitsTest {
  private static List<String> shown(double... column) {
    SignificantDigits format = SignificantDigits.of(column);
    return Arrays.stream(column).mapToObj(format::format).toList();
  }

  @Test
  void theLargestNumberHasFourSignificantDigitsAndTheOthersItsDecimals() {
    assertEquals(List.of("12.35", "1.00", "0.05"), shown(12.3456, 1, 0.051));
    assertEquals(List.of("10.00"), shown(9.9996), "not 10.000");
    assertEquals(List.of("1.000", "0.123"), shown(0.99996, 0.123456));
    assertEquals(List.of("-1,235", "2"), shown(-1234.5678, 2), "the largest in size");
    assertEquals(List.of("12,346"), shown(12345.678), "whole numbers stay whole");
    assertEquals(List.of("0.00001234"), shown(1.234e-5));
    assertEquals(List.of("0.000", "0.000"), shown(0, -0.0));
  }

  @Test
  void verySmallAndVeryLargeNumbersHaveExponents() {
    assertEquals(List.of("1.000E-7", "9.999E-6", "-3.000E-12"), shown(1e-7, 9.9991e-6, -3e-12));
    assertEquals(List.of("12.30", "1.235E-7"), shown(12.3, 1.2346e-7), "beside ordinary numbers");
    assertEquals(List.of("12.30", "1.230E-3", "0.01"), shown(12.3, 0.00123, 0.0123),
        "none that is not zero reads 0.00");
    assertEquals(List.of("5.000E15", "1.500"), shown(5e15, 1.5));
    assertEquals(List.of("999,999,999", "1.000E9"), shown(999_999_999, 1e9));
  }

  @Test
  void infiniteAndMissingNumbersDoNotChangeTheOthers() {
    assertEquals(List.of("1.500", "∞", "-∞"), shown(1.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    assertEquals("1.500", shown(1.5, Double.NaN).get(0));
  }
}
