package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.Init.normal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * The learned pilots X (Nt, L) of Eq. (5), every column at its power limit E_s.
 *
 * @param antennas Nt
 * @param length L
 */
public record PilotMatrix(int antennas, int length) {

  public List<ParameterSpec> parameters() {
    Shape shape = new Shape(antennas, length);
    return List.of(new ParameterSpec("X_re", shape, normal(1)), new ParameterSpec("X_im", shape, normal(1)));
  }

  /**
   * What the users receive: y_k = h_k^H X + z_k, Eq. (5).
   *
   * @param h channels (rows, 2 Nt), each row [Re h | Im h]
   * @param noise (rows, 2 L), each row [Re z | Im z]
   * @param power E_s
   * @return (rows, 2 L), each row [Re y | Im y]
   */
  public NDArray transmit(Pass pass, NDArray h, NDArray noise, double power) {
    return received(pass, h, matrix(pass, power), noise);
  }

  /** What users receive of pilots X (2 Nt, L), Re X above Im X. */
  public static NDArray received(Pass pass, NDArray h, NDArray x, NDArray noise) {
    NDList parts = x.split(2, 0);
    // conj(h) X in real arithmetic: [Re h | Im h] times [[Xr, Xi], [Xi, -Xr]]
    NDArray rotated = parts.get(1).concat(parts.get(0).neg(), 0);
    return pass.record("y", h.matMul(x.concat(rotated, 1)).add(noise));
  }

  /** The pilots at their power, (2 Nt, L): Re X above Im X. */
  public NDArray matrix(Pass pass, double power) {
    return pass.record("X", atPower(pass, pass.weight("X_re"), pass.weight("X_im"), power));
  }

  /** Columns (Nt, L) scaled to a power each: (2 Nt, L), real parts above imaginary ones. */
  static NDArray atPower(Pass pass, NDArray re, NDArray im, double power) {
    NDArray norm = re.square().add(im.square()).sum(new int[] {0}, true).sqrt(); // (1, L)
    NDArray gain = pass.scalar(Math.sqrt(power)).div(norm);
    return re.mul(gain).concat(im.mul(gain), 0);
  }
}
