package io.wifoe.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.bench.ClusterPlan.Row;
import io.wifoe.training.Scale;
import org.junit.jupiter.api.Test;

/** The arithmetic of many machines, held against numbers worked out by hand. */
class ClusterPlanTest {
  private static final double ROUNDING = 1e-9;
  /** 25 MB of weights, steps of 2,000 samples of which one machine computes 1,000 a second. */
  private static final ClusterPlan PLAN = new ClusterPlan(6_250_000, 50, 86_400_000, 2_000, 1_000,
      Double.POSITIVE_INFINITY);

  /** Weights out once and four gradients in: 125 MB, 1 s at 1 Gbit/s; 500 samples each, 0.5 s. */
  @Test
  void aStepThatAllTakeTogether() {
    Row row = PLAN.on(4, 1, 1);
    assertEquals(125, row.megabytes(), ROUNDING);
    assertEquals(0.5, row.computing(), ROUNDING);
    assertEquals(1, row.traffic(), ROUNDING);
    assertEquals(2_000 / 1.5, row.samplesPerSecond(), ROUNDING);
    assertEquals(86_400_000 / (2_000 / 1.5) / 86_400, row.days(), ROUNDING);
    assertTrue(row.waits());
    assertFalse(PLAN.on(4, 10, 1).waits());
  }

  /** A driver that takes 250 MB a second is at work for another half second. */
  @Test
  void aDriverTakesTimeToo() {
    ClusterPlan slow = new ClusterPlan(6_250_000, 50, 86_400_000, 2_000, 1_000, 250);
    assertEquals(1.5, slow.on(4, 1, 1).traffic(), ROUNDING);
    assertEquals(0.5, slow.on(4, Double.MAX_VALUE, 1).traffic(), ROUNDING);
  }

  /** The same bytes once in twenty steps. */
  @Test
  void aStepOfARound() {
    Row row = PLAN.on(4, 1, 20);
    assertEquals(125 / 20.0, row.megabytes(), ROUNDING);
    assertEquals(0.05, row.traffic(), ROUNDING);
    assertEquals(2_000 / 0.55, row.samplesPerSecond(), ROUNDING);
  }

  /** A worker of a round has a sample of every configuration at least, so that many workers do more than the batch. */
  @Test
  void aRoundOfManyWorkersHasMoreSamples() {
    assertEquals(0.05, PLAN.on(100, 1, 20).computing(), ROUNDING);
    assertEquals(100 * 50 / (0.05 + 101 * 25e6 / 20 / 125e6), PLAN.on(100, 1, 20).samplesPerSecond(), ROUNDING);
    assertEquals(0.02, PLAN.on(100, 1, 1).computing(), ROUNDING);
  }

  /** Traffic (1 + w) 0.2 s, computing 2 / w s: 2.7 machines at 1 Gbit/s. */
  @Test
  void fromHowManyMachinesOnTheyWait() {
    assertEquals(3, PLAN.workersThatWait(1, 1));
    assertTrue(PLAN.workersThatWait(10, 1) > 3);
    assertTrue(PLAN.workersThatWait(1, 20) > 3);
  }

  @Test
  void thePapersOwnSetting() {
    ClusterPlan plan = ClusterPlan.of(Scale.PAPER, 567_000_000, 400, 150);
    assertEquals(54, plan.configurations());
    assertEquals(567_000_000, plan.samples());
    assertEquals(Scale.PAPER.steps() * Scale.PAPER.batch(), ClusterPlan.of(Scale.PAPER, 0, 400, 150).samples());
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> PLAN.on(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> PLAN.on(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> PLAN.on(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ClusterPlan(1, 54, 1, 53, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ClusterPlan(1, 54, 1, 54, 1, 0));
  }
}
