package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.Check;
import io.wifoe.Seed;
import io.wifoe.channel.ComplexBatch;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import java.util.SplittableRandom;

/**
 * Samples of one configuration on their way through the network.
 *
 * @param configuration C = {L, Nt, K, B}
 * @param link power of pilots and precoders, noise power
 * @param samples n
 * @param channels (n K, 2 Nt), each row [Re h_k | Im h_k], sample by sample
 * @param noise (n K, 2 L), each row [Re z_k | Im z_k], already scaled
 */
public record Transmission(Configuration configuration, LinkBudget link, int samples, NDArray channels, NDArray noise) {

  public Transmission {
    long rows = (long) samples * configuration.users();
    Check.that(channels.getShape().equals(new Shape(rows, 2L * configuration.antennas())),
        "channels of shape %s do not fit %d samples of %s", channels.getShape(), samples, configuration);
    Check.that(noise.getShape().equals(new Shape(rows, 2L * configuration.pilots())),
        "noise of shape %s does not fit %d samples of %s", noise.getShape(), samples, configuration);
  }

  /**
   * Samples with their pilot noise; the noise of sample i depends on the seed and i alone.
   *
   * @throws IllegalArgumentException if the batch has another number of users or antennas than the configuration
   */
  public static Transmission of(NDManager manager, DataType precision, Configuration configuration, LinkBudget link,
      ComplexBatch batch, Seed seed) {
    Check.that(batch.users() == configuration.users() && batch.antennas() == configuration.antennas(),
        "channels of %d users and %d antennas do not fit %s", batch.users(), batch.antennas(), configuration);
    int rows = batch.samples() * batch.users();
    Shape half = new Shape(rows, batch.antennas());
    NDArray h = manager.create(batch.re(), half).concat(manager.create(batch.im(), half), 1);
    NDArray z = manager.create(noise(configuration, link, batch.samples(), seed),
        new Shape(rows, 2L * configuration.pilots()));
    return new Transmission(configuration, link, batch.samples(), h.toType(precision, false),
        z.toType(precision, false));
  }

  /** CN(0, sigma^2) noise: each part has variance sigma^2 / 2. */
  private static float[] noise(Configuration configuration, LinkBudget link, int samples, Seed seed) {
    double deviation = Math.sqrt(link.noisePower() / 2);
    int size = configuration.users() * 2 * configuration.pilots();
    float[] noise = new float[samples * size];
    for (int sample = 0; sample < samples; sample++) {
      SplittableRandom random = seed.of(sample).random();
      for (int i = 0; i < size; i++) {
        noise[sample * size + i] = (float) (deviation * random.nextGaussian());
      }
    }
    return noise;
  }
}
