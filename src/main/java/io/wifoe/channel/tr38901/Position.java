package io.wifoe.channel.tr38901;

/**
 * A user as its base station sees it.
 *
 * @param distance2d horizontal distance, m
 * @param azimuth azimuth of the direct path, degrees
 * @param baseHeight height of the base station, m
 * @param userHeight height of the user, m
 */
public record Position(double distance2d, double azimuth, double baseHeight, double userHeight) {
  /** Length of the direct path, m. */
  public double distance3d() {
    return Math.hypot(distance2d, baseHeight - userHeight);
  }

  /** Zenith of the direct path at the base station, degrees; more than 90 for a user below it. */
  public double zenith() {
    return 90 + Math.toDegrees(Math.atan2(baseHeight - userHeight, distance2d));
  }

  /** Distance along the broadside of the array, m. */
  public double x() {
    return distance2d * Math.cos(Math.toRadians(azimuth));
  }

  /** Distance to the left of the broadside, m. */
  public double y() {
    return distance2d * Math.sin(Math.toRadians(azimuth));
  }
}
