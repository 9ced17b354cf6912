package io.wifoe.channel.tr38901;

import java.util.Arrays;

/**
 * The sum over rays of {@code w_k u_k^r v_k^c} for every row r and column c, with |u_k| = |v_k| = 1: powers by
 * recurrence, then the product of a (rows, rays) and a (rays, columns) complex matrix in blocks of two by two, which
 * keep their eight sums in registers. Everything in double.
 */
final class SeparableSum {
  private final int rows;
  private final int columns;
  // rounded up to an even number of rows and columns; the last one is computed for nothing
  private final double[][] rowRe;
  private final double[][] rowIm;
  private final double[][] columnRe;
  private final double[][] columnIm;
  private final double[] stepRe;
  private final double[] stepIm;
  private final Turns turns;
  private int count;

  SeparableSum(int rows, int columns, int most) {
    this.rows = rows;
    this.columns = columns;
    rowRe = new double[rows + rows % 2][most];
    rowIm = new double[rows + rows % 2][most];
    columnRe = new double[columns + columns % 2][most];
    columnIm = new double[columns + columns % 2][most];
    stepRe = new double[most];
    stepIm = new double[most];
    turns = new Turns(most);
  }

  /** Sets the weights {@code w} of {@code count} rays and their turns from row to row and from column to column. */
  void set(int count, double[] weightRe, double[] weightIm, double[] rowTurns, double[] columnTurns) {
    this.count = count;
    System.arraycopy(weightRe, 0, rowRe[0], 0, count);
    System.arraycopy(weightIm, 0, rowIm[0], 0, count);
    powers(rowTurns, rowRe, rowIm);
    Arrays.fill(columnRe[0], 0, count, 1);
    Arrays.fill(columnIm[0], 0, count, 0);
    powers(columnTurns, columnRe, columnIm);
  }

  /** Writes all real parts, column by column, and behind them all imaginary parts. */
  void write(float[] out, int offset) {
    for (int c = 0; c < columns; c += 2) {
      for (int r = 0; r < rows; r += 2) {
        block(r, c, out, offset);
      }
    }
  }

  private void block(int r, int c, float[] out, int offset) {
    double[] aRe = rowRe[r];
    double[] aIm = rowIm[r];
    double[] bRe = rowRe[r + 1];
    double[] bIm = rowIm[r + 1];
    double[] uRe = columnRe[c];
    double[] uIm = columnIm[c];
    double[] vRe = columnRe[c + 1];
    double[] vIm = columnIm[c + 1];
    double auRe = 0;
    double auIm = 0;
    double avRe = 0;
    double avIm = 0;
    double buRe = 0;
    double buIm = 0;
    double bvRe = 0;
    double bvIm = 0;
    for (int k = 0; k < count; k++) {
      double a = aRe[k];
      double b = bRe[k];
      double u = uRe[k];
      double v = vRe[k];
      double aj = aIm[k];
      double bj = bIm[k];
      double uj = uIm[k];
      double vj = vIm[k];
      auRe = Math.fma(a, u, Math.fma(-aj, uj, auRe));
      auIm = Math.fma(a, uj, Math.fma(aj, u, auIm));
      avRe = Math.fma(a, v, Math.fma(-aj, vj, avRe));
      avIm = Math.fma(a, vj, Math.fma(aj, v, avIm));
      buRe = Math.fma(b, u, Math.fma(-bj, uj, buRe));
      buIm = Math.fma(b, uj, Math.fma(bj, u, buIm));
      bvRe = Math.fma(b, v, Math.fma(-bj, vj, bvRe));
      bvIm = Math.fma(b, vj, Math.fma(bj, v, bvIm));
    }
    put(r, c, auRe, auIm, out, offset);
    put(r, c + 1, avRe, avIm, out, offset);
    put(r + 1, c, buRe, buIm, out, offset);
    put(r + 1, c + 1, bvRe, bvIm, out, offset);
  }

  private void put(int r, int c, double re, double im, float[] out, int offset) {
    if (r < rows && c < columns) {
      int n = offset + r + rows * c;
      out[n] = (float) re;
      out[n + rows * columns] = (float) im;
    }
  }

  private void powers(double[] turn, double[][] re, double[][] im) {
    turns.cosSin(turn, count, stepRe, stepIm);
    for (int i = 1; i < re.length; i++) {
      turn(re[i - 1], im[i - 1], stepRe, stepIm, re[i], im[i], count);
    }
  }

  private static void turn(double[] aRe, double[] aIm, double[] bRe, double[] bIm, double[] re, double[] im,
      int count) {
    // two loops, since the compiler vectorises short ones
    for (int k = 0; k < count; k++) {
      re[k] = aRe[k] * bRe[k] - aIm[k] * bIm[k];
    }
    for (int k = 0; k < count; k++) {
      im[k] = aRe[k] * bIm[k] + aIm[k] * bRe[k];
    }
  }
}
