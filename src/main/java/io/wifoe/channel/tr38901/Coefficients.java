package io.wifoe.channel.tr38901;

import io.wifoe.task.AntennaArray;

/**
 * The narrowband channel of an array at the carrier (step 11, (7.5-22), (7.5-28) and (7.5-29) at one frequency and
 * polarisation): {@code h_n = sum_m sqrt(P_m) F_m exp(j Phi_m) exp(j 2 pi d_n . r_m)}, with the direct path among the
 * rays. The phases of a planar array separate into rows and columns, so the sum is a product of a (rows, rays) and a
 * (rays, columns) matrix and no ray ever meets an antenna. A thread's scratch space.
 */
final class Coefficients {
  private final AntennaArray array;
  private final double[] amplitude = new double[Rays.MOST];
  private final double[] cosPhase = new double[Rays.MOST];
  private final double[] sinPhase = new double[Rays.MOST];
  private final double[] cosZenith = new double[Rays.MOST];
  private final double[] sinZenith = new double[Rays.MOST];
  private final double[] cosAzimuth = new double[Rays.MOST];
  private final double[] sinAzimuth = new double[Rays.MOST];
  private final double[] fullTurns = new double[Rays.MOST];
  private final Turns turns = new Turns(Rays.MOST);
  private final SeparableSum sum;

  Coefficients(AntennaArray array) {
    this.array = array;
    this.sum = new SeparableSum(array.rows(), array.columns(), Rays.MOST);
  }

  /** Writes [Re h | Im h] of rays whose total power is {@code gain}. */
  void write(Rays rays, double gain, float[] out, int offset) {
    int count = rays.count;
    for (int k = 0; k < count; k++) {
      amplitude[k] = Math.sqrt(gain * rays.power[k]);
    }
    if (array.element() == AntennaArray.Element.SECTOR_65) {
      for (int k = 0; k < count; k++) {
        amplitude[k] *= ElementPattern.field(rays.azimuth[k], rays.zenith[k]);
      }
    }
    turns.cosSin(rays.phase, count, cosPhase, sinPhase);
    degrees(rays.zenith, count, cosZenith, sinZenith);
    degrees(rays.azimuth, count, cosAzimuth, sinAzimuth);
    double vertical = array.verticalSpacing();
    double horizontal = array.horizontalSpacing();
    for (int k = 0; k < count; k++) {
      cosPhase[k] *= amplitude[k];
      sinPhase[k] *= amplitude[k];
      cosZenith[k] *= vertical; // turns from row to row
      // folding a zenith to 0..180 degrees keeps its cosine and makes its sine positive
      sinAzimuth[k] *= horizontal * Math.abs(sinZenith[k]); // turns from column to column
    }
    sum.set(count, cosPhase, sinPhase, cosZenith, sinAzimuth);
    sum.write(out, offset);
  }

  private void degrees(double[] angles, int count, double[] cos, double[] sin) {
    for (int k = 0; k < count; k++) {
      fullTurns[k] = angles[k] * (1.0 / 360);
    }
    turns.cosSin(fullTurns, count, cos, sin);
  }
}
