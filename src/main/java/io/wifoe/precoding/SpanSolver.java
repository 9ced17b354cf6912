package io.wifoe.precoding;

import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_ZDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_ZDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Solves (R D R^H + mu I) X = B for K x K matrices, the one system behind ZF, RZF and WMMSE. */
final class SpanSolver {
  private final int users;
  private final ZMatrixRMaj weighted; // R D^(1/2)
  private final ZMatrixRMaj system;
  private final LinearSolverDense<ZMatrixRMaj> cholesky;

  SpanSolver(int users) {
    this.users = users;
    this.weighted = new ZMatrixRMaj(users, users);
    this.system = new ZMatrixRMaj(users, users);
    this.cholesky = LinearSolverFactory_ZDRM.chol(users);
  }

  /**
   * Solves in place. Directions that no user needs, the zero rows of a {@linkplain UserSpan deficient span}, stay zero.
   *
   * @param r channels in the basis of their span, (K, K)
   * @param d diagonal of D, (K), not negative
   * @param b right-hand sides (K, K), replaced by the solution
   * @return whether the system could be solved in double precision; if not, {@code b} is undefined
   */
  boolean solve(ZMatrixRMaj r, double[] d, double mu, ZMatrixRMaj b) {
    for (int i = 0; i < users; i++) {
      for (int j = 0; j < users; j++) {
        double root = Math.sqrt(d[j]);
        weighted.data[2 * (i * users + j)] = root * r.data[2 * (i * users + j)];
        weighted.data[2 * (i * users + j) + 1] = root * r.data[2 * (i * users + j) + 1];
      }
    }
    CommonOps_ZDRM.multTransB(weighted, weighted, system);
    for (int i = 0; i < users; i++) {
      int diagonal = 2 * (i * users + i);
      system.data[diagonal] += mu;
      if (system.data[diagonal] == 0) {
        system.data[diagonal] = 1;
      }
    }
    if (!cholesky.setA(system)) {
      return false;
    }
    cholesky.solve(b, b);
    return true;
  }
}
