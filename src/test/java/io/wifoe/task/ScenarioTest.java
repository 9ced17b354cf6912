package io.wifoe.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {
  @ParameterizedTest
  @CsvSource({"UMA_LOS, UMa, true, false, UMa LOS", "UMA_NLOS, UMa, false, false, UMa NLOS",
      "UMA, UMa, false, true, UMa",
      "UMI_LOS, UMi, true, false, UMi LOS", "UMI_NLOS, UMi, false, false, UMi NLOS", "UMI, UMi, false, true, UMi",
      "RMA_LOS, RMa, true, false, RMa LOS", "RMA_NLOS, RMa, false, false, RMa NLOS", "RMA, RMa, false, true, RMa"})
  void isAnEnvironmentAndAState(Scenario scenario, String environment, boolean los, boolean mixed, String text) {
    assertEquals(environment, scenario.environment());
    assertEquals(los, scenario.isLos());
    assertEquals(mixed, scenario.isMixed());
    assertEquals(text, scenario.toString());
  }
}
