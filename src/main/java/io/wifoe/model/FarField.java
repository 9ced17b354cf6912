package io.wifoe.model;

import io.wifoe.task.AntennaArray;
import io.wifoe.task.SectorDirections;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** What a vector at the antennas looks like from the sector: a_s^H v in each of its {@link SectorDirections}. */
final class FarField {
  private static final int DIRECTIONS = 512;
  /** Of the mean eigenvalue: directions that few paths take are not matched at any price. */
  private static final double RIDGE = 1e-3;

  private FarField() {}

  /**
   * From vectors at one array, rows [Re v | Im v], to those at another that look most alike to channels of the same
   * norm: the least squares of a'_s^H v' / sqrt(Nt') - a_s^H v / sqrt(Nt) over all directions. In plain Java, so that
   * every machine has the same bits.
   *
   * @return (2 Nt, 2 Nt')
   */
  static DMatrixRMaj match(AntennaArray from, AntennaArray to) {
    DMatrixRMaj there = steering(to);
    DMatrixRMaj gram = new DMatrixRMaj(there.numCols, there.numCols);
    CommonOps_DDRM.multInner(there, gram);
    for (int i = 0; i < gram.numRows; i++) {
      gram.add(i, i, RIDGE * DIRECTIONS); // the mean eigenvalue is S: entries of steering vectors have modulus 1
    }
    DMatrixRMaj cross = new DMatrixRMaj(there.numCols, 2 * from.antennas());
    CommonOps_DDRM.multTransA(there, steering(from), cross);
    DMatrixRMaj match = new DMatrixRMaj(cross.numRows, cross.numCols);
    if (!CommonOps_DDRM.solveSPD(gram, cross, match)) {
      throw new IllegalStateException("the fields of " + to + " cannot be matched to those of " + from);
    }
    CommonOps_DDRM.scale(Math.sqrt((double) to.antennas() / from.antennas()), match);
    return CommonOps_DDRM.transpose(match, null);
  }

  /** [[Re A, Im A], [-Im A, Re A]] with the steering vectors a_s in the rows of A, (2 S, 2 Nt). */
  private static DMatrixRMaj steering(AntennaArray array) {
    int antennas = array.antennas();
    double[][] vectors = SectorDirections.of(DIRECTIONS).steering(array);
    DMatrixRMaj real = new DMatrixRMaj(2 * DIRECTIONS, 2 * antennas);
    for (int s = 0; s < DIRECTIONS; s++) {
      for (int n = 0; n < antennas; n++) {
        double re = vectors[0][s * antennas + n];
        double im = vectors[1][s * antennas + n];
        real.set(s, n, re);
        real.set(s, antennas + n, im);
        real.set(DIRECTIONS + s, n, -im);
        real.set(DIRECTIONS + s, antennas + n, re);
      }
    }
    return real;
  }
}
