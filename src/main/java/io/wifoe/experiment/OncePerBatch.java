package io.wifoe.experiment;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.LinkBudget;

/**
 * A precoder that looks at channels and power and not at the noise, such as zero forcing on codewords, asked once for
 * all SNRs at which a batch is measured: most of the time goes into the search for words.
 */
final class OncePerBatch implements Precoder {
  private final Precoder precoder;
  private ComplexMatrices last;
  private double power;
  private ComplexMatrices answer;

  OncePerBatch(Precoder precoder) {
    this.precoder = precoder;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same batch, not an equal one
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
    if (channels != last || link.power() != power) {
      answer = precoder.precode(channels, link);
      last = channels;
      power = link.power();
    }
    return answer;
  }

  @Override
  public String name() {
    return precoder.name();
  }
}
