package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import org.ejml.data.ZMatrixRMaj;

/**
 * The span of K users' channels: [h_1 .. h_K] = Q R with orthonormal columns in Q (Nt, K) and an upper triangular
 * R (K, K). A precoder V = Q T then has the received amplitudes h_k^H v_j = (R^H T)_kj and the power ||T||_F^2, so that
 * all further work is K x K whatever the number of antennas, and without the cancellation that sums of nearly parallel
 * channels would bring.
 *
 * <p>A channel that is a combination of those before it, to within single precision, adds no column: its column of Q
 * and its row of R are zero.
 */
final class UserSpan {
  /** What is left of a float32 channel that depends on others is about 1e-7 of it; below this it is rounding. */
  private static final double DEPENDENT = 1e-6;

  private final int users;
  private final int antennas;
  private final double[][] q; // K columns, each [Re | Im] (2 Nt)
  private final ZMatrixRMaj r;

  UserSpan(int users, int antennas) {
    this.users = users;
    this.antennas = antennas;
    this.q = new double[users][2 * antennas];
    this.r = new ZMatrixRMaj(users, users);
  }

  /** Decomposes one sample by the modified Gram-Schmidt process, run twice, and returns R, which this object owns. */
  ZMatrixRMaj decompose(ComplexMatrices channels, int sample) {
    r.zero();
    for (int k = 0; k < users; k++) {
      double[] column = q[k];
      int row = channels.row(sample, k);
      for (int i = 0; i < column.length; i++) {
        column[i] = channels.values()[row + i];
      }
      double norm = norm(column);
      Check.that(norm < Double.POSITIVE_INFINITY, "sample %d, user %d: the channel has a value that is not finite",
          sample, k);
      for (int pass = 0; pass < 2; pass++) { // the second pass restores orthogonality lost to cancellation
        for (int i = 0; i < k; i++) {
          removeProjection(column, q[i], i, k);
        }
      }
      double rest = norm(column);
      boolean independent = rest > DEPENDENT * norm;
      r.data[2 * (k * users + k)] = independent ? rest : 0;
      double scale = independent ? 1 / rest : 0;
      for (int n = 0; n < column.length; n++) {
        column[n] *= scale;
      }
    }
    return r;
  }

  /** Writes V = Q T: row j of the sample is v_j = sum_i q_i t_ij. */
  void expand(ZMatrixRMaj t, ComplexMatrices precoders, int sample) {
    for (int j = 0; j < users; j++) {
      int row = precoders.row(sample, j);
      for (int n = 0; n < antennas; n++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < users; i++) {
          double tRe = t.data[2 * (i * users + j)];
          double tIm = t.data[2 * (i * users + j) + 1];
          re += q[i][n] * tRe - q[i][antennas + n] * tIm;
          im += q[i][n] * tIm + q[i][antennas + n] * tRe;
        }
        precoders.values()[row + n] = (float) re;
        precoders.values()[row + antennas + n] = (float) im;
      }
    }
  }

  private void removeProjection(double[] column, double[] unit, int i, int k) {
    double re = 0;
    double im = 0;
    for (int n = 0, m = antennas; n < antennas; n++, m++) { // unit^H column
      re += unit[n] * column[n] + unit[m] * column[m];
      im += unit[n] * column[m] - unit[m] * column[n];
    }
    for (int n = 0, m = antennas; n < antennas; n++, m++) {
      column[n] -= unit[n] * re - unit[m] * im;
      column[m] -= unit[n] * im + unit[m] * re;
    }
    r.data[2 * (i * users + k)] += re;
    r.data[2 * (i * users + k) + 1] += im;
  }

  private double norm(double[] column) {
    double sum = 0;
    for (int n = 0; n < antennas; n++) {
      sum += column[n] * column[n];
      sum += column[antennas + n] * column[antennas + n];
    }
    return Math.sqrt(sum);
  }
}
