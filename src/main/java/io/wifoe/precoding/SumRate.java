package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.Estimate;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.LinkBudget;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

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
  public static double[] perSample(ComplexMatrices channels, ComplexMatrices precoders, double noisePower) {
    double[] sums = new double[channels.samples()];
    double[] rates = perUser(channels, precoders, noisePower);
    for (int i = 0; i < rates.length; i++) {
      sums[i / channels.rows()] += rates[i];
    }
    return sums;
  }

  /** The rate R_k of every user of every sample, (samples, K), bps/Hz; arguments as in {@link #perSample}. */
  public static double[] perUser(ComplexMatrices channels, ComplexMatrices precoders, double noisePower) {
    Check.that(channels.samples() == precoders.samples() && channels.rows() == precoders.rows()
            && channels.columns() == precoders.columns(),
        "precoders of %d x %d x %d do not fit channels of %d x %d x %d", precoders.samples(), precoders.rows(),
        precoders.columns(), channels.samples(), channels.rows(), channels.columns());
    Check.that(noisePower > 0, "noise power %s must be positive", noisePower);
    int users = channels.rows();
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
  public static Estimate estimate(Precoder precoder, LinkBudget link, Iterable<ComplexMatrices> batches) {
    SummaryStatistics rates = new SummaryStatistics();
    for (ComplexMatrices channels : batches) {
      Arrays.stream(perSample(channels, precoder.precode(channels, link, rates.getN()), link.noisePower()))
          .forEach(rates::addValue);
    }
    return Estimate.of(rates);
  }

  /** The mean sum rate of a precoder over batches of channels. */
  public static Estimate estimate(Precoder precoder, LinkBudget link, ComplexMatrices... batches) {
    return estimate(precoder, link, Arrays.asList(batches));
  }

  /** |h^H v|^2 of the vectors that start at these indices. */
  static double received(ComplexMatrices channels, int h, ComplexMatrices precoders, int v) {
    double re = 0;
    double im = 0;
    int columns = channels.columns();
    for (int n = 0; n < columns; n++) {
      double hRe = channels.values()[h + n];
      double hIm = channels.values()[h + columns + n];
      double vRe = precoders.values()[v + n];
      double vIm = precoders.values()[v + columns + n];
      re += hRe * vRe + hIm * vIm;
      im += hRe * vIm - hIm * vRe;
    }
    return re * re + im * im;
  }

  /** ||h||^2 of the vector that starts at this index. */
  static double squareNorm(ComplexMatrices channels, int h) {
    double sum = 0;
    int columns = channels.columns();
    for (int n = h; n < h + columns; n++) {
      double re = channels.values()[n];
      double im = channels.values()[n + columns];
      sum += re * re + im * im;
    }
    return sum;
  }
}
