package io.wifoe.model;

import io.wifoe.task.AntennaArray;

/**
 * What the parts of an {@link AnyArray} depend on.
 *
 * @param power P
 * @param pilotPower E_s / P, which users know, other than P
 */
record AnyArraySetting(AntennaArray array, int pilots, int bits, double power, double pilotPower) {
  /** Numbers around 0 that tell L, B and the array. */
  double[] facts() {
    return new double[] {
      octaves(pilots / 24.0),
      (pilots - 24) / 32.0,
      octaves(bits / 20.0),
      (bits - 20) / 20.0,
      octaves(array.antennas() / 96.0),
      octaves(array.rows() * array.verticalSpacing() / 6),
      octaves(array.columns() * array.horizontalSpacing() / 4),
      octaves((double) pilots / array.antennas() * 4)};
  }

  private static double octaves(double ratio) {
    return Math.log(ratio) / Math.log(2);
  }
}
