package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.SectorDirections;
import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Channels of two paths in B bits: a user names two of 2^D directions and one of 2^C ratios, B = 2 D + C, and the word
 * is a_1 + c a_2 at norm 1, with a_s the steering vector of a direction at norm 1. Beams are combined as the 3GPP type
 * II codebook does (TS 38.214, 5.2.2.2.3), which has orthogonal beams of one grid and more of them; these are any two
 * of a {@linkplain SectorDirections sequence} of directions, for any B. Ratios lie evenly in the unit disc, the first of
 * them 0. With C = 0 it is one path in B = D bits. D is 12 at most and C 8: one path uses 12 bits and two use 32.
 *
 * <p>How the bits are shared is chosen by the channels of a place; nothing else is learned. A user's search tries the
 * strongest eight directions and beside each the eight that explain most of the rest; a better pair may escape it.
 */
public final class BeamPairCodebook implements Quantizer {
  /** As many users are enough to share the bits by. */
  public static final int USERS_TO_FIT = 400;
  /** Further directions make the search slow and the beams of 256 antennas hardly better. */
  private static final int MAX_DIRECTION_BITS = 12;
  private static final int MAX_RATIO_BITS = 8;
  /** So many directions are tried for each path of a user, the strongest. */
  private static final int TRIED = 8;
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  private final AntennaArray array;
  private final int bits;
  private final Words directions;
  private final double[] ratioRe;
  private final double[] ratioIm;

  /** Bits shared as told; of B bits 2 D + C are used. */
  BeamPairCodebook(AntennaArray array, int bits, int directionBits, int ratioBits) {
    this.array = array;
    this.bits = bits;
    int number = 1 << directionBits;
    this.directions = new Words(array.antennas(), number);
    double[][] steering = SectorDirections.of(number).steering(array);
    double scale = 1 / Math.sqrt(array.antennas());
    for (int i = 0; i < steering[0].length; i++) {
      directions.set(i % array.antennas(), i / array.antennas(), scale * steering[0][i], scale * steering[1][i]);
    }
    this.ratioRe = new double[1 << ratioBits];
    this.ratioIm = new double[1 << ratioBits];
    for (int i = 1; i < ratioRe.length; i++) { // a sunflower, whose points share the disc evenly
      double radius = Math.sqrt((i - 0.5) / (ratioRe.length - 1));
      ratioRe[i] = radius * Math.cos(i * GOLDEN_ANGLE);
      ratioIm[i] = radius * Math.sin(i * GOLDEN_ANGLE);
    }
  }

