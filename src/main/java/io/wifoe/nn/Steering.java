package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * The steering vectors a_s of S directions at the antennas of one array, and what they turn weights of directions into
 * for this array. A complex matrix M that rows are multiplied by stands as [[Re M, Im M], [-Im M, Re M]].
 *
 * @param re (S, Nt)
 * @param im (S, Nt)
 */
public record Steering(NDArray re, NDArray im) {
  /** Steering vectors at the pass's precision, from (S, Nt) values. */
  public static Steering of(Pass pass, double[] re, double[] im, int directions) {
    return new Steering(array(pass, re, directions), array(pass, im, directions));
  }

  private static NDArray array(Pass pass, double[] values, int directions) {
    return pass.manager().create(values).reshape(directions, -1).toType(pass.precision(), false);
  }

  private long directions() {
    return re.getShape().get(0);
  }

  /** Beams X = A C at power 1 each, (2 Nt, L): Re X above Im X, of C (S, L). */
  public NDArray beams(Pass pass, NDArray cRe, NDArray cIm) {
    NDArray x = re.transpose().matMul(cRe).sub(im.transpose().matMul(cIm));
    NDArray y = re.transpose().matMul(cIm).add(im.transpose().matMul(cRe));
    return PilotMatrix.atPower(pass, x, y, 1);
  }

  /**
   * What each direction makes of what is received of X: f_s = sum_l y_l conj(a_s^H x_l), scaled so that the mean square
   * of f is that of y.
   *
   * @param x (2 Nt, L), Re X above Im X
   * @return (2 L, 2 S), from [Re y | Im y] to [Re f | Im f]
   */
  public NDArray matched(Pass pass, NDArray x) {
    NDList parts = x.split(2, 0);
    NDArray dRe = re.matMul(parts.get(0)).add(im.matMul(parts.get(1))).transpose(); // a_s^H x_l, (L, S)
    NDArray dIm = re.matMul(parts.get(1)).sub(im.matMul(parts.get(0))).transpose();
    NDArray matched = dRe.concat(dIm.neg(), 1).concat(dIm.concat(dRe, 1), 0);
    return matched.mul(pass.scalar(Math.sqrt(2.0 * directions())).div(matched.norm()));
  }

  /** From weights of directions [Re c | Im c] to sum_s c_s a_s / sqrt(S) at the antennas, (2 S, 2 Nt). */
  public NDArray fields(Pass pass) {
    return re.concat(im, 1).concat(im.neg().concat(re, 1), 0).mul(pass.scalar(1 / Math.sqrt(directions())));
  }
}
