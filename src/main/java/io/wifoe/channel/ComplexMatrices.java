package io.wifoe.channel;

import io.wifoe.Check;
import java.util.Arrays;
import java.util.Locale;

/**
 * A batch of complex matrices (samples, rows, columns) as the networks read them: channels H (K, Nt) whose row k is
 * h_k, precoders (K, Nt) whose row k is v_k, what users received (K, L), pilots X (Nt, L). Nothing is conjugated; a
 * user receives h_k^H v_j. The array is not copied.
 *
 * @param samples matrices in the batch
 * @param rows of each
 * @param columns of each
 * @param values (samples, rows, 2 columns): sample by sample and row by row, each row [Re | Im]
 */
public record ComplexMatrices(int samples, int rows, int columns, float[] values) {
  /** Numbers in its text. */
  private static final int SHOWN = 4;

  public ComplexMatrices {
    Check.that(samples >= 0 && rows >= 1 && columns >= 1 && values.length == 2L * samples * rows * columns,
        "%d complex matrices of %d x %d need %d numbers, real and imaginary parts, not %d", samples, rows, columns,
        2L * samples * rows * columns, values.length);
  }

  /** Matrices of zeros. */
  public static ComplexMatrices zeros(int samples, int rows, int columns) {
    Check.that(samples >= 0 && rows >= 1 && columns >= 1, "%d complex matrices of %d x %d: numbers start at 0, 1 and 1",
        samples, rows, columns);
    long size = 2L * samples * rows * columns;
    Check.that(size <= Integer.MAX_VALUE - 8, "%d complex matrices of %d x %d do not fit one array; take fewer at once",
        samples, rows, columns);
    return new ComplexMatrices(samples, rows, columns, new float[(int) size]);
  }

  /** The index of a row's first real part; its imaginary parts begin {@code columns} later. */
  public int row(int sample, int row) {
    return (sample * rows + row) * 2 * columns;
  }

  /** The real part of one element. */
  public float re(int sample, int row, int column) {
    return values[row(sample, row) + column];
  }

  /** The imaginary part of one element. */
  public float im(int sample, int row, int column) {
    return values[row(sample, row) + columns + column];
  }

  /** Changes one element. */
  public void set(int sample, int row, int column, float re, float im) {
    int at = row(sample, row) + column;
    values[at] = re;
    values[at + columns] = im;
  }

  /** Its shape and its first numbers. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(%d, %d, %d) complex".formatted(samples, rows, columns));
    if (samples > 0) {
      text.append(": ");
      for (int i = 0; i < Math.min(columns, SHOWN); i++) {
        text.append(String.format(Locale.ROOT, "%s%.4g%+.4gi", i == 0 ? "" : ", ", re(0, 0, i), im(0, 0, i)));
      }
    }
    return text.append((long) samples * rows * columns > SHOWN ? ", ..." : "").toString();
  }

  /**
   * These channels, (samples, users, Nt).
   *
   * @throws IllegalArgumentException naming the first that is not finite
   */
  public ComplexMatrices requireFinite() {
    for (int i = 0; i < values.length; i++) {
      Check.that(Float.isFinite(values[i]), "sample %d, user %d: the channel has a value that is not finite",
          i / (2 * columns) / rows, i / (2 * columns) % rows);
    }
    return this;
  }

  /** A copy of the samples from {@code from} to before {@code to}. */
  public ComplexMatrices slice(int from, int to) {
    Check.that(0 <= from && from <= to && to <= samples, "samples %d to %d are none of 0 to %d", from, to, samples);
    return new ComplexMatrices(to - from, rows, columns, Arrays.copyOfRange(values, row(from, 0), row(to, 0)));
  }
}
