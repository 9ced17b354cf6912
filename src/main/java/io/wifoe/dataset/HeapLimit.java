package io.wifoe.dataset;

import io.wifoe.Check;

/** Asks before a large array is read into the heap, so that a sentence comes instead of an out-of-memory error. */
final class HeapLimit {
  private static final double USABLE = 0.8;

  private HeapLimit() {}

  /**
   * Refuses an array that does not fit.
   *
   * @throws IllegalArgumentException if fewer than {@code bytes} and some reserve are free
   */
  static void require(long bytes, String what) {
    if (bytes > free() * USABLE && bytes <= Runtime.getRuntime().maxMemory()) {
      System.gc(); // what is in the way may be garbage
    }
    Check.that(bytes <= free() * USABLE, "%s needs %,d MiB of memory and %,d MiB are free; give Java more (-Xmx) or "
        + "convert the file to .npy, which is read in place", what, bytes >> 20, free() >> 20);
  }

  private static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }
}
