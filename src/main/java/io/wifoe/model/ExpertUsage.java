package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import java.util.List;

/**
 * How a trained trunk used its experts on some channels.
 *
 * @param share for each block and expert the share of all choices that fell on it; each block's shares add to 1
 */
public record ExpertUsage(double[][] share) {

  /**
   * Counts the choices of every block on a batch of one configuration.
   *
   * @param seed of the pilot noise
   */
  public static ExpertUsage of(WiFoE model, Configuration configuration, ComplexMatrices channels, LinkBudget link,
      long seed) {
    double[][] share = new double[model.config().blocks()][model.config().experts()];
    try (NDManager manager = model.parameters().newManager()) {
      Pass pass = Pass.of(manager, model.parameters(), name -> false, Pass.Mode.INFERENCE, (name, value) -> {
        for (int block = 0; block < share.length; block++) {
          if (name.equals(WiFoE.TRUNK + "/blk" + block + "/chosen")) {
            count(value, share[block]);
          }
        }
      });
      model.precoders(pass, List.of(
          Transmission.of(manager, model.parameters().precision(), configuration, link, channels,
              RandomStream.root(seed))));
    }
    return new ExpertUsage(share);
  }

  private static void count(NDArray chosen, double[] share) {
    long[] choices = chosen.toLongArray();
    for (long expert : choices) {
      share[(int) expert] += 1.0 / choices.length;
    }
  }

  /** Entropy of a block's shares in bits: log2(E) if all experts are used alike, 0 if one does everything. */
  public double entropy(int block) {
    double bits = 0;
    for (double p : share[block]) {
      bits -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
    }
    return bits;
  }
}
