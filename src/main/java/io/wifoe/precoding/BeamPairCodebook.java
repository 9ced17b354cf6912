package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.SectorDirections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Channels of two paths in B bits: a user names two of 2^D directions and one of 2^C ratios, B = 2 D + C, and the word
 * is a_1 + c a_2 at norm 1, with a_s the steering vector of a direction at norm 1. Beam combining in the manner of the
 * 3GPP type II codebook (TS 38.214, 5.2.2.2.3), but on directions where the standard combines orthogonal beams of one
 * grid, and for any B. Directions are the first of a {@linkplain SectorDirections sequence}, ratios lie evenly in the
 * unit disc, the first of them 0. With C = 0 it is one path in B bits.
 *
 * <p>How the bits are shared is chosen by the channels of a place; nothing else is learned.
 */
public final class BeamPairCodebook implements Quantizer {
  /** Directions lie closer than half a beam of 16 x 16 antennas by then; bits beyond are not used. */
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

  private BeamPairCodebook(AntennaArray array, int bits, int directionBits, int ratioBits) {
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

  /** Bits shared as told, 2 D + C or less of B. */
  static BeamPairCodebook of(AntennaArray array, int bits, int directionBits, int ratioBits) {
    return new BeamPairCodebook(array, bits, directionBits, ratioBits);
  }

  /**
   * The codebook that catches most of a place's channels.
   *
   * @param bits feedback bits B of each user; those beyond 32 are not used
   * @param channels some hundred users of the place; every row of every sample counts as one
   */
  public static BeamPairCodebook fit(AntennaArray array, int bits, ComplexMatrices channels) {
    Check.that(bits >= 0, "%d bits: a codebook takes 0 or more", bits);
    List<BeamPairCodebook> shares = new ArrayList<>(List.of(of(array, bits, Math.min(bits, MAX_DIRECTION_BITS), 0)));
    for (int ratio = 2; ratio <= MAX_RATIO_BITS && ratio < bits; ratio++) {
      int direction = (bits - ratio) / 2;
      if (direction <= MAX_DIRECTION_BITS || ratio == MAX_RATIO_BITS) {
        shares.add(of(array, bits, Math.min(direction, MAX_DIRECTION_BITS), ratio));
      }
    }
    return shares.stream().max(Comparator.comparingDouble(each -> each.energyCaught(channels))).orElseThrow();
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
    for (int first : strongest(products, null, 0)) {
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
    for (int second : strongest(products, overlaps, first)) {
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

  /**
   * The directions that catch most, strongest first.
   *
   * @param overlaps with a direction that has been chosen, beside which they catch most of what it leaves; null for none
   */
  private int[] strongest(Words.Products products, Words.Products overlaps, int chosen) {
    double[] gains = new double[directions.size()];
    for (int s = 0; s < gains.length; s++) {
      gains[s] = overlaps == null ? products.gain(s) : s == chosen ? 0 : beside(products, overlaps, chosen, s);
    }
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
    double re = 0;
    double im = 0;
    for (int n = 0; n < array.antennas(); n++) { // a_1^H a_2
      re += directions.re(n, word.first) * directions.re(n, word.second)
          + directions.im(n, word.first) * directions.im(n, word.second);
      im += directions.re(n, word.first) * directions.im(n, word.second)
          - directions.im(n, word.first) * directions.re(n, word.second);
    }
    double scale = 1 / Math.sqrt(squareNorm(word.ratio, re, im));
    for (int n = 0; n < array.antennas(); n++) {
      double secondRe = directions.re(n, word.second);
      double secondIm = directions.im(n, word.second);
      out.values()[row + n] = (float) (scale * (directions.re(n, word.first)
          + ratioRe[word.ratio] * secondRe - ratioIm[word.ratio] * secondIm));
      out.values()[row + array.antennas() + n] = (float) (scale * (directions.im(n, word.first)
          + ratioRe[word.ratio] * secondIm + ratioIm[word.ratio] * secondRe));
    }
  }
}
