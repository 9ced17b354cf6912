package io.wifoe;

import java.util.concurrent.atomic.AtomicLong;

/** What a library does that never looks at interrupts; not in the kernel's package, since that stops all but itself. */
public final class EndlessWork {
  /** Counts the steps of {@link #ofCalls}. */
  public static final AtomicLong CALLS = new AtomicLong();
  /** Counts the steps of {@link #withoutCalls}. */
  public static final AtomicLong STEPS = new AtomicLong();

  private EndlessWork() {}

  /** A loop that calls a method of its own. */
  public static void ofCalls() {
    while (true) {
      step();
    }
  }

  private static void step() {
    CALLS.incrementAndGet();
  }

  /** A loop that calls nothing of its own, which Java from 20 on cannot stop: so it ends by itself, after a while. */
  public static void withoutCalls(long millis, Runnable first) {
    first.run();
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() - end < 0) {
      STEPS.incrementAndGet();
    }
  }

  /** Whether something still counts. */
  public static boolean goesOn(AtomicLong counter) {
    long before = counter.get();
    long end = System.nanoTime() + 200_000_000;
    while (System.nanoTime() - end < 0) {
      if (counter.get() != before) {
        return true;
      }
    }
    return false;
  }
}
