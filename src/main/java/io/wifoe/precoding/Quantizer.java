package io.wifoe.precoding;

import io.wifoe.channel.ComplexMatrices;
import java.util.Arrays;
import java.util.stream.IntStream;

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
  void quantize(ComplexMatrices channels, int sample, int user, ComplexMatrices words);

  /**
   * The share of energy that one word catches, the mean of |h^H w|^2 / ||h||^2 over all users of all samples: 1 if the
   * words say everything about a channel but its norm and phase.
   *
   * @param channels (samples, K, Nt), none of them zero
   */
  default double energyCaught(ComplexMatrices channels) {
    ComplexMatrices words = ComplexMatrices.zeros(channels.samples(), channels.rows(), channels.columns());
    quantize(channels, 0, 0, words); // what does not fit is refused here and not in another thread, wrapped
    double[] shares = IntStream.range(0, channels.samples() * channels.rows()).parallel().mapToDouble(i -> {
      quantize(channels, i / channels.rows(), i % channels.rows(), words);
      int row = i * 2 * channels.columns();
      return SumRate.received(channels, row, words, row) / SumRate.squareNorm(channels, row);
    }).toArray();
    return Arrays.stream(shares).average().orElseThrow(); // in one order, so that the same bits come out
  }
}
