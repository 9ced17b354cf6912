package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.Rows;
import io.wifoe.precoding.Pilots;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.SnrRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Samples of one configuration as they are drawn, before the engine has them: plain arrays that any thread can make
 * ahead of time.
 *
 * @param power transmit power P of each precoder
 * @param noisePowers sigma^2 of each sample
 * @param channels (n, K, Nt)
 * @param noise pilot noise of all users, each [Re z_k | Im z_k], already scaled
 */
public record DrawnSamples(Configuration configuration, double power, double[] noisePowers, ComplexMatrices channels,
    float[] noise) {
  /** Bytes to whose multiples arrays are aligned, a line of the cache. */
  private static final int ALIGNMENT = 64;
  private static final ThreadLocal<ByteBuffer> STAGING = new ThreadLocal<>();

  /**
   * Samples that share one link, with their pilot noise; the noise of sample i depends on the stream and i alone.
   *
   * @param first number of the batch's first sample, 0 unless it is a part of many
   * @throws IllegalArgumentException if the batch has another number of users or antennas than the configuration
   */
  public static DrawnSamples of(Configuration configuration, LinkBudget link, ComplexMatrices batch, long first,
      RandomStream stream) {
    return of(configuration, link, sample -> link.noisePower(), batch, first, stream);
  }

  /** Samples at unit power whose SNR is drawn for each; otherwise as {@link #of}. */
  public static DrawnSamples of(Configuration configuration, SnrRange snr, ComplexMatrices batch,
      RandomStream stream) {
    return of(configuration, LinkBudget.snrDb(0), sample -> Transmission.link(snr, stream, sample).noisePower(),
        batch, 0, stream);
  }

  private static DrawnSamples of(Configuration configuration, LinkBudget link, IntToDoubleFunction noisePower,
      ComplexMatrices batch, long first, RandomStream stream) {
    Check.that(batch.rows() == configuration.users() && batch.columns() == configuration.antennas(),
        "channels of %d users and %d antennas do not fit %s", batch.rows(), batch.columns(), configuration);
    double[] noisePowers = IntStream.range(0, batch.samples()).mapToDouble(noisePower).toArray();
    return new DrawnSamples(configuration, link.power(), noisePowers, batch,
        Pilots.noise(configuration.users(), configuration.pilots(), noisePowers, first, stream).values());
  }

  /**
   * Hands samples over to the engine in two copies, whatever their number: all channels with all noise, and all noise
   * powers. Channels come first, so that what meets in matrix products begins where vector instructions like it.
   */
  public static List<Transmission> handOver(NDManager manager, DataType precision, List<DrawnSamples> drawn) {
    List<float[]> parts = new ArrayList<>();
    drawn.forEach(part -> parts.add(part.channels.values()));
    drawn.forEach(part -> parts.add(part.noise));
    NDList values = Rows.parted(handOver(manager, parts).toType(precision, false),
        parts.stream().mapToLong(part -> part.length).toArray());
    NDList noisePowers = Rows.parted(manager.create(drawn.stream().flatMapToDouble(part ->
        Arrays.stream(part.noisePowers)).toArray()).toType(precision, false),
        drawn.stream().mapToLong(part -> part.noisePowers.length).toArray());
    List<Transmission> transmissions = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      Configuration c = drawn.get(i).configuration;
      double power = drawn.get(i).power;
      long rows = (long) drawn.get(i).channels.samples() * c.users();
      transmissions.add(new Transmission(c, power, c.pilotColumnPower(power), noisePowers.get(i).reshape(-1, 1),
          values.get(i).reshape(rows, 2L * c.antennas()),
          values.get(drawn.size() + i).reshape(rows, 2L * c.pilots())));
    }
    return transmissions;
  }

  private static NDArray handOver(NDManager manager, List<float[]> parts) {
    int size = parts.stream().mapToInt(part -> part.length).sum();
    ByteBuffer bytes = manager.getDevice().isGpu() ? staging(size) : buffer(size);
    FloatBuffer all = bytes.asFloatBuffer();
    parts.forEach(all::put);
    return manager.create(bytes, new Shape(size), DataType.FLOAT32);
  }

  /** A thread's buffer, used again: a GPU has its copy when a call returns, and fresh memory costs as much as that. */
  private static ByteBuffer staging(int size) {
    ByteBuffer bytes = STAGING.get();
    if (bytes == null || bytes.capacity() < size * Float.BYTES) {
      bytes = buffer(size);
      STAGING.set(bytes);
    }
    return bytes.clear().limit(size * Float.BYTES);
  }

  /** Matrix products round by where their operands begin, so that all begin alike. */
  private static ByteBuffer buffer(int size) {
    int bytes = size * Float.BYTES;
    return ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT).alignedSlice(ALIGNMENT).order(ByteOrder.nativeOrder())
        .limit(bytes);
  }
}
