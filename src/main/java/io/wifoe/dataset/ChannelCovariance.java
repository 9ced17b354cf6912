package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The spatial covariance R = E[h h^H] of one place's channels, (Nt, Nt), Hermitian and positive semidefinite. The mean
 * of h is zero, since the phases of paths are uniform.
 */
public final class ChannelCovariance {
  private final ZMatrixRMaj matrix;

  private ChannelCovariance(ZMatrixRMaj matrix) {
    this.matrix = matrix;
  }

  /** The mean of h h^H over every row of every sample, (samples, K, Nt). */
  public static ChannelCovariance of(ComplexMatrices channels) {
    Sum sum = new Sum(channels.columns());
    double[] h = new double[2 * channels.columns()];
    for (int user = 0; user < channels.samples() * channels.rows(); user++) {
      for (int i = 0; i < h.length; i++) {
        h[i] = channels.values()[user * h.length + i];
      }
      sum.add(h);
    }
    return sum.mean();
  }

  /** Users' h h^H, one after the other. */
  static final class Sum {
    private final int antennas;
    private final ZMatrixRMaj sum; // on and above the diagonal
    private long users;

    Sum(int antennas) {
      this.antennas = antennas;
      this.sum = new ZMatrixRMaj(antennas, antennas);
    }

    /** Adds a user whose channel is [Re h | Im h]. */
    void add(double[] h) {
      users++;
      for (int i = 0; i < antennas; i++) {
        for (int j = i, at = 2 * (i * antennas + i); j < antennas; j++, at += 2) {
          sum.data[at] += h[i] * h[j] + h[antennas + i] * h[antennas + j];
          sum.data[at + 1] += h[antennas + i] * h[j] - h[i] * h[antennas + j];
        }
      }
    }

    ChannelCovariance mean() {
      Check.that(users >= 1, "%d users have no covariance; take one at least", users);
      ZMatrixRMaj mean = new ZMatrixRMaj(antennas, antennas);
      for (int i = 0; i < antennas; i++) {
        for (int j = i; j < antennas; j++) {
          double re = sum.getReal(i, j) / users;
          double im = sum.getImag(i, j) / users;
          Check.that(Double.isFinite(re) && Double.isFinite(im), "antennas %d and %d: a channel is not finite", i, j);
          mean.set(i, j, re, im);
          mean.set(j, i, re, -im);
        }
      }
      return new ChannelCovariance(mean);
    }
  }

  /** The number of antennas Nt. */
  public int antennas() {
    return matrix.numRows;
  }

  /** A copy of R. */
  public ZMatrixRMaj matrix() {
    return matrix.copy();
  }

  /** tr R = E||h||^2. */
  public double trace() {
    return IntStream.range(0, antennas()).mapToDouble(i -> matrix.getReal(i, i)).sum();
  }

  /**
   * R = U diag(values) U^H.
   *
   * @param values (Nt), largest first
   * @param vectors U (Nt, Nt), column i belongs to value i
   */
  public record Spectrum(double[] values, ZMatrixRMaj vectors) {}

  /** The eigenvalues, (Nt), largest first. */
  public double[] eigenvalues() {
    EigenDecomposition_F64<DMatrixRMaj> eigen = decomposition(false);
    double[] twice = IntStream.range(0, 2 * antennas()).mapToDouble(i -> eigen.getEigenvalue(i).getReal()).sorted()
        .toArray();
    return IntStream.range(0, antennas()).mapToDouble(i -> twice[twice.length - 1 - 2 * i]).toArray();
  }

  /**
   * Eigenvalues and orthonormal eigenvectors. The real form has u and ju for every eigenvector u of R, turned in their
   * plane; one of each is kept, the next that those before it leave anything of.
   */
  public Spectrum spectrum() {
    EigenDecomposition_F64<DMatrixRMaj> eigen = decomposition(true);
    int n = antennas();
    int[] order = IntStream.range(0, 2 * n).boxed()
        .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal())).mapToInt(i -> i).toArray();
    double[] values = new double[n];
    double[][] kept = new double[n][];
    int found = 0;
    for (int i : order) {
      double[] u = eigen.getEigenVector(i).data.clone();
      double rest = remove(kept, found, u);
      // 2 Nt orthonormal real vectors cannot all leave less than this in a complex direction that is not found yet
      if (found < n && rest > 1.0 / (4 * n)) {
        remove(kept, found, u); // once more, for what cancellation left
        scaleToUnit(u);
        values[found] = eigen.getEigenvalue(i).getReal();
        kept[found++] = u;
      }
    }
    ZMatrixRMaj vectors = new ZMatrixRMaj(n, n);
    for (int column = 0; column < n; column++) {
      for (int row = 0; row < n; row++) {
        vectors.set(row, column, kept[column][row], kept[column][n + row]);
      }
    }
    return new Spectrum(values, vectors);
  }

  /** Takes the projections on the first {@code number} unit vectors out of u; the squared norm of what is left. */
  private static double remove(double[][] units, int number, double[] u) {
    int n = u.length / 2;
    for (int k = 0; k < number; k++) {
      double[] unit = units[k];
      double re = 0;
      double im = 0;
      for (int i = 0; i < n; i++) { // unit^H u
        re += unit[i] * u[i] + unit[n + i] * u[n + i];
        im += unit[i] * u[n + i] - unit[n + i] * u[i];
      }
      for (int i = 0; i < n; i++) {
        u[i] -= unit[i] * re - unit[n + i] * im;
        u[n + i] -= unit[i] * im + unit[n + i] * re;
      }
    }
    return Arrays.stream(u).map(x -> x * x).sum();
  }

  private static void scaleToUnit(double[] u) {
    double norm = Math.sqrt(Arrays.stream(u).map(x -> x * x).sum());
    for (int i = 0; i < u.length; i++) {
      u[i] /= norm;
    }
  }

  private EigenDecomposition_F64<DMatrixRMaj> decomposition(boolean vectors) {
    int n = antennas();
    DMatrixRMaj real = new DMatrixRMaj(2 * n, 2 * n); // [[Re, -Im], [Im, Re]]
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        real.set(i, j, matrix.getReal(i, j));
        real.set(n + i, n + j, matrix.getReal(i, j));
        real.set(n + i, j, matrix.getImag(i, j));
        real.set(i, n + j, -matrix.getImag(i, j));
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(2 * n, vectors, true);
    Check.that(eigen.decompose(real), "the eigenvalues of the users' covariance were not found");
    return eigen;
  }
}
