package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class ParallelismTunerTest {
  private static final int STEPS = 2_000;

  /** Time of a run whose steps take so long on so many threads. */
  private static long run(ParallelismTuner tuner, IntToLongFunction time) {
    long total = 0;
    for (int step = 0; step < STEPS; step++) {
      long took = time.applyAsLong(tuner.threads());
      tuner.took(took);
      total += took;
    }
    return total;
  }

  @Test
  void aSecondThreadThatHelpsIsKept() {
    assertTrue(run(new ParallelismTuner(2), threads -> threads == 2 ? 60 : 100) < 1.02 * 60 * STEPS);
  }

  @Test
  void twoThreadsAreNotSlowerThanOneWhereTheSecondCostsMoreThanItBrings() {
    assertTrue(run(new ParallelismTuner(2), threads -> threads == 2 ? 150 : 100) < 1.02 * 100 * STEPS);
  }

  @Test
  void theSecondComesBackWhenTheMachineIsFreeAgain() {
    ParallelismTuner tuner = new ParallelismTuner(2);
    run(tuner, threads -> threads == 2 ? 150 : 100);
    assertTrue(run(tuner, threads -> threads == 2 ? 60 : 100) < 1.1 * 60 * STEPS);
  }

  @Test
  void oneThreadIsAlwaysOne() {
    assertEquals(100 * STEPS, run(new ParallelismTuner(1), threads -> threads == 1 ? 100 : 0));
  }
}
