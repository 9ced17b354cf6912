package io.wifoe.channel.tr38901;

import java.util.SplittableRandom;

/**
 * Uniform angles rescaled to the drawn spread, as QuaDRiGa's 3GPP baseline makes them because the strict mapping did
 * not calibrate: the strongest path is put at zero, the power-weighted rms of all paths is scaled to the spread, and
 * everything is turned so that the direct path points at the user. Without a line of sight a direct path without power
 * takes part, so the clusters as a whole point beside the user.
 */
final class RescaledAngles implements ClusterAngles {
  @Override
  public void azimuths(double[] out, Clusters clusters, double spread, double centre, SplittableRandom random) {
    draw(out, clusters, spread, centre, random);
  }

  @Override
  public void zeniths(double[] out, Clusters clusters, double spread, double centre, SplittableRandom random) {
    draw(out, clusters, spread, centre, random);
  }

  private static void draw(double[] out, Clusters clusters, double spread, double centre, SplittableRandom random) {
    int strongest = -1; // the direct path
    double most = clusters.directPower;
    for (int n = 0; n < clusters.count; n++) {
      if (clusters.power[n] > most) {
        most = clusters.power[n];
        strongest = n;
      }
    }
    double ofDirect = 2 * random.nextDouble() - 1;
    if (strongest < 0) {
      ofDirect = 0;
    }
    double mean = clusters.directPower * ofDirect;
    double square = clusters.directPower * ofDirect * ofDirect;
    for (int n = 0; n < clusters.count; n++) {
      double angle = 2 * random.nextDouble() - 1;
      out[n] = n == strongest ? 0 : angle;
      mean += clusters.power[n] * out[n];
      square += clusters.power[n] * out[n] * out[n];
    }
    double scale = spread / Math.sqrt(square - mean * mean);
    for (int n = 0; n < clusters.count; n++) {
      out[n] = centre + scale * (out[n] - ofDirect);
    }
  }
}
