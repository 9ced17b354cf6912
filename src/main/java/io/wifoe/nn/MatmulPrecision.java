package io.wifoe.nn;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * How exactly a training multiplies matrices of 32-bit numbers, in the words of PyTorch's
 * {@code set_float32_matmul_precision}. What a trained network computes is always the highest.
 */
public enum MatmulPrecision {
  /** All digits. */
  HIGHEST,
  /**
   * Factors and products rounded to bfloat16, 8 bits of a number, and sums of 32 bits, if the processor has
   * instructions for it: AVX512-BF16, which is looked for on Linux. On others, on a GPU and for 64-bit numbers the same
   * as {@link #HIGHEST}. Products of few rows, those that choose experts, attention's scores, pilots and an encoder's
   * magnitudes keep all digits.
   */
  MEDIUM;

  private static final boolean SUPPORTED = supported(Path.of("/proc/cpuinfo"));

  /** Whether this processor multiplies bfloat16 numbers faster than 32-bit ones. */
  public static boolean isMediumSupported() {
    return SUPPORTED;
  }

  /**
   * The precision of this name, in any case.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static MatmulPrecision named(String name) {
    return Arrays.stream(values()).filter(one -> one.name().equalsIgnoreCase(name.strip())).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no precision of products; there are "
            + Arrays.toString(values()).toLowerCase(Locale.ROOT)));
  }

  /** Whether a training multiplies matrices of these parameters as bfloat16 numbers. */
  public boolean isCoarse(Parameters parameters) {
    return this == MEDIUM && SUPPORTED && parameters.precision() == DataType.FLOAT32
        && parameters.device().equals(Device.cpu());
  }

  static boolean supported(Path cpuinfo) {
    try {
      return Files.exists(cpuinfo) && Files.readAllLines(cpuinfo).stream().filter(line -> line.startsWith("flags"))
          .anyMatch(line -> Set.of(line.split("\\s+")).contains("avx512_bf16"));
    } catch (IOException e) {
      return false; // a processor that says nothing of itself
    }
  }
}
