package io.wifoe.dataset;

import io.wifoe.Check;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * What the channels of a set are like. A user's gain is ||h||^2 / Nt, the path gain averaged over the antennas.
 *
 * @param meanSquareNorm mean of ||h||^2
 * @param meanGainDb mean gain in dB
 * @param stdGainDb standard deviation of the gain in dB
 * @param minGainDb smallest gain in dB
 * @param maxGainDb largest gain in dB
 */
public record ChannelStatistics(
    double meanSquareNorm, double meanGainDb, double stdGainDb, double minGainDb, double maxGainDb) {

  /** ||h||^2 of one channel [Re h | Im h]; in double, since raw channels are near 1e-6. */
  static double squareNorm(float[] h, int offset, int antennas) {
    double sum = 0;
    for (int n = offset; n < offset + antennas; n++) {
      sum += (double) h[n] * h[n];
      sum += (double) h[n + antennas] * h[n + antennas];
    }
    return sum;
  }

  /**
   * Reads every user once.
   *
   * @throws IllegalArgumentException if there are none, or if a channel is zero, infinite or not a number
   */
  static ChannelStatistics of(UserChannels channels) {
    Sums sums = new Sums(channels.antennas());
    float[] h = new float[2 * channels.antennas()];
    for (long user = 0; user < channels.users(); user++) {
      channels.read(user, h, 0);
      sums.add(user, h, 0);
    }
    return sums.statistics();
  }

  /** Adds up statistics user by user. */
  static final class Sums {
    private final int antennas;
    private final SummaryStatistics gainsDb = new SummaryStatistics();
    private double squareNorms;

    Sums(int antennas) {
      this.antennas = antennas;
    }

    void add(long user, float[] h, int offset) {
      double squareNorm = squareNorm(h, offset, antennas);
      requireUsable(user, squareNorm);
      squareNorms += squareNorm;
      gainsDb.addValue(10 * Math.log10(squareNorm / antennas));
    }

    ChannelStatistics statistics() {
      Check.that(gainsDb.getN() > 0, "there are no users");
      return new ChannelStatistics(squareNorms / gainsDb.getN(), gainsDb.getMean(),
          Math.sqrt(gainsDb.getPopulationVariance()), gainsDb.getMin(), gainsDb.getMax());
    }
  }

  /** Throws unless this is the ||h||^2 of a usable channel. */
  static void requireUsable(long user, double squareNorm) {
    if (!(squareNorm > 0 && squareNorm < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the channel of user " + user + (squareNorm == 0 ? " is zero"
          : " holds NaN, infinity or a number beyond float32"));
    }
  }
}
