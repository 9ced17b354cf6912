package io.wifoe;

import java.util.SplittableRandom;

/**
 * The random stream of a seed, from which independent streams are named, so that a draw depends on what it is for and
 * never on the order, the batch or the thread that asked for it: {@code
 * RandomStream.root(7).of("noise").of(step).random()}.
 *
 * <p>Children are made with the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014).
 *
 * @param value the 64 bits that say everything it draws
 */
public record RandomStream(long value) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long INDEX = 0x243F6A8885A308D3L; // digits of pi
  private static final long NAME = 0x13198A2E03707344L;

  /** The root of all streams of one number a person chose. */
  public static RandomStream root(long value) {
    return new RandomStream(mix(value + GOLDEN_GAMMA));
  }

  /** The number whose {@link #root} has this value, as model files of the first format keep it. */
  public static long number(long rootValue) {
    long z = rootValue ^ rootValue >>> 31 ^ rootValue >>> 62; // each factor and shift of mix undone, the last one first
    z *= 0x319642B2D24D8EC3L;
    z = z ^ z >>> 27 ^ z >>> 54;
    z *= 0x96DE1B173F119089L;
    return (z ^ z >>> 30 ^ z >>> 60) - GOLDEN_GAMMA;
  }

  /** The child with this index, for example a user, a step or a sample. */
  public RandomStream of(long index) {
    return child(INDEX, index);
  }

  /** The child with this name, for example {@code "noise"}. */
  public RandomStream of(String purpose) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    return child(NAME, hash);
  }

  /** A fresh generator at the beginning of this stream. */
  public SplittableRandom random() {
    return new SplittableRandom(value);
  }

  /** Mixing the parent before and the sum after keeps (parent, index) and (index, parent) apart. */
  private RandomStream child(long kind, long key) {
    return new RandomStream(mix(mix(value ^ kind) + GOLDEN_GAMMA * key));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
