package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Random vector quantisation: 2^B isotropic unit vectors, drawn independently for every user position as Jindal does
 * ("MIMO broadcast channels with finite-rate feedback", 2006), so that two users rarely name the same direction.
 */
public final class RandomCodebook implements Quantizer {
  private static final int MAX_BITS = 12;

  private final int antennas;
  private final int bits;
  private final RandomStream stream;
  private final Map<Integer, ComplexMatrices> words = new ConcurrentHashMap<>(); // by user: (1, 2^B, Nt)

  private RandomCodebook(int antennas, int bits, RandomStream stream) {
    Check.that(antennas >= 1, "%d antennas are too few; Nt starts at 1", antennas);
    Check.that(bits >= 0 && bits <= MAX_BITS,
        "%d bits: a random codebook is searched word by word and takes 0 to %d bits", bits, MAX_BITS);
    this.antennas = antennas;
    this.bits = bits;
    this.stream = stream;
  }

  /** 2^{@code bits} random words for each user. */
  public static RandomCodebook of(int antennas, int bits, long seed) {
    return new RandomCodebook(antennas, bits, RandomStream.root(seed));
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public String name() {
    return "RVQ " + bits + " bit";
  }

  @Override
  public void quantize(ComplexMatrices channels, int sample, int user, ComplexMatrices out) {
    Check.that(channels.columns() == antennas, "a codebook for %d antennas does not fit channels of %d",
        antennas, channels.columns());
    ComplexMatrices codebook = words.computeIfAbsent(user, this::draw);
    int h = channels.row(sample, user);
    int best = 0;
    double bestGain = -1;
    for (int word = 0; word < codebook.rows(); word++) {
      double gain = SumRate.received(channels, h, codebook, codebook.row(0, word));
      if (gain > bestGain) {
        bestGain = gain;
        best = word;
      }
    }
    System.arraycopy(codebook.values(), codebook.row(0, best), out.values(), out.row(sample, user), 2 * antennas);
  }

  private ComplexMatrices draw(int user) {
    ComplexMatrices codebook = ComplexMatrices.zeros(1, 1 << bits, antennas);
    RandomGenerator random = stream.of("random codebook").of(user).random();
    float[] values = codebook.values();
    for (int word = 0; word < codebook.rows(); word++) {
      int row = codebook.row(0, word);
      double power = 0;
      for (int n = row; n < row + antennas; n++) {
        values[n] = (float) random.nextGaussian();
        values[n + antennas] = (float) random.nextGaussian();
        power += values[n] * values[n] + values[n + antennas] * values[n + antennas];
      }
      for (int i = row; i < row + 2 * antennas; i++) {
        values[i] /= (float) Math.sqrt(power);
      }
    }
    return codebook;
  }
}
