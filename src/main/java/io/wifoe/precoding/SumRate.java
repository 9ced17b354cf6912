package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexBatch;
import io.wifoe.task.LinkBudget;
import java.util.Arrays;

/** Spectral efficiency of the downlink, sum_k R_k of Eq. (3), in bps/Hz. */
public final class SumRate {
  private SumRate() {}

  /**
   * The sum rate of every sample.
   *
   * @param channels (samples, K, Nt), row k is h_k
   * @param precoders (samples, K, Nt), row k is v_k
   * @param noisePower sigma^2 at each user, linear
   * @return (samples), bps/Hz
   */
  public static double[] perSample(ComplexBatch channels, ComplexBatch precoders, double noisePower) {
    double[] sums = new double[channels.samples()];
    double[] rates = perUser(channels, precoders, noisePower);
    for (int i = 0; i < rates.length; i++) {
      sums[i / channels.users()] += rates[i];
    }
    return sums;
  }

  /** The rate R_k of every user of every sample, (samples, K), bps/Hz; arguments as in {@link #perSample}. */
  public static double[] perUser(ComplexBatch channels, ComplexBatch precoders, double noisePower) {
    Check.that(channels.samples() == precoders.samples() && channels.users() == precoders.users()
            && channels.antennas() == precoders.antennas(),
        "precoders of %d x %d x %d do not fit channels of %d x %d x %d", precoders.samples(), precoders.users(),
        precoders.antennas(), channels.samples(), channels.users(), channels.antennas());
    Check.that(noisePower > 0, "noise power %s must be positive", noisePower);
    int users = channels.users();
    double[] rates = new double[channels.samples() * users];
    for (int i = 0; i < rates.length; i++) {
      int sample = i / users;
      int k = i % users;
      double signal = 0;
      double interference = noisePower;
      for (int j = 0; j < users; j++) {
        double received = received(channels, channels.row(sample, k), precoders, precoders.row(sample, j));
        if (j == k) {
          signal = received;
        } else {
          interference += received;
        }
      }
      rates[i] = Math.log1p(signal / interference) / Math.log(2);
    }
    return rates;
  }

  /** The mean sum rate of a precoder over batches of channels, which may differ in size. */
  public static Estimate estimate(Precoder precoder, LinkBudget link, Iterable<ComplexBatch> batches) {
    Estimate.Running running = new Estimate.Running();
    for (ComplexBatch channels : batches) {
      running.add(perSample(channels, precoder.precode(channels, link), link.noisePower()));
    }
    return running.estimate();
  }

  /** The mean sum rate of a precoder over batches of channels. */
  public static Estimate estimate(Precoder precoder, LinkBudget link, ComplexBatch... batches) {
    return estimate(precoder, link, Arrays.asList(batches));
  }

  /** |h^H v|^2 of the vectors that start at these indices. */
  static double received(ComplexBatch channels, int h, ComplexBatch precoders, int v) {
    double re = 0;
    double im = 0;
    for (int n = 0; n < channels.antennas(); n++) {
      double hRe = channels.re()[h + n];
      double hIm = channels.im()[h + n];
      double vRe = precoders.re()[v + n];
      double vIm = precoders.im()[v + n];
      re += hRe * vRe + hIm * vIm;
      im += hRe * vIm - hIm * vRe;
    }
    return re * re + im * im;
  }

  /** ||h||^2 of the vector that starts at this index. */
  static double squareNorm(ComplexBatch channels, int h) {
    double sum = 0;
    for (int n = h; n < h + channels.antennas(); n++) {
      sum += (double) channels.re()[n] * channels.re()[n] + (double) channels.im()[n] * channels.im()[n];
    }
    return sum;
  }
}
