package io.wifoe.channel.tr38901;

/**
 * Cosines and sines of many angles at once. Loops are kept short because the compiler makes vector instructions of
 * those only. A thread's scratch space.
 */
final class Turns {
  /** Added and taken away again, it rounds to a whole number. */
  private static final double ROUNDER = 0x1.8p52;

  private final double[] half;
  private final double[] square;

  Turns(int most) {
    half = new double[most];
    square = new double[most];
  }

  /**
   * {@code cos(2 pi t)} and {@code sin(2 pi t)} of angles in turns, |t| below 1e6. The Taylor series of half the
   * angle, at most pi/2, are cut where their remainders are below 1e-12.
   */
  void cosSin(double[] turns, int count, double[] cos, double[] sin) {
    for (int k = 0; k < count; k++) {
      half[k] = Math.PI * (turns[k] - ((turns[k] + ROUNDER) - ROUNDER));
    }
    for (int k = 0; k < count; k++) {
      square[k] = half[k] * half[k];
    }
    sines(half, square, sin, count);
    cosines(square, cos, count);
    for (int k = 0; k < count; k++) {
      half[k] = 2 * sin[k] * cos[k];
    }
    for (int k = 0; k < count; k++) {
      cos[k] = 1 - 2 * sin[k] * sin[k];
    }
    System.arraycopy(half, 0, sin, 0, count);
  }

  private static void sines(double[] x, double[] x2, double[] out, int count) {
    for (int k = 0; k < count; k++) {
      double y = x2[k];
      out[k] = x[k] * (1 + y * (-1.0 / 6 + y * (1.0 / 120 + y * (-1.0 / 5040 + y * (1.0 / 362880
          + y * (-1.0 / 39916800 + y * (1.0 / 6227020800.0 + y * (-1.0 / 1307674368000.0
          + y * (1.0 / 355687428096000.0)))))))));
    }
  }

  private static void cosines(double[] x2, double[] out, int count) {
    for (int k = 0; k < count; k++) {
      double y = x2[k];
      out[k] = 1 + y * (-1.0 / 2 + y * (1.0 / 24 + y * (-1.0 / 720 + y * (1.0 / 40320
          + y * (-1.0 / 3628800 + y * (1.0 / 479001600 + y * (-1.0 / 87178291200.0
          + y * (1.0 / 20922789888000.0 + y * (-1.0 / 6402373705728000.0)))))))));
    }
  }
}
