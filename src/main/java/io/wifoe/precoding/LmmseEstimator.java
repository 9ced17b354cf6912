package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelCovariance;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_ZDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_ZDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A user's linear minimum mean square error estimate of its channel: of y = h^H X + z with z ~ CN(0, sigma^2 I) and
 * channels of covariance R it is h_est = R X (X^H R X + sigma^2 I)^-1 y^H, whose error has the covariance
 * R - R X (X^H R X + sigma^2 I)^-1 X^H R (Kay, "Fundamentals of Statistical Signal Processing: Estimation Theory",
 * 1993, Theorem 12.1). No linear estimate is closer; where channels are few paths and not Gaussian, others may be.
 */
public final class LmmseEstimator {
  private final ZMatrixRMaj filter; // R X (X^H R X + sigma^2 I)^-1, (Nt, L)
  private final double meanSquareError;

  private LmmseEstimator(ZMatrixRMaj filter, double meanSquareError) {
    this.filter = filter;
    this.meanSquareError = meanSquareError;
  }

  /**
   * The estimator of users who know R, X and sigma^2.
   *
   * @param pilots X, one matrix of Nt rows and L columns
   * @param noisePower sigma^2, linear
   */
  public static LmmseEstimator of(ChannelCovariance covariance, ComplexMatrices pilots, double noisePower) {
    Check.that(pilots.samples() == 1 && pilots.rows() == covariance.antennas(),
        "%d pilot matrices of %d antennas do not fit a covariance of %d antennas; there is one", pilots.samples(),
        pilots.rows(), covariance.antennas());
    Check.that(noisePower > 0, "noise power %s must be positive", noisePower);
    int antennas = pilots.rows();
    int length = pilots.columns();
    ZMatrixRMaj x = new ZMatrixRMaj(antennas, length);
    for (int n = 0; n < antennas; n++) {
      for (int l = 0; l < length; l++) {
        x.set(n, l, pilots.re(0, n, l), pilots.im(0, n, l));
      }
    }
    ZMatrixRMaj rx = new ZMatrixRMaj(antennas, length);
    CommonOps_ZDRM.mult(covariance.matrix(), x, rx);
    ZMatrixRMaj receivedCovariance = new ZMatrixRMaj(length, length); // X^H R X + sigma^2 I
    CommonOps_ZDRM.multTransA(x, rx, receivedCovariance);
    for (int l = 0; l < length; l++) {
      receivedCovariance.data[2 * (l * length + l)] += noisePower;
    }
    LinearSolverDense<ZMatrixRMaj> cholesky = LinearSolverFactory_ZDRM.chol(length);
    Check.that(cholesky.setA(receivedCovariance),
        "noise power %s is too small beside the pilots' for double precision", noisePower);
    ZMatrixRMaj adjoint = CommonOps_ZDRM.transposeConjugate(rx, null); // X^H R, then the filter's adjoint
    cholesky.solve(adjoint, adjoint);
    ZMatrixRMaj filter = CommonOps_ZDRM.transposeConjugate(adjoint, null);
    double explained = 0; // tr (R X (X^H R X + sigma^2 I)^-1 X^H R)
    for (int i = 0; i < rx.data.length; i++) {
      explained += filter.data[i] * rx.data[i];
    }
    return new LmmseEstimator(filter, covariance.trace() - explained);
  }

  /** E||h_est - h||^2, the trace of the error's covariance. */
  public double meanSquareError() {
    return meanSquareError;
  }

  /**
   * Estimates of channels.
   *
   * @param received y (samples, K, L)
   * @return (samples, K, Nt)
   */
  public ComplexMatrices estimate(ComplexMatrices received) {
    Check.that(received.columns() == filter.numCols, "a user that received %d numbers does not fit %d pilots",
        received.columns(), filter.numCols);
    ComplexMatrices estimates = ComplexMatrices.zeros(received.samples(), received.rows(), filter.numRows);
    for (int user = 0; user < received.samples() * received.rows(); user++) {
      for (int n = 0; n < filter.numRows; n++) {
        double re = 0;
        double im = 0;
        for (int l = 0, at = 2 * n * filter.numCols; l < filter.numCols; l++, at += 2) { // filter times conj(y)
          re += filter.data[at] * received.re(0, user, l) + filter.data[at + 1] * received.im(0, user, l);
          im += filter.data[at + 1] * received.re(0, user, l) - filter.data[at] * received.im(0, user, l);
        }
        estimates.set(0, user, n, (float) re, (float) im);
      }
    }
    return estimates;
  }
}
