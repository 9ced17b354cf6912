package io.wifoe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  @Test
  void childrenDifferByIndexByNameAndByParent() {
    Set<Long> seen = new HashSet<>();
    for (int parent = 0; parent < 100; parent++) {
      for (int index = -100; index < 100; index++) {
        seen.add(RandomStream.root(parent).of(index).value());
        seen.add(RandomStream.root(parent).of("stream " + index).value());
      }
    }
    assertEquals(100 * 200 * 2, seen.size());
    assertNotEquals(RandomStream.root(1).of("a").of("b"), RandomStream.root(1).of("b").of("a"));
  }

  /** Neighbouring users' first numbers must be as good as one stream: mean, variance and lag-1 correlation. */
  @Test
  void neighbouringStreamsAreUncorrelated() {
    int users = 100_000;
    double sum = 0;
    double squares = 0;
    double products = 0;
    double previous = 0;
    for (int user = 0; user < users; user++) {
      double x = RandomStream.root(7).of(user).random().nextGaussian();
      sum += x;
      squares += x * x;
      products += x * previous;
      previous = x;
    }
    double fourDeviations = 4 / Math.sqrt(users);
    assertEquals(0, sum / users, fourDeviations);
    assertEquals(1, squares / users, fourDeviations * Math.sqrt(2));
    assertEquals(0, products / users, fourDeviations);
  }

  /** A published data set names its seed, so a seed's numbers must never change between versions. */
  @Test
  void numbersOfASeedAreFixed() {
    assertEquals(RandomStream.root(7), RandomStream.root(7));
    assertEquals(-5218007248037954211L, RandomStream.root(7).of("users").of(3).random().nextLong());
  }
}
