package io.wifoe.precoding;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;

/**
 * Chooses what the base station sends to every user, given the channels. Implementations hold no state between calls
 * and may be shared by threads.
 */
public interface Precoder {
  /**
   * The precoders of a batch. Each sample's matrix V = [v_1 .. v_K] is scaled as a whole to the transmit power,
   * ||V||_F^2 = P. From a precoder that is given the channels, a user whose channel is zero gets v_k = 0, and a sample
   * whose channels are all zero gets V = 0; one that hears of them through noisy pilots cannot tell.
   *
   * @param channels (samples, K, Nt), row k is h_k
   * @return (samples, K, Nt), row k is v_k
   * @throws IllegalArgumentException if a channel is not finite
   */
  ComplexMatrices precode(ComplexMatrices channels, LinkBudget link);

  /**
   * The precoders of one batch of a longer measurement. What is random about a precoder, as the noise that a learned
   * one's pilots are received in, depends on a sample's number in the whole measurement: every batch meets fresh
   * noise, and the result does not depend on the size of the batches.
   *
   * @param first the number of the batch's first sample, from 0
   */
  default ComplexMatrices precode(ComplexMatrices channels, LinkBudget link, long first) {
    return precode(channels, link);
  }

  /** Power of the pilot columns from which it knows the channels; null if it sends none. */
  default PilotPower pilotPower() {
    return null;
  }

  /** The name in tables and charts, for example {@code "WMMSE"}. */
  String name();

  /** The same precoder under another name, so that two of a kind can stand in one table or chart. */
  default Precoder named(String other) {
    return new NamedPrecoder(this, other);
  }
}
