package io.wifoe.precoding;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.LinkBudget;

/**
 * Zero forcing on quantised channel directions (Jindal, "MIMO broadcast channels with finite-rate feedback", IEEE
 * Trans. Inf. Theory 52(11), 2006): every user knows its channel without error and feeds back one word of a codebook;
 * the base station takes the words for the channels. Users that name the same word share one beam.
 *
 * @param quantizer the codebook
 */
public record LimitedFeedback(Quantizer quantizer) implements Precoder {
  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
    ComplexMatrices words = ComplexMatrices.zeros(channels.samples(), channels.rows(), channels.columns());
    for (int sample = 0; sample < channels.samples(); sample++) {
      for (int user = 0; user < channels.rows(); user++) {
        quantizer.quantize(channels, sample, user, words);
      }
    }
    return Precoders.zeroForcing().precode(words, link);
  }

  @Override
  public String name() {
    return quantizer.name() + " + ZF";
  }
}
