package io.wifoe.channel.tr38901;

/**
 * The large-scale parameters of one link (step 4).
 *
 * @param shadowDb shadow fading, dB; positive for a stronger signal
 * @param kDb Ricean K-factor, dB; NaN without a line of sight
 * @param delaySpread DS, s
 * @param asd azimuth spread of departure, degrees
 * @param asa azimuth spread of arrival, degrees
 * @param zsd zenith spread of departure, degrees
 * @param zsa zenith spread of arrival, degrees
 */
public record LargeScale(
    double shadowDb, double kDb, double delaySpread, double asd, double asa, double zsd, double zsa) {

  /** Share of the power on the direct path, {@code K / (K + 1)}; 0 without a line of sight. */
  double directShare() {
    return Double.isNaN(kDb) ? 0 : 1 / (1 + Math.pow(10, -kDb / 10));
  }
}
