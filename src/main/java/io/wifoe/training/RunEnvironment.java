package io.wifoe.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.Library;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.NativeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The software and the machine of a run.
 *
 * @param device what the arrays live on, cpu or gpu:0; null in runs of earlier versions
 * @param bfloat16 whether the processor multiplies bfloat16 numbers faster than 32-bit ones, so that
 *     {@link io.wifoe.nn.MatmulPrecision#MEDIUM} does so; null in runs of earlier versions
 */
public record RunEnvironment(String library, String engine, String java, String system, String cpu, int processors,
    @JsonInclude(JsonInclude.Include.NON_NULL) String device,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean bfloat16) {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  static RunEnvironment of(Device device) {
    Engine engine = Engine.getInstance();
    return new RunEnvironment(Library.NAME, engine.getEngineName() + " " + engine.getVersion(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"), cpuName(),
        Runtime.getRuntime().availableProcessors(), NativeEngine.name(device), MatmulPrecision.isMediumSupported());
  }

  /** The machine in a few words, with the number of the GPU if the device is one; starts no engine. */
  public static String machine(Device device) {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
        + Runtime.getRuntime().availableProcessors() + " processors, " + cpuName()
        + (device.isGpu() ? ", " + NativeEngine.name(device) : "");
  }

  private static String cpuName() {
    try {
      return !Files.exists(CPU) ? "unknown" : Files.readAllLines(CPU).stream()
          .filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst().orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
