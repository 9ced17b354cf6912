package io.wifoe.precoding;

import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelCovariance;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import java.util.Arrays;

/**
 * A precoder with estimates in place of channels: the base station sends the {@linkplain Pilots#optimal pilots of the
 * least error} for the place's covariance, every user makes its {@linkplain LmmseEstimator LMMSE estimate} of what it
 * receives, and the precoder takes the estimates for the channels, as if there were no error in them. With WMMSE it
 * says what pilots cost where feedback costs nothing; with {@link LimitedFeedback} users name words for estimates.
 *
 * @param covariance R of channels as they are measured, normalised; users and base station know it
 * @param pilots L
 * @param pilotPower power E_s of each pilot column
 * @param precoder what the base station makes of the estimates
 * @param seed of the pilots' noise, which is that of a learned scheme of the same seed, K and L
 */
public record EstimatedCsi(ChannelCovariance covariance, int pilots, PilotPower pilotPower, Precoder precoder,
    long seed) implements Precoder {
  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
    return precode(channels, link, 0);
  }

  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link, long first) {
    return precoder.precode(estimates(channels, link, first), link, first);
  }

  /**
   * What users estimate.
   *
   * @param channels (samples, K, Nt), row k is h_k
   * @param first the number of the batch's first sample, from 0
   * @return (samples, K, Nt)
   */
  ComplexMatrices estimates(ComplexMatrices channels, LinkBudget link, long first) {
    ComplexMatrices x = Pilots.optimal(covariance, pilots, pilotPower.of(link.power(), channels.columns()),
        link.noisePower());
    double[] noisePowers = new double[channels.samples()];
    Arrays.fill(noisePowers, link.noisePower());
    ComplexMatrices noise = Pilots.noise(channels.rows(), pilots, noisePowers, first, RandomStream.root(seed));
    return LmmseEstimator.of(covariance, x, link.noisePower()).estimate(Pilots.received(channels, x, noise));
  }

  /** The same estimates for another precoder. */
  public EstimatedCsi with(Precoder other) {
    return new EstimatedCsi(covariance, pilots, pilotPower, other, seed);
  }

  @Override
  public String name() {
    return precoder.name() + " on LMMSE estimates";
  }
}
