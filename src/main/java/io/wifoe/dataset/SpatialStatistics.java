package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.task.AntennaArray;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;

/** How users' directions are spread: what decides how well a few bits can describe a channel. All are of unit norm. */
public final class SpatialStatistics {
  private static final int MOST_USERS = 4_000;
  private static final int ZENITH_STEP = 1; // degrees, finer than an array of 64 rows resolves

  private SpatialStatistics() {}

  /**
   * Share of energy in the strongest directions: entry i is the sum of the i + 1 largest eigenvalues of the mean of
   * h h^H, with every h of unit norm, over at most the first 4,000 users.
   *
   * @return (Nt), rising to 1
   */
  public static double[] eigenvalueShares(UserChannels channels) {
    double[] shares = covariance(channels).eigenvalues();
    Arrays.parallelPrefix(shares, Double::sum);
    return shares;
  }

  /** The median of |h_i^H h_j| over random pairs of different users, every h of unit norm. */
  public static double medianCorrelation(UserChannels channels, int pairs, long seed) {
    Check.that(channels.users() >= 2 && pairs >= 1, "%d pairs of %d users", pairs, channels.users());
    SplittableRandom random = RandomStream.root(seed).of("pairs").random();
    double[] correlations = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      long first = random.nextLong(channels.users());
      long second = random.nextLong(channels.users() - 1);
      correlations[i] = correlation(unit(channels, first), unit(channels, second < first ? second : second + 1));
    }
    return StatUtils.percentile(correlations, 50);
  }

  /**
   * The share of a user's energy that the array's best beam at each azimuth catches: the maximum over the zenith of
   * |a^H h|^2 / ||h||^2, where a is the unit-norm response of isotropic elements to a plane wave.
   *
   * @param azimuthDegrees azimuths; 0 is the array's broadside
   * @return as many shares, 0 to 1
   */
  public static double[] powerOverAzimuth(UserChannels channels, long user, AntennaArray array,
      double[] azimuthDegrees) {
    Check.that(channels.antennas() == array.antennas(), "an array of %d antennas does not fit channels of %d",
        array.antennas(), channels.antennas());
    double[] h = unit(channels, user);
    double[] best = new double[azimuthDegrees.length];
    for (int zenith = 0; zenith <= 180; zenith += ZENITH_STEP) {
      double[] columns = combineRows(h, array, 2 * Math.PI * array.verticalSpacing()
          * Math.cos(Math.toRadians(zenith)));
      for (int i = 0; i < best.length; i++) {
        double step = 2 * Math.PI * array.horizontalSpacing() * Math.sin(Math.toRadians(zenith))
            * Math.sin(Math.toRadians(azimuthDegrees[i]));
        best[i] = Math.max(best[i], power(columns, step) / array.antennas());
      }
    }
    return best;
  }

  /** sum_r h_rc exp(-j r step) for every column c, all real parts before all imaginary parts. */
  private static double[] combineRows(double[] h, AntennaArray array, double step) {
    double[] columns = new double[2 * array.columns()];
    int antennas = array.antennas();
    for (int n = 0; n < antennas; n++) {
      double cos = Math.cos(n % array.rows() * step);
      double sin = Math.sin(n % array.rows() * step);
      int c = n / array.rows();
      columns[c] += h[n] * cos + h[antennas + n] * sin;
      columns[array.columns() + c] += h[antennas + n] * cos - h[n] * sin;
    }
    return columns;
  }

  /** |sum_c x_c exp(-j c step)|^2. */
  private static double power(double[] x, double step) {
    double re = 0;
    double im = 0;
    int columns = x.length / 2;
    for (int c = 0; c < columns; c++) {
      double cos = Math.cos(c * step);
      double sin = Math.sin(c * step);
      re += x[c] * cos + x[columns + c] * sin;
      im += x[columns + c] * cos - x[c] * sin;
    }
    return re * re + im * im;
  }

  private static double correlation(double[] a, double[] b) {
    double re = 0;
    double im = 0;
    int antennas = a.length / 2;
    for (int n = 0; n < antennas; n++) {
      re += a[n] * b[n] + a[antennas + n] * b[antennas + n];
      im += a[n] * b[antennas + n] - a[antennas + n] * b[n];
    }
    return Math.hypot(re, im);
  }

  private static ChannelCovariance covariance(UserChannels channels) {
    ChannelCovariance.Sum sum = new ChannelCovariance.Sum(channels.antennas());
    int users = (int) Math.min(MOST_USERS, channels.users());
    for (int user = 0; user < users; user++) {
      sum.add(unit(channels, user));
    }
    return sum.mean();
  }

  private static double[] unit(UserChannels channels, long user) {
    float[] raw = new float[2 * channels.antennas()];
    channels.read(user, raw, 0);
    double norm = Math.sqrt(ChannelStatistics.squareNorm(raw, 0, channels.antennas()));
    double[] h = new double[raw.length];
    for (int i = 0; i < h.length; i++) {
      h[i] = raw[i] / norm;
    }
    return h;
  }
}
