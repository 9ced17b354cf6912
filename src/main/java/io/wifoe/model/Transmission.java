package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.SnrRange;
import java.util.List;

/**
 * Samples of one configuration on their way through the network.
 *
 * @param configuration C = {L, Nt, K, B}
 * @param power transmit power P of each precoder
 * @param pilotPower power E_s of each pilot column
 * @param noisePower sigma^2 of each sample, (n, 1)
 * @param channels (n K, 2 Nt), each row [Re h_k | Im h_k], sample by sample
 * @param noise (n K, 2 L), each row [Re z_k | Im z_k], already scaled
 */
public record Transmission(Configuration configuration, double power, double pilotPower, NDArray noisePower,
    NDArray channels, NDArray noise) {

  public Transmission {
    long rows = noisePower.getShape().get(0) * configuration.users();
    Check.that(channels.getShape().equals(new Shape(rows, 2L * configuration.antennas())),
        "channels of shape %s do not fit %d users of %s", channels.getShape(), rows, configuration);
    Check.that(noise.getShape().equals(new Shape(rows, 2L * configuration.pilots())),
        "noise of shape %s does not fit %d users of %s", noise.getShape(), rows, configuration);
  }

  /**
   * {@link DrawnSamples#of Samples that share one link}, handed over to the engine.
   *
   * @param first number of the batch's first sample, 0 unless it is a part of many
   * @throws IllegalArgumentException if the batch has another number of users or antennas than the configuration
   */
  public static Transmission of(NDManager manager, DataType precision, Configuration configuration, LinkBudget link,
      ComplexMatrices batch, long first, RandomStream stream) {
    return handOver(manager, precision, DrawnSamples.of(configuration, link, batch, first, stream));
  }

  /** A batch from sample 0 on. */
  public static Transmission of(NDManager manager, DataType precision, Configuration configuration, LinkBudget link,
      ComplexMatrices batch, RandomStream stream) {
    return of(manager, precision, configuration, link, batch, 0, stream);
  }

  /** Samples at unit power whose SNR is drawn for each; otherwise as {@link #of}. */
  public static Transmission of(NDManager manager, DataType precision, Configuration configuration, SnrRange snr,
      ComplexMatrices batch, RandomStream stream) {
    return handOver(manager, precision, DrawnSamples.of(configuration, snr, batch, stream));
  }

  private static Transmission handOver(NDManager manager, DataType precision, DrawnSamples drawn) {
    return DrawnSamples.handOver(manager, precision, List.of(drawn)).get(0);
  }

  /** The link of one sample of a stream whose SNR is drawn. */
  public static LinkBudget link(SnrRange snr, RandomStream stream, int sample) {
    return snr.draw(stream.of("snr").of(sample));
  }

  /** Samples n. */
  public int samples() {
    return (int) noisePower.getShape().get(0);
  }
}
