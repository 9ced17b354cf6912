package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** Precoders at their power, Eq. (31), and the rates they give, Eq. (3), on tensors that carry gradients. */
public final class SumRateLoss {
  private SumRateLoss() {}

  /**
   * Scales each sample's whole matrix to Frobenius norm sqrt(P), Eq. (31).
   *
   * @param v (n, K, 2 Nt), each row [Re v | Im v]
   * @param power P
   */
  public static NDArray scaleToPower(Pass pass, NDArray v, double power) {
    NDArray norm = v.norm(new int[] {1, 2}, true); // (n, 1, 1)
    return v.mul(pass.scalar(Math.sqrt(power)).div(norm));
  }

  /**
   * Sum rates of samples whose numbers of users differ, at their power, in one piece: Eq. (31) and (3) with samples of
   * fewer users filled up by users without a precoder, who get no rate and disturb nobody.
   *
   * @param outputs what becomes precoders, (rows, 2 Nt), each row [Re v | Im v]
   * @param channels of the same users, (rows, 2 Nt)
   * @param rows of each sample's users, (n, K); any rows stand in for those that a sample lacks
   * @param present 1 for users, 0 for those that a sample lacks, (n, K)
   * @param root sqrt(P) of each sample, (n)
   * @param noisePower sigma^2 of each sample, (n, 1)
   * @return bit/s/Hz of each sample, (n)
   */
  public static NDArray perSample(NDArray outputs, NDArray channels, NDArray rows, NDArray present, NDArray root,
      NDArray noisePower) {
    return NativeOperators.sumRates(outputs, channels, rows, present, root, noisePower);
  }

  /**
   * Rates R_k = log2(1 + |h_k^H v_k|^2 / (sum_j |h_k^H v_j|^2 + sigma^2)), j != k, in bit/s/Hz.
   *
   * @param h channels (n, K, 2 Nt), each row [Re h | Im h]
   * @param v precoders (n, K, 2 Nt), each row [Re v | Im v]
   * @param noisePower sigma^2 of each sample, (n, 1)
   * @return (n, K)
   */
  public static NDArray rates(Pass pass, NDArray h, NDArray v, NDArray noisePower) {
    long users = h.getShape().get(1);
    NDList parts = v.split(2, 2);
    NDArray rotated = parts.get(1).concat(parts.get(0).neg(), 2); // [Im v | -Re v]
    NDArray re = h.matMul(v.transpose(0, 2, 1)); // Re h_k^H v_j, (n, K, K)
    NDArray im = h.matMul(rotated.transpose(0, 2, 1));
    NDArray power = re.square().add(im.square());
    NDArray own = pass.manager().eye((int) users, (int) users, 0, pass.precision());
    NDArray signal = power.mul(own).sum(new int[] {2}); // (n, K)
    NDArray interference = power.sum(new int[] {2}).sub(signal);
    NDArray sinr = signal.div(interference.add(noisePower));
    return sinr.add(pass.scalar(1)).log().mul(pass.scalar(1 / Math.log(2)));
  }
}
