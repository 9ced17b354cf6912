package io.wifoe.model;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same reference for what runs on a GPU: on one where there is one, and as the same code on the processor. */
class DeviceGoldenTest extends WiFoEGoldenTest {
  @BeforeAll
  static void askForDeviceCode() {
    System.setProperty("wifoe.device-code", "true");
  }

  @AfterAll
  static void askNoMore() {
    System.clearProperty("wifoe.device-code");
  }
}
