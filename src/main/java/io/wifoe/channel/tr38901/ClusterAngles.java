package io.wifoe.channel.tr38901;

import io.wifoe.task.Reading;
import java.util.SplittableRandom;

/** Azimuth and zenith angles of the clusters, departure and arrival alike (step 7). */
interface ClusterAngles {
  /**
   * Draws azimuths.
   *
   * @param out receives one per cluster, degrees, not wrapped
   * @param spread azimuth spread of the link, degrees
   * @param centre azimuth of the direct path, degrees
   */
  void azimuths(double[] out, Clusters clusters, double spread, double centre, SplittableRandom random);

  /**
   * Draws zeniths.
   *
   * @param out receives one per cluster, degrees, not folded
   * @param spread zenith spread of the link, degrees
   * @param centre zenith of the direct path and, for departures, the offset of (7.5-19), degrees
   */
  void zeniths(double[] out, Clusters clusters, double spread, double centre, SplittableRandom random);

  static ClusterAngles of(Reading reading, ParameterTables.ScenarioParameters parameters) {
    return reading == Reading.STANDARD ? new StandardAngles(parameters) : new RescaledAngles();
  }

  /** An azimuth wrapped to -180..180 degrees. */
  static double wrap(double azimuth) {
    return Math.IEEEremainder(azimuth, 360);
  }

  /** A zenith folded to 0..180 degrees (step 7). */
  static double fold(double zenith) {
    return Math.abs(Math.IEEEremainder(zenith, 360));
  }
}
