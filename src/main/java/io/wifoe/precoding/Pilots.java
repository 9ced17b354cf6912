package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelCovariance;
import io.wifoe.dataset.ChannelCovariance.Spectrum;
import java.util.SplittableRandom;

/** Pilots X (Nt, L) that a base station sends, and what users receive of them: y_k = h_k^H X + z_k, Eq. (5). */
public final class Pilots {
  private Pilots() {}

  /**
   * The pilots of the least mean square error for channels of covariance R = U diag(lambda) U^H:
   * X = U_L diag(p)^(1/2) F^H with the L strongest eigenvectors in U_L, powers poured over them like water,
   * p_i = max(0, mu - sigma^2 / lambda_i) with sum_i p_i = L E_s (Kotecha and Sayeed, "Transmit signal design for
   * optimal estimation of correlated MIMO channels", IEEE Trans. Signal Process. 52(2), 2004), and the unitary DFT F
   * (L, L), which changes no estimate and gives every column the same power E_s, constraint (13d).
   *
   * @param length L, at most Nt
   * @param columnPower E_s, linear
   * @param noisePower sigma^2 at each user, linear
   * @return X, one matrix of Nt rows and L columns
   */
  public static ComplexMatrices optimal(ChannelCovariance covariance, int length, double columnPower,
      double noisePower) {
    int antennas = covariance.antennas();
    Check.that(length >= 1 && length <= antennas, "pilot length %d must be between 1 and the %d antennas", length,
        antennas);
    Check.that(columnPower > 0 && noisePower > 0, "pilots of power %s in noise of power %s: both must be positive",
        columnPower, noisePower);
    Spectrum spectrum = covariance.spectrum();
    double[] powers = waterFilling(spectrum.values(), length, length * columnPower, noisePower);
    ComplexMatrices x = ComplexMatrices.zeros(1, antennas, length);
    for (int n = 0; n < antennas; n++) {
      for (int l = 0; l < length; l++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < length; i++) {
          double amplitude = Math.sqrt(powers[i] / length);
          double phase = 2 * Math.PI * (i * l % length) / length;
          double uRe = spectrum.vectors().getReal(n, i);
          double uIm = spectrum.vectors().getImag(n, i);
          re += amplitude * (uRe * Math.cos(phase) - uIm * Math.sin(phase));
          im += amplitude * (uRe * Math.sin(phase) + uIm * Math.cos(phase));
        }
        x.set(0, n, l, (float) re, (float) im);
      }
    }
    return x;
  }

  /** p_i = max(0, mu - sigma^2 / lambda_i) of the first {@code length} eigenvalues, largest first, sum as given. */
  static double[] waterFilling(double[] eigenvalues, int length, double sum, double noisePower) {
    Check.that(eigenvalues[0] > 0, "channels without energy leave pilots nothing to find");
    int filled = 0;
    double floors = 0; // of those that are under water
    while (filled < length && eigenvalues[filled] > 0
        && (filled + 1) * noisePower / eigenvalues[filled] < sum + floors + noisePower / eigenvalues[filled]) {
      floors += noisePower / eigenvalues[filled++];
    }
    double[] powers = new double[length];
    for (int i = 0; i < filled; i++) {
      powers[i] = (sum + floors) / filled - noisePower / eigenvalues[i];
    }
    return powers;
  }

  /**
   * CN(0, sigma^2) noise of users' received pilots; that of a sample depends on the stream and its number alone.
   *
   * @param users K
   * @param length L
   * @param noisePowers sigma^2 of each sample: each part of a number has half of it
   * @param first number of the first sample
   * @return z (samples, K, L)
   */
  public static ComplexMatrices noise(int users, int length, double[] noisePowers, long first, RandomStream stream) {
    ComplexMatrices noise = ComplexMatrices.zeros(noisePowers.length, users, length);
    for (int sample = 0; sample < noisePowers.length; sample++) {
      SplittableRandom random = stream.of(first + sample).random();
      double deviation = Math.sqrt(noisePowers[sample] / 2);
      for (int i = noise.row(sample, 0), end = noise.row(sample + 1, 0); i < end; i++) {
        noise.values()[i] = (float) (deviation * random.nextGaussian());
      }
    }
    return noise;
  }

  /**
   * What users receive, y_k = h_k^H X + z_k.
   *
   * @param channels (samples, K, Nt), row k is h_k
   * @param pilots X, one matrix of Nt rows and L columns
   * @param noise z (samples, K, L)
   * @return y (samples, K, L)
   */
  static ComplexMatrices received(ComplexMatrices channels, ComplexMatrices pilots, ComplexMatrices noise) {
    Check.that(channels.columns() == pilots.rows(), "pilots of %d antennas do not fit channels of %d", pilots.rows(),
        channels.columns());
    ComplexMatrices y = ComplexMatrices.zeros(channels.samples(), channels.rows(), pilots.columns());
    for (int user = 0; user < channels.samples() * channels.rows(); user++) {
      int h = channels.row(0, user);
      for (int l = 0; l < pilots.columns(); l++) {
        double re = noise.re(0, user, l);
        double im = noise.im(0, user, l);
        for (int n = 0; n < channels.columns(); n++) {
          double hRe = channels.values()[h + n];
          double hIm = channels.values()[h + channels.columns() + n];
          re += hRe * pilots.re(0, n, l) + hIm * pilots.im(0, n, l);
          im += hRe * pilots.im(0, n, l) - hIm * pilots.re(0, n, l);
        }
        y.set(0, user, l, (float) re, (float) im);
      }
    }
    return y;
  }
}
