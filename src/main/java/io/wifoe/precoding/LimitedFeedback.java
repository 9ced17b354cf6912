package io.wifoe.precoding;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.LinkBudget;

/**
 * Precoding on quantised channel directions: every user knows its channel without error and feeds back one word of a
 * codebook, of unit norm; the base station takes the words for the channels. By zero forcing it is the scheme of Jindal
 * ("MIMO broadcast channels with finite-rate feedback", IEEE Trans. Inf. Theory 52(11), 2006), in which users that name
 * the same word share one beam.
 *
 * @param quantizer the codebook
 * @param precoder what the base station makes of the words
 */
public record LimitedFeedback(Quantizer quantizer, Precoder precoder) implements Precoder {
  /** Zero forcing on the words. */
  public LimitedFeedback(Quantizer quantizer) {
    this(quantizer, Precoders.zeroForcing());
  }

  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
    channels.requireFinite();
    ComplexMatrices words = ComplexMatrices.zeros(channels.samples(), channels.rows(), channels.columns());
    for (int sample = 0; sample < channels.samples(); sample++) {
      for (int user = 0; user < channels.rows(); user++) {
        if (SumRate.squareNorm(channels, channels.row(sample, user)) > 0) { // who has no channel names no word
          quantizer.quantize(channels, sample, user, words);
        }
      }
    }
    return precoder.precode(words, link);
  }

  @Override
  public String name() {
    return quantizer.name() + " + " + precoder.name();
  }
}