  /**
   * The codebook that catches most of a place's channels.
   *
   * @param bits feedback bits B of each user; those beyond 32 are not used
   * @param channels {@link #USERS_TO_FIT} users of the place or so; every row of every sample counts as one
   * @throws IllegalArgumentException if a channel is zero or not finite
   * @throws CancellationException if the thread is interrupted, whose interrupt status stays set
   */
  public static BeamPairCodebook fit(AntennaArray array, int bits, ComplexMatrices channels) {
    Check.that(bits >= 0, "%d bits: a codebook takes 0 or more", bits);
    Check.that(channels.samples() >= 1, "no channels to share %d bits by", bits);
    for (int user = 0; user < channels.samples() * channels.rows(); user++) {
      double square = SumRate.squareNorm(channels, channels.row(user / channels.rows(), user % channels.rows()));
      Check.that(square > 0 && square < Double.POSITIVE_INFINITY, "user %d: the channel is zero or not finite", user);
    }
    BeamPairCodebook best = new BeamPairCodebook(array, bits, Math.min(bits, MAX_DIRECTION_BITS), 0);
    double most = best.energyCaught(channels);
    int used = Math.min(bits, 2 * MAX_DIRECTION_BITS + MAX_RATIO_BITS);
    for (int ratio = 2 + used % 2; ratio <= Math.min(MAX_RATIO_BITS, used - 2); ratio += 2) {
      int direction = (used - ratio) / 2;
      if (direction > MAX_DIRECTION_BITS) {
        continue;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while %d bits were shared between beams".formatted(bits));
      }
      BeamPairCodebook pairs = new BeamPairCodebook(array, bits, direction, ratio);
      double caught = pairs.energyCaught(channels);
      if (caught > most) {
        best = pairs;
        most = caught;
      }
    }
    return best;
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public String name() {
    return "Beam pairs " + bits + " bit";
  }

  /** The bits that name one direction, and those that name a ratio, 0 for a codebook of one path. */
  @Override
  public String toString() {
    return "%s: %d bits a direction, %d the ratio".formatted(name(),
        Integer.numberOfTrailingZeros(directions.size()), Integer.numberOfTrailingZeros(ratioRe.length));
  }

  /** A word, and how much of a channel it catches. */
  private record Choice(int first, int second, int ratio, double gain) {}

  @Override
  public void quantize(ComplexMatrices channels, int sample, int user, ComplexMatrices out) {
    Words.Products products = directions.with(channels, channels.row(sample, user));
    Choice best = new Choice(0, 0, 0, -1);
    for (int first : strongest(products::gain)) {
      best = better(best, products, first);
    }
    write(out, out.row(sample, user), best);
  }

  /** The best word with a given first direction, or what was the best before. */
  private Choice better(Choice before, Words.Products products, int first) {
    Choice best = products.gain(first) > before.gain ? new Choice(first, first, 0, products.gain(first)) : before;
    if (ratioRe.length == 1) {
      return best;
    }
    Words.Products overlaps = directions.with(first); // a_1^H a_s
    for (int second : strongest(s -> s == first ? 0 : beside(products, overlaps, first, s))) {
      for (int c = 1; c < ratioRe.length; c++) {
        double re = products.re()[first] + ratioRe[c] * products.re()[second] - ratioIm[c] * products.im()[second];
        double im = products.im()[first] + ratioRe[c] * products.im()[second] + ratioIm[c] * products.re()[second];
        double gain = (re * re + im * im) / squareNorm(c, overlaps.re()[second], overlaps.im()[second]);
        if (gain > best.gain) {
          best = new Choice(first, second, c, gain);
        }
      }
    }
    return best;
  }

  /** ||a_1 + c a_2||^2 of an overlap a_1^H a_2. */
  private double squareNorm(int ratio, double overlapRe, double overlapIm) {
    return 1 + ratioRe[ratio] * ratioRe[ratio] + ratioIm[ratio] * ratioIm[ratio]
        + 2 * (ratioRe[ratio] * overlapRe - ratioIm[ratio] * overlapIm);
  }

  /** The directions of the largest gains, largest first. */
  private int[] strongest(IntToDoubleFunction gain) {
    double[] gains = IntStream.range(0, directions.size()).mapToDouble(gain).toArray();
    int[] best = new int[Math.min(TRIED, gains.length)];
    for (int i = 0; i < best.length; i++) {
      best[i] = IntStream.range(0, gains.length).reduce((a, b) -> gains[b] > gains[a] ? b : a).orElseThrow();
      gains[best[i]] = -1;
    }
    return best;
  }

  /** What direction s catches of a channel beyond the chosen one, after Gram and Schmidt. */
  private static double beside(Words.Products products, Words.Products overlaps, int chosen, int s) {
    double gRe = products.re()[chosen];
    double gIm = products.im()[chosen];
    double re = products.re()[s] - gRe * overlaps.re()[s] + gIm * overlaps.im()[s];
    double im = products.im()[s] - gRe * overlaps.im()[s] - gIm * overlaps.re()[s];
    return (re * re + im * im) / Math.max(1e-6, 1 - overlaps.gain(s));
  }

  private void write(ComplexMatrices out, int row, Choice word) {
    int antennas = array.antennas();
    double[] pair = new double[2 * antennas];
    double square = 0;
    for (int n = 0; n < antennas; n++) {
      double re = directions.re(n, word.second);
      double im = directions.im(n, word.second);
      pair[n] = directions.re(n, word.first) + ratioRe[word.ratio] * re - ratioIm[word.ratio] * im;
      pair[antennas + n] = directions.im(n, word.first) + ratioRe[word.ratio] * im + ratioIm[word.ratio] * re;
      square += pair[n] * pair[n] + pair[antennas + n] * pair[antennas + n];
    }
    for (int i = 0; i < pair.length; i++) {
      out.values()[row + i] = (float) (pair[i] / Math.sqrt(square));
    }
  }
}
