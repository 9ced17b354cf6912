package io.wifoe.channel.tr38901;

/** The clusters of one link: a thread's scratch space, overwritten by every draw. */
final class Clusters {
  static final int MOST = 20;

  int count;
  /** Share of the power on the direct path; with the clusters' powers it sums to one. */
  double directPower;
  /** K-factor, dB; NaN without a line of sight. */
  double kDb;
  final double[] delay = new double[MOST]; // s, before the scaling of (7.5-3)
  final double[] power = new double[MOST];
  final double[] azimuth = new double[MOST]; // of departure, degrees
  final double[] zenith = new double[MOST];

  /** The power that angles are made from: the direct path's is added to the first cluster, (7.5-8). */
  double mergedPower(int n) {
    return n == 0 ? power[0] + directPower : power[n];
  }
}
