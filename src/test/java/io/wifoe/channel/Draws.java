package io.wifoe.channel;

import io.wifoe.Seed;

/** Channels as plain arrays, for tests. */
final class Draws {
  private Draws() {}

  /** One user's channel, (Nt) pairs. */
  static float[] one(ChannelModel model, Seed seed, long user) {
    float[] h = new float[2 * model.antennas()];
    model.draw(seed, user, h, 0);
    return h;
  }

  /** {@code |a^H b|^2}. */
  static double innerPower(float[] a, float[] b) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < a.length; i += 2) {
      re += (double) a[i] * b[i] + (double) a[i + 1] * b[i + 1];
      im += (double) a[i] * b[i + 1] - (double) a[i + 1] * b[i];
    }
    return re * re + im * im;
  }
}
