package io.wifoe.cli;

import ai.djl.Device;
import io.wifoe.nn.NativeEngine;
import picocli.CommandLine.Option;

/** {@code --device}: where networks learn and are measured. */
final class DeviceOption {
  @Option(names = "--device", defaultValue = "cpu", paramLabel = "NAME", description = "where networks learn and are "
      + "measured: cpu, gpu, or gpu:1 for the second one (default: ${DEFAULT-VALUE})")
  private String name;

  /**
   * The device of this name.
   *
   * @throws IllegalArgumentException if it is none, or a GPU that the engine does not see
   */
  Device device() {
    return NativeEngine.device(name);
  }
}
