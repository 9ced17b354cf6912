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
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

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
   * Samples that share one link, with their pilot noise; the noise of sample i depends on the stream and i alone.
   *
   * @param first number of the batch's first sample, 0 unless it is a part of many
   * @throws IllegalArgumentException if the batch has another number of users or antennas than the configuration
   */
  public static Transmission of(NDManager manager, DataType precision, Configuration configuration, LinkBudget link,
      ComplexMatrices batch, long first, RandomStream stream) {
    return of(manager, precision, configuration, link, sample -> link.noisePower(), batch, first, stream);
  }

  /** A batch from sample 0 on. */
  public static Transmission of(NDManager manager, DataType precision, Configuration configuration, LinkBudget link,
      ComplexMatrices batch, RandomStream stream) {
    return of(manager, precision, configuration, link, batch, 0, stream);
  }

  /** Samples at unit power whose SNR is drawn for each; otherwise as {@link #of}. */
  public static Transmission of(NDManager manager, DataType precision, Configuration configuration, SnrRange snr,
      ComplexMatrices batch, RandomStream stream) {
    return of(manager, precision, configuration, LinkBudget.snrDb(0), sample -> link(snr, stream, sample).noisePower(),
        batch, 0, stream);
  }

  /** The link of one sample of a stream whose SNR is drawn. */
  public static LinkBudget link(SnrRange snr, RandomStream stream, int sample) {
    return snr.draw(stream.of("snr").of(sample));
  }

  private static Transmission of(NDManager manager, DataType precision, Configuration configuration, LinkBudget link,
      IntToDoubleFunction noisePower, ComplexMatrices batch, long first, RandomStream stream) {
    Check.that(batch.rows() == configuration.users() && batch.columns() == configuration.antennas(),
        "channels of %d users and %d antennas do not fit %s", batch.rows(), batch.columns(), configuration);
    int rows = batch.samples() * batch.rows();
    double[] noisePowers = IntStream.range(0, batch.samples()).mapToDouble(noisePower).toArray();
    NDArray h = manager.create(batch.values(), new Shape(rows, 2L * batch.columns()));
    NDArray z = manager.create(noise(configuration, noisePowers, first, stream),
        new Shape(rows, 2L * configuration.pilots()));
    return new Transmission(configuration, link.power(), configuration.pilotColumnPower(link.power()),
        manager.create(noisePowers).reshape(-1, 1).toType(precision, false),
        h.toType(precision, false), z.toType(precision, false));
  }

  /** Samples n. */
  public int samples() {
    return (int) noisePower.getShape().get(0);
  }

  /** CN(0, sigma^2) noise: each part has variance sigma^2 / 2. */
  private static float[] noise(Configuration configuration, double[] noisePowers, long first, RandomStream stream) {
    int size = configuration.users() * 2 * configuration.pilots();
    float[] noise = new float[noisePowers.length * size];
    for (int sample = 0; sample < noisePowers.length; sample++) {
      SplittableRandom random = stream.of(first + sample).random();
      double deviation = Math.sqrt(noisePowers[sample] / 2);
      for (int i = 0; i < size; i++) {
        noise[sample * size + i] = (float) (deviation * random.nextGaussian());
      }
    }
    return noise;
  }
}
