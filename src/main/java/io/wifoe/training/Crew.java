package io.wifoe.training;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many threads work on the next step: all of them, or one where one is faster. Where others keep every core busy, a
 * system that shares its cores among programs gives two threads no more time than one, and the wait for the slower of
 * the two is lost. So now and then a few steps are run the other way, and the faster way is kept. The gradient has the
 * same bits either way.
 */
final class Crew {
  private static final int FIRST_TRIAL = 20;
  private static final int STEPS_BETWEEN_TRIALS = 200;
  private static final int STEPS_OF_A_TRIAL = 3;

  private final int all;
  private final Deque<Long> usual = new ArrayDeque<>(); // times of the latest steps of the usual way
  private boolean one;
  private int toTrial = FIRST_TRIAL;
  private int tried;
  private long trial;

  Crew(int all) {
    this.all = all;
  }

  /** Threads for the next step. */
  int threads() {
    return one != isTrial() ? 1 : all;
  }

  /** How long that step took, in any unit. */
  void took(long time) {
    if (all == 1) {
      return;
    }
    if (!isTrial()) {
      usual.addLast(time);
      if (usual.size() > STEPS_OF_A_TRIAL) {
        usual.removeFirst();
      }
      toTrial--;
      return;
    }
    trial += time;
    tried++;
    if (tried == STEPS_OF_A_TRIAL) {
      if (trial < usual.stream().mapToLong(Long::longValue).sum()) {
        one = !one;
      }
      toTrial = STEPS_BETWEEN_TRIALS;
      tried = 0;
      trial = 0;
    }
  }

  private boolean isTrial() {
    return all > 1 && toTrial == 0;
  }
}
