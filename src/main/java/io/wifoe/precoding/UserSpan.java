package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexBatch;
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
  private final double[][] q; // K columns of (Nt) pairs (re, im)
  private final ZMatrixRMaj r;

  UserSpan(int users, int antennas) {
    this.users = users;
    this.antennas = antennas;
    this.q = new double[users][2 * antennas];
    this.r = new ZMatrixRMaj(users, users);
  }

  /** Decomposes one sample by the modified Gram-Schmidt process, run twice, and returns R, which this object owns. */
  ZMatrixRMaj decompose(ComplexBatch channels, int sample) {
    r.zero();
    for (int k = 0; k < users; k++) {
      double[] column = q[k];
      int row = channels.row(sample, k);
      for (int n = 0; n < antennas; n++) {
        column[2 * n] = channels.re()[row + n];
        column[2 * n + 1] = channels.im()[row + n];
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
  void expand(ZMatrixRMaj t, ComplexBatch precoders, int sample) {
    for (int j = 0; j < users; j++) {
      int row = precoders.row(sample, j);
      for (int n = 0; n < antennas; n++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < users; i++) {
          double tRe = t.data[2 * (i * users + j)];
          double tIm = t.data[2 * (i * users + j) + 1];
          re += q[i][2 * n] * tRe - q[i][2 * n + 1] * tIm;
          im += q[i][2 * n] * tIm + q[i][2 * n + 1] * tRe;
        }
        precoders.re()[row + n] = (float) re;
        precoders.im()[row + n] = (float) im;
      }
    }
  }

  private void removeProjection(double[] column, double[] unit, int i, int k) {
    double re = 0;
    double im = 0;
    for (int n = 0; n < column.length; n += 2) { // unit^H column
      re += unit[n] * column[n] + unit[n + 1] * column[n + 1];
      im += unit[n] * column[n + 1] - unit[n + 1] * column[n];
    }
    for (int n = 0; n < column.length; n += 2) {
      column[n] -= unit[n] * re - unit[n + 1] * im;
      column[n + 1] -= unit[n] * im + unit[n + 1] * re;
    }
    r.data[2 * (i * users + k)] += re;
    r.data[2 * (i * users + k) + 1] += im;
  }

  private static double norm(double[] column) {
    double sum = 0;
    for (double x : column) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}
