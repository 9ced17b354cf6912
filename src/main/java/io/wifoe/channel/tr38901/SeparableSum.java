package io.wifoe.channel.tr38901;

import java.util.Arrays;

/**
 * The sum over rays of {@code w_k u_k^r v_k^c} for every row r and column c, with |u_k| = |v_k| = 1.
 *
 * <p>Rays are folded into {@link #FOLDS} equal parts that are added elementwise before the sum over what is left, since
 * the compiler vectorises the first but not the second.
 */
final class SeparableSum {
  private static final int FOLDS = 5;

  private final int rows;
  private final int columns;
  private final double[][] rowRe;
  private final double[][] rowIm;
  private final double[][] columnRe;
  private final double[][] columnIm;
  private final double[] stepRe;
  private final double[] stepIm;
  private final double[] partRe;
  private final double[] partIm;
  private int count;
  private int width;

  SeparableSum(int rows, int columns, int most) {
    this.rows = rows;
    this.columns = columns;
    int padded = (most + FOLDS - 1) / FOLDS * FOLDS;
    rowRe = new double[rows][padded];
    rowIm = new double[rows][padded];
    columnRe = new double[columns][padded];
    columnIm = new double[columns][padded];
    stepRe = new double[padded];
    stepIm = new double[padded];
    partRe = new double[padded / FOLDS];
    partIm = new double[padded / FOLDS];
  }

  /** Starts a sum over {@code count} rays. */
  void clear(int count) {
    this.count = count;
    this.width = (count + FOLDS - 1) / FOLDS;
    Arrays.fill(rowRe[0], count, width * FOLDS, 0);
    Arrays.fill(rowIm[0], count, width * FOLDS, 0);
    Arrays.fill(stepRe, count, width * FOLDS, 0);
    Arrays.fill(stepIm, count, width * FOLDS, 0);
  }

  /** Weights {@code w} and the turns from row to row. */
  void rows(double[] weightRe, double[] weightIm, double[] turns) {
    System.arraycopy(weightRe, 0, rowRe[0], 0, count);
    System.arraycopy(weightIm, 0, rowIm[0], 0, count);
    powers(turns, rowRe, rowIm);
  }

  /** The turns from column to column. */
  void columns(double[] turns) {
    Arrays.fill(columnRe[0], 0, width * FOLDS, 1);
    Arrays.fill(columnIm[0], 0, width * FOLDS, 0);
    powers(turns, columnRe, columnIm);
  }

  /** Writes the sums as pairs, column by column. */
  void write(float[] out, int offset) {
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        fold(rowRe[r], rowIm[r], columnRe[c], columnIm[c], partRe, partIm, width);
        out[offset++] = (float) total(partRe, width);
        out[offset++] = (float) total(partIm, width);
      }
    }
  }

  private void powers(double[] turns, double[][] re, double[][] im) {
    Turns.cosSin(turns, count, stepRe, stepIm);
    for (int i = 1; i < re.length; i++) {
      multiply(re[i - 1], im[i - 1], stepRe, stepIm, re[i], im[i], width * FOLDS);
    }
  }

  private static void multiply(double[] aRe, double[] aIm, double[] bRe, double[] bIm, double[] re, double[] im,
      int count) {
    for (int k = 0; k < count; k++) {
      re[k] = aRe[k] * bRe[k] - aIm[k] * bIm[k];
      im[k] = aRe[k] * bIm[k] + aIm[k] * bRe[k];
    }
  }

  private static void fold(double[] aRe, double[] aIm, double[] bRe, double[] bIm, double[] re, double[] im, int n) {
    int n2 = 2 * n;
    int n3 = 3 * n;
    int n4 = 4 * n;
    for (int k = 0; k < n; k++) {
      re[k] = aRe[k] * bRe[k] - aIm[k] * bIm[k]
          + (aRe[k + n] * bRe[k + n] - aIm[k + n] * bIm[k + n])
          + (aRe[k + n2] * bRe[k + n2] - aIm[k + n2] * bIm[k + n2])
          + (aRe[k + n3] * bRe[k + n3] - aIm[k + n3] * bIm[k + n3])
          + (aRe[k + n4] * bRe[k + n4] - aIm[k + n4] * bIm[k + n4]);
      im[k] = aRe[k] * bIm[k] + aIm[k] * bRe[k]
          + (aRe[k + n] * bIm[k + n] + aIm[k + n] * bRe[k + n])
          + (aRe[k + n2] * bIm[k + n2] + aIm[k + n2] * bRe[k + n2])
          + (aRe[k + n3] * bIm[k + n3] + aIm[k + n3] * bRe[k + n3])
          + (aRe[k + n4] * bIm[k + n4] + aIm[k + n4] * bRe[k + n4]);
    }
  }

  private static double total(double[] x, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = 0;
    for (; k + 3 < n; k += 4) {
      a += x[k];
      b += x[k + 1];
      c += x[k + 2];
      d += x[k + 3];
    }
    for (; k < n; k++) {
      a += x[k];
    }
    return (a + b) + (c + d);
  }
}
