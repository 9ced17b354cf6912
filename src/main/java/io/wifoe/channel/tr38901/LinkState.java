package io.wifoe.channel.tr38901;

import io.wifoe.task.Scenario;
import java.util.List;

/**
 * One user's link: what {@link Tr38901#draw} makes its channel from, for charts and validation.
 *
 * @param scenario the user's scenario, as the task names it
 * @param los whether the user is in line of sight
 * @param position where the user stands
 * @param pathLossDb path loss without shadowing, dB
 * @param largeScale large-scale parameters
 * @param clusters all clusters, and the direct path where it is a path of its own; powers sum to one
 * @param rays the rays that make the channel, after the task's multipath setting; powers sum to one
 */
public record LinkState(
    Scenario scenario,
    boolean los,
    Position position,
    double pathLossDb,
    LargeScale largeScale,
    List<Cluster> clusters,
    List<Ray> rays) {

  /**
   * A cluster. Angles are in degrees, azimuths in -180..180 and zeniths in 0..180.
   *
   * @param direct whether it is the direct path alone
   * @param power share of the link's power
   * @param delay after the first arrival, s; with a line of sight scaled by (7.5-4)
   * @param aod azimuth of departure
   * @param zod zenith of departure
   * @param aoa azimuth of arrival
   * @param zoa zenith of arrival
   */
  public record Cluster(
      boolean direct, double power, double delay, double aod, double zod, double aoa, double zoa) {}

  /**
   * A ray at the base station.
   *
   * @param power share of the link's power
   * @param aod azimuth of departure, -180..180 degrees
   * @param zod zenith of departure, 0..180 degrees
   * @param phase phase at antenna 0, rad
   */
  public record Ray(double power, double aod, double zod, double phase) {}

  /** Path gain with shadowing, dB; element gains are not in it. */
  public double gainDb() {
    return largeScale.shadowDb() - pathLossDb;
  }

  /**
   * Realised azimuth spread of departure of the rays in degrees, TR 38.901 annex A: {@code sqrt(-2 ln |sum P e^(j
   * phi)|)}.
   */
  public double raysAsd() {
    return circularSpread(rays.stream().mapToDouble(Ray::power).toArray(),
        rays.stream().mapToDouble(Ray::aod).toArray());
  }

  /** Realised zenith spread of departure of the rays in degrees, by the same definition. */
  public double raysZsd() {
    return circularSpread(rays.stream().mapToDouble(Ray::power).toArray(),
        rays.stream().mapToDouble(Ray::zod).toArray());
  }

  private static double circularSpread(double[] power, double[] degrees) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < power.length; i++) {
      re += power[i] * Math.cos(Math.toRadians(degrees[i]));
      im += power[i] * Math.sin(Math.toRadians(degrees[i]));
    }
    return Math.toDegrees(Math.sqrt(-2 * Math.log(Math.min(1, Math.hypot(re, im)))));
  }
}
