package io.wifoe.channel.tr38901;

/** Cosines and sines of many angles at once, in a form that the compiler turns into vector instructions. */
final class Turns {
  /** Added and taken away again, it rounds to a whole number. */
  private static final double ROUNDER = 0x1.8p52;

  private Turns() {}

  /**
   * {@code cos(2 pi t)} and {@code sin(2 pi t)} of angles in turns, |t| below 1e6. The Taylor series of half the
   * angle, at most pi/2, are cut where their remainders are below 1e-12.
   */
  static void cosSin(double[] turns, int count, double[] cos, double[] sin) {
    for (int k = 0; k < count; k++) {
      double t = turns[k];
      double x = Math.PI * (t - ((t + ROUNDER) - ROUNDER));
      double y = x * x;
      double s = x * (1 + y * (-1.0 / 6 + y * (1.0 / 120 + y * (-1.0 / 5040 + y * (1.0 / 362880
          + y * (-1.0 / 39916800 + y * (1.0 / 6227020800.0 + y * (-1.0 / 1307674368000.0
          + y * (1.0 / 355687428096000.0)))))))));
      double c = 1 + y * (-1.0 / 2 + y * (1.0 / 24 + y * (-1.0 / 720 + y * (1.0 / 40320
          + y * (-1.0 / 3628800 + y * (1.0 / 479001600 + y * (-1.0 / 87178291200.0
          + y * (1.0 / 20922789888000.0 + y * (-1.0 / 6402373705728000.0)))))))));
      cos[k] = c * c - s * s;
      sin[k] = 2 * s * c;
    }
  }
}
