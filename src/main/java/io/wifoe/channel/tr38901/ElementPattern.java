package io.wifoe.channel.tr38901;

/** The radiation pattern of a 3GPP sector antenna element, TR 38.901 Table 7.3-1. */
final class ElementPattern {
  private static final double BEAM_WIDTH = 65; // degrees, both planes
  private static final double LARGEST_LOSS = 30; // dB, SLA_V and A_max
  private static final double GAIN = 8; // dBi

  private ElementPattern() {}

  /** Field strength relative to an isotropic element in a direction in degrees. */
  static double field(double azimuth, double zenith) {
    // a fold over a pole leaves the azimuth as it is (step 7)
    double vertical = (ClusterAngles.fold(zenith) - 90) / BEAM_WIDTH;
    double horizontal = ClusterAngles.wrap(azimuth) / BEAM_WIDTH;
    double loss = Math.min(12 * vertical * vertical, LARGEST_LOSS)
        + Math.min(12 * horizontal * horizontal, LARGEST_LOSS);
    return Math.pow(10, (GAIN - Math.min(loss, LARGEST_LOSS)) / 20);
  }
}
