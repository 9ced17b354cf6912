package io.wifoe.channel.tr38901;

import java.util.SplittableRandom;

/** Angles from powers, by the letter: an inverse Gaussian for azimuths, an inverse Laplacian for zeniths. */
final class StandardAngles implements ClusterAngles {
  private final ParameterTables.ScenarioParameters parameters;

  StandardAngles(ParameterTables.ScenarioParameters parameters) {
    this.parameters = parameters;
  }

  /** (7.5-9), (7.5-11) and (7.5-12). */
  @Override
  public void azimuths(double[] out, Clusters clusters, double spread, double centre, SplittableRandom random) {
    double scale = 2 * spread / 1.4 / (parameters.cPhi() * azimuthFactor(clusters.kDb));
    double strongest = strongest(clusters);
    for (int n = 0; n < clusters.count; n++) {
      double angle = scale * Math.sqrt(-Math.log(clusters.mergedPower(n) / strongest));
      out[n] = vary(angle, spread, random);
    }
    shift(out, clusters, centre);
  }

  /** (7.5-14), (7.5-16) and (7.5-17). */
  @Override
  public void zeniths(double[] out, Clusters clusters, double spread, double centre, SplittableRandom random) {
    double scale = spread / (parameters.cTheta() * zenithFactor(clusters.kDb));
    double strongest = strongest(clusters);
    for (int n = 0; n < clusters.count; n++) {
      double angle = -scale * Math.log(clusters.mergedPower(n) / strongest);
      out[n] = vary(angle, spread, random);
    }
    shift(out, clusters, centre);
  }

  /**
   * K-dependent factor of C_phi, (7.5-10); 1 without a line of sight. The polynomial falls to zero at K = -20.4 dB:
   * below 0 dB it is kept from going under 1.
   */
  static double azimuthFactor(double kDb) {
    return factor(kDb, 1.1035 + kDb * (-0.028 + kDb * (-0.002 + kDb * 0.0001)));
  }

  /** K-dependent factor of C_theta, (7.5-15); the polynomial falls to zero at K = -10.0 dB, so it is kept likewise. */
  static double zenithFactor(double kDb) {
    return factor(kDb, 1.3086 + kDb * (0.0339 + kDb * (-0.0077 + kDb * 0.0002)));
  }

  private static double factor(double kDb, double polynomial) {
    return Double.isNaN(kDb) || (kDb < 0 && polynomial < 1) ? 1 : polynomial;
  }

  private static double strongest(Clusters clusters) {
    double strongest = 0;
    for (int n = 0; n < clusters.count; n++) {
      strongest = Math.max(strongest, clusters.mergedPower(n));
    }
    return strongest;
  }

  /** A random sign X_n and a variation Y_n with a seventh of the spread. */
  private static double vary(double angle, double spread, SplittableRandom random) {
    double sign = random.nextBoolean() ? 1 : -1;
    return sign * angle + random.nextGaussian() * spread / 7;
  }

  /** Centres the angles; with a line of sight the first cluster points along it. */
  private static void shift(double[] angles, Clusters clusters, double centre) {
    double by = Double.isNaN(clusters.kDb) ? centre : centre - angles[0];
    for (int n = 0; n < clusters.count; n++) {
      angles[n] += by;
    }
  }
}
