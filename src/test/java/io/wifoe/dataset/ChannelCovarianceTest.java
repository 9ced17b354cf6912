package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelCovariance.Spectrum;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_ZDRM;
import org.ejml.dense.row.MatrixFeatures_ZDRM;
import org.junit.jupiter.api.Test;

class ChannelCovarianceTest {
  private static final double DOUBLE_PRECISION = 1e-10;

  @Test
  void isTheMeanOfTheOuterProducts() {
    ComplexMatrices h = ComplexMatrices.zeros(1, 2, 2);
    h.set(0, 0, 0, 1, 2); // (1 + 2j, 3j)
    h.set(0, 0, 1, 0, 3);
    h.set(0, 1, 1, 4, 0); // (0, 4)
    ChannelCovariance covariance = ChannelCovariance.of(h);
    // (1 + 2j) conj(3j) = 6 - 3j, half of it
    assertArrayEquals(new double[] {2.5, 0, 3, -1.5, 3, 1.5, 12.5, 0}, covariance.matrix().data,
        DOUBLE_PRECISION);
    assertEquals(15, covariance.trace());
  }

  @Test
  void eigenvectorsAreUnitaryAndGiveTheMatrixBack() {
    requireDecomposed(covariance(FewPath.of(16, 2, 30), 400));
    requireDecomposed(covariance(FewPath.of(8, 1, 0), 1)); // one direction, seven times the eigenvalue 0
  }

  @Test
  void equalEigenvaluesHaveOrthogonalEigenvectorsToo() {
    int n = 6;
    ComplexMatrices axes = ComplexMatrices.zeros(1, n, n);
    for (int i = 0; i < n; i++) {
      axes.set(0, i, i, i < 4 ? 1 : 2, i);
    }
    requireDecomposed(ChannelCovariance.of(axes));
    for (int i = 0; i < n; i++) {
      axes.set(0, i, i, 0, 1);
    }
    requireDecomposed(ChannelCovariance.of(axes));
  }

  private static ChannelCovariance covariance(FewPath model, int users) {
    ComplexMatrices h = ComplexMatrices.zeros(users, 1, model.antennas());
    for (int i = 0; i < users; i++) {
      model.draw(RandomStream.root(1), i, h.values(), h.row(i, 0));
    }
    return ChannelCovariance.of(h);
  }

  private static void requireDecomposed(ChannelCovariance covariance) {
    Spectrum spectrum = covariance.spectrum();
    ZMatrixRMaj u = spectrum.vectors();
    int n = covariance.antennas();
    assertArrayEquals(covariance.eigenvalues(), spectrum.values(), DOUBLE_PRECISION * covariance.trace());
    ZMatrixRMaj gram = new ZMatrixRMaj(n, n);
    CommonOps_ZDRM.multTransA(u, u, gram);
    assertTrue(MatrixFeatures_ZDRM.isIdentity(gram, DOUBLE_PRECISION), "U^H U = I");
    ZMatrixRMaj scaled = new ZMatrixRMaj(n, n);
    CommonOps_ZDRM.mult(u, CommonOps_ZDRM.diag(reals(spectrum.values())), scaled);
    ZMatrixRMaj back = new ZMatrixRMaj(n, n);
    CommonOps_ZDRM.multTransB(scaled, u, back);
    assertArrayEquals(covariance.matrix().data, back.data, DOUBLE_PRECISION * covariance.trace());
    for (int i = 1; i < n; i++) {
      assertTrue(spectrum.values()[i] <= spectrum.values()[i - 1], "largest first");
    }
  }

  /** As interleaved complex numbers. */
  private static double[] reals(double[] values) {
    double[] complex = new double[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      complex[2 * i] = values[i];
    }
    return complex;
  }

  @Test
  void refusesChannelsThatAreNotFinite() {
    ComplexMatrices h = ComplexMatrices.zeros(1, 1, 2);
    h.set(0, 0, 1, Float.NaN, 0);
    assertEquals("antennas 0 and 1: a channel is not finite",
        assertThrows(IllegalArgumentException.class, () -> ChannelCovariance.of(h)).getMessage());
  }
}
