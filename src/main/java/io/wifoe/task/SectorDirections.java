package io.wifoe.task;

import io.wifoe.Check;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Directions spread over the sector in front of an array, always the same S of them: a low-discrepancy sequence in the
 * direction cosines to the side, uniform as far as the other allows, and upwards, Laplace around a little below the
 * horizon, as the paths of TR 38.901 leave a mast ({@code MEDIAN} and {@code SCALE} are rounded from the dominant two
 * of T1, T4, T5, T7, T8 and T9).
 */
public final class SectorDirections {
  private static final double MEDIAN = -0.1;
  private static final double SCALE = 0.12;
  /** 1 / p and 1 / p^2 of the plastic number p = 1.3247..: Kronecker's sequence of the lowest discrepancy known. */
  private static final double FIRST = 0.7548776662466927;
  private static final double SECOND = 0.5698402909980532;

  private static final Map<Integer, SectorDirections> KNOWN = new ConcurrentHashMap<>();

  private final double[] side;
  private final double[] up;

  private SectorDirections(double[] side, double[] up) {
    this.side = side;
    this.up = up;
  }

  /** The first {@code number} directions. */
  public static SectorDirections of(int number) {
    Check.that(number >= 1, "%d directions see nothing; the number starts at 1", number);
    return KNOWN.computeIfAbsent(number, SectorDirections::sequence);
  }

  private static SectorDirections sequence(int number) {
    double[] side = new double[number];
    double[] up = new double[number];
    for (int i = 0; i < number; i++) {
      double q = fraction(0.5 + SECOND * (i + 1)) - 0.5;
      up[i] = Math.max(-1, Math.min(1, MEDIAN - SCALE * Math.signum(q) * Math.log1p(-2 * Math.abs(q))));
      side[i] = Math.sqrt(1 - up[i] * up[i]) * (2 * fraction(0.5 + FIRST * (i + 1)) - 1);
    }
    return new SectorDirections(side, up);
  }

  private static double fraction(double x) {
    return x - Math.floor(x);
  }

  /** The direction cosine of direction s along the columns, sin(zenith) sin(azimuth). */
  public double side(int s) {
    return side[s];
  }

  /** The direction cosine of direction s along the rows, cos(zenith). */
  public double up(int s) {
    return up[s];
  }

  /**
   * Steering vectors exp(j 2 pi d_n . r_s) with the array's centre as origin, so that arrays of all sizes see a beam's
   * middle in the same phase: real and imaginary parts, each (S, Nt).
   */
  public double[][] steering(AntennaArray array) {
    double[][] vectors = new double[2][side.length * array.antennas()];
    for (int s = 0; s < side.length; s++) {
      double[][] rows = line(array.rows(), array.verticalSpacing() * up[s]);
      double[][] columns = line(array.columns(), array.horizontalSpacing() * side[s]);
      for (int n = 0; n < array.antennas(); n++) {
        int row = n % array.rows();
        int column = n / array.rows();
        int at = s * array.antennas() + n;
        vectors[0][at] = rows[0][row] * columns[0][column] - rows[1][row] * columns[1][column];
        vectors[1][at] = rows[0][row] * columns[1][column] + rows[1][row] * columns[0][column];
      }
    }
    return vectors;
  }

  /** Real and imaginary parts at the elements of a line. */
  private static double[][] line(int elements, double turns) {
    double[][] line = new double[2][elements];
    for (int i = 0; i < elements; i++) {
      double angle = 2 * Math.PI * turns * (i - (elements - 1) / 2.0);
      line[0][i] = Math.cos(angle);
      line[1][i] = Math.sin(angle);
    }
    return line;
  }
}
