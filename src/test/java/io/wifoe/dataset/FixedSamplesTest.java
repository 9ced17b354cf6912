package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FixedSamplesTest {
  private static final int SAMPLES = 20;
  private static final int DRAWS = 400; // some sample is missed with probability 3e-8

  private static Set<String> distinct(ChannelDataset data, int users, long seed) {
    ComplexMatrices batch = data.batch(users, DRAWS, seed);
    Set<String> distinct = new HashSet<>();
    for (int i = 0; i < DRAWS; i++) {
      ComplexMatrices one = batch.slice(i, i + 1);
      distinct.add(Arrays.toString(one.values()));
    }
    return distinct;
  }

  @Test
  void anyBatchDrawsFromTheSameSamples() {
    ChannelDataset data = ChannelDataset.endless(Rayleigh.of(4), 1).fixedSamples(SAMPLES, 7);
    for (int users = 1; users <= 3; users++) {
      Set<String> samples = distinct(data, users, 1);
      assertEquals(SAMPLES, samples.size());
      assertEquals(samples, distinct(data, users, 2));
      assertEquals(samples, distinct(data.named("other").normalized(data.normalization()), users, 3));
    }
    assertEquals(DRAWS, distinct(ChannelDataset.endless(Rayleigh.of(4), 1), 2, 1).size());
  }

  @Test
  void moreSamplesContainTheFewer() {
    ChannelDataset all = ChannelDataset.endless(Rayleigh.of(4), 1);
    assertTrue(distinct(all.fixedSamples(SAMPLES, 7), 2, 1).containsAll(distinct(all.fixedSamples(5, 7), 2, 1)));
    assertArrayEquals(all.fixedSamples(1, 7).batch(2, 1, 1).values(),
        all.fixedSamples(1, 7).batch(2, 1, 2).values());
  }

  @Test
  void saysHowManyThereAre() {
    assertTrue(ChannelDataset.endless(Rayleigh.of(4), 1).fixedSamples(2_000, 7).toString()
        .contains("endless users in 2,000 samples for each K"));
    assertThrows(IllegalArgumentException.class, () -> ChannelDataset.endless(Rayleigh.of(4), 1).fixedSamples(0, 7));
  }
}
