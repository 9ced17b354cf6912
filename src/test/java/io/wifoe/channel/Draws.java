package io.wifoe.channel;

import io.wifoe.RandomStream;

/** Channels as plain arrays, for tests. */
final class Draws {
  private Draws() {}

  /** One user's channel, [Re h | Im h]. */
  static float[] one(ChannelModel model, RandomStream stream, long user) {
    float[] h = new float[2 * model.antennas()];
    model.draw(stream, user, h, 0);
    return h;
  }

  /** {@code |a^H b|^2}. */
  static double innerPower(float[] a, float[] b) {
    double re = 0;
    double im = 0;
    for (int n = 0, m = a.length / 2; m < a.length; n++, m++) {
      re += (double) a[n] * b[n] + (double) a[m] * b[m];
      im += (double) a[n] * b[m] - (double) a[m] * b[n];
    }
    return re * re + im * im;
  }
}
