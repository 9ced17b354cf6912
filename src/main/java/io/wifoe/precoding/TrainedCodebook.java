package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * The 2^B directions that fit the channels of one place best: a vector quantiser trained by Lloyd's algorithm (Linde,
 * Buzo and Gray, "An algorithm for vector quantizer design", IEEE Trans. Commun. 28(1), 1980; k-means) on
 * unit-norm channels h, with the share of energy |h^H w|^2 in place of a distance, so that phases do not count.
 *
 * <p>What it catches of new users bounds from below what B bits can say about such channels where the user knows its
 * own without error.
 */
public final class TrainedCodebook implements Quantizer {
  private static final int MAX_BITS = 12;
  private static final int ITERATIONS = 50;
  private static final double TOLERANCE = 3e-4; // gain of the mean share in one iteration at which training ends
  private static final int USERS_BETWEEN_LOOKS = 256; // some ten milliseconds of searching

  private final int antennas;
  private final int bits;
  private final Words words;

  private TrainedCodebook(int antennas, int bits) {
    this.antennas = antennas;
    this.bits = bits;
    this.words = new Words(antennas, 1 << bits);
  }

  /**
   * Trains 2^B words, starting from the directions of users drawn at random.
   *
   * @param channels training channels of any norm; every row of every sample counts as a user
   * @param bits feedback bits B, 0 to 12; there must be at least as many users as words
   * @param seed of the words that it starts with
   * @throws IllegalArgumentException if there are fewer, or if a channel is zero or not finite
   * @throws CancellationException if the thread is interrupted, whose interrupt status stays set
   */
  public static TrainedCodebook train(ComplexMatrices channels, int bits, long seed) {
    Check.that(bits >= 0 && bits <= MAX_BITS, "%d bits: a trained codebook takes 0 to %d bits", bits, MAX_BITS);
    int users = channels.samples() * channels.rows();
    Check.that(users >= 1 << bits, "%d users cannot train %d words; take more users or fewer bits", users, 1 << bits);
    ComplexMatrices directions = unitNorm(channels);
    TrainedCodebook codebook = new TrainedCodebook(channels.columns(), bits);
    codebook.start(directions, RandomStream.root(seed).of("trained codebook").random());
    double last = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      double mean = codebook.improve(directions);
      if (mean - last < TOLERANCE) {
        break;
      }
      last = mean;
    }
    return codebook;
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public String name() {
    return "Trained " + bits + " bit";
  }

  @Override
  public void quantize(ComplexMatrices channels, int sample, int user, ComplexMatrices out) {
    int word = search(channels, channels.row(sample, user)).word;
    for (int n = 0, row = out.row(sample, user); n < antennas; n++) {
      out.values()[row + n] = words.re(n, word);
      out.values()[row + antennas + n] = words.im(n, word);
    }
  }

  /** A user's best word w and h^H w. */
  private record Choice(int word, float re, float im) {
    double share() {
      return (double) re * re + (double) im * im;
    }
  }

  private Choice search(ComplexMatrices channels, int row) {
    Words.Products products = words.with(channels, row);
    int best = 0;
    for (int word = 1; word < words.size(); word++) {
      if (products.gain(word) > products.gain(best)) {
        best = word;
      }
    }
    return new Choice(best, products.re()[best], products.im()[best]);
  }

  private void start(ComplexMatrices directions, SplittableRandom random) {
    int[] users = IntStream.range(0, directions.samples()).toArray();
    for (int word = 0; word < 1 << bits; word++) { // the first draws of a shuffle
      int other = word + random.nextInt(users.length - word);
      int user = users[other];
      users[other] = users[word];
      setWord(word, directions, user);
    }
  }

  private void setWord(int word, ComplexMatrices directions, int user) {
    int row = directions.row(user, 0);
    for (int n = 0; n < antennas; n++) {
      words.set(n, word, directions.values()[row + n], directions.values()[row + antennas + n]);
    }
  }

  /**
   * One iteration: every user names its best word, then every word takes a step of the power iteration towards the
   * strongest eigenvector of its users' sum of h h^H, which never loses energy. A word that nobody named moves to the
   * user that was caught worst.
   *
   * @return the mean share of energy before the step
   */
  private double improve(ComplexMatrices directions) {
    Choice[] choices = new Choice[directions.samples()];
    for (int from = 0; from < choices.length; from += USERS_BETWEEN_LOOKS) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while a codebook of %d bits was trained".formatted(bits));
      }
      IntStream.range(from, Math.min(from + USERS_BETWEEN_LOOKS, choices.length)).parallel()
          .forEach(user -> choices[user] = search(directions, directions.row(user, 0)));
    }
    double[][] sums = new double[1 << bits][]; // sum of h (h^H w) over the word's users, each [Re | Im]
    for (int user = 0; user < choices.length; user++) {
      Choice choice = choices[user];
      if (sums[choice.word] == null) {
        sums[choice.word] = new double[2 * antennas];
      }
      double[] sum = sums[choice.word];
      for (int n = 0, row = directions.row(user, 0); n < antennas; n++) {
        float hRe = directions.values()[row + n];
        float hIm = directions.values()[row + antennas + n];
        sum[n] += hRe * choice.re - hIm * choice.im;
        sum[antennas + n] += hRe * choice.im + hIm * choice.re;
      }
    }
    double[] shares = Arrays.stream(choices).mapToDouble(Choice::share).toArray();
    double mean = Arrays.stream(shares).average().orElseThrow();
    for (int word = 0; word < sums.length; word++) {
      if (sums[word] == null) {
        int worst = IntStream.range(0, shares.length).reduce(0, (a, b) -> shares[b] < shares[a] ? b : a);
        shares[worst] = 1;
        setWord(word, directions, worst);
      } else {
        setWord(word, sums[word]);
      }
    }
    return mean;
  }

  private void setWord(int word, double[] direction) {
    double scale = 1 / Math.sqrt(Arrays.stream(direction).map(x -> x * x).sum());
    for (int n = 0; n < antennas; n++) {
      words.set(n, word, scale * direction[n], scale * direction[antennas + n]);
    }
  }

  /** Every user as a sample of its own, (users, 1, Nt), of unit norm. */
  private static ComplexMatrices unitNorm(ComplexMatrices channels) {
    int users = channels.samples() * channels.rows();
    ComplexMatrices unit = new ComplexMatrices(users, 1, channels.columns(), channels.values().clone());
    for (int user = 0; user < users; user++) {
      int row = unit.row(user, 0);
      double norm = Math.sqrt(SumRate.squareNorm(unit, row));
      Check.that(norm > 0 && norm < Double.POSITIVE_INFINITY, "user %d: the channel is zero or not finite", user);
      for (int i = row; i < row + 2 * unit.columns(); i++) {
        unit.values()[i] /= (float) norm;
      }
    }
    return unit;
  }
}
