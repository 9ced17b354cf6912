package io.wifoe.channel;

import java.util.Arrays;

/**
 * A batch of complex matrices (samples, K, Nt): channels H whose row k is h_k, or precoders whose row k is v_k,
 * neither conjugated; a user receives h_k^H v_j. The arrays are not copied.
 *
 * @param samples matrices in the batch
 * @param users rows K of each
 * @param antennas columns Nt of each
 * @param re real parts, sample by sample and row by row
 * @param im imaginary parts in the same order
 */
public record ComplexBatch(int samples, int users, int antennas, float[] re, float[] im) {
  public ComplexBatch {
    long size = (long) samples * users * antennas;
    if (samples < 0 || users < 1 || antennas < 1 || re.length != size || im.length != size) {
      throw new IllegalArgumentException("a batch of %d x %d x %d needs %d real and imaginary parts, not %d and %d"
          .formatted(samples, users, antennas, size, re.length, im.length));
    }
  }

  /** A batch of zeros. */
  public static ComplexBatch zeros(int samples, int users, int antennas) {
    int size = Math.toIntExact((long) samples * users * antennas);
    return new ComplexBatch(samples, users, antennas, new float[size], new float[size]);
  }

  /** The index of the first element of row {@code user} of matrix {@code sample}. */
  public int row(int sample, int user) {
    return (sample * users + user) * antennas;
  }

  /** A copy of the samples from {@code from} to before {@code to}. */
  public ComplexBatch slice(int from, int to) {
    return new ComplexBatch(to - from, users, antennas, Arrays.copyOfRange(re, row(from, 0), row(to, 0)),
        Arrays.copyOfRange(im, row(from, 0), row(to, 0)));
  }
}
