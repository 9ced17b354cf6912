package io.wifoe.precoding;

import io.wifoe.channel.ComplexBatch;

/** A user's side of limited feedback: names the word of a codebook closest in direction to the user's channel. */
public interface Quantizer {
  /** Feedback bits of each user. */
  int bits();

  /** The name in tables and charts, for example {@code "DFT 8 bit"}. */
  String name();

  /**
   * Writes the unit-norm word w that maximises |h^H w|.
   *
   * @param channels (samples, K, Nt), row k is h_k
   * @param words (samples, K, Nt), receives w at the same place
   * @throws IllegalArgumentException if the codebook was made for another number of antennas
   */
  void quantize(ComplexBatch channels, int sample, int user, ComplexBatch words);
}
