package io.wifoe.dataset;

import java.io.IOException;

/** Asks before a large array is read into the heap, so that a sentence comes instead of an out-of-memory error. */
final class HeapLimit {
  private HeapLimit() {}

  /**
   * Refuses an array that does not fit.
   *
   * @throws IOException if fewer than {@code bytes} and some reserve are free
   */
  static void check(long bytes, String what) throws IOException {
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    if (bytes > free * 0.8) {
      throw new IOException("%s needs %,d MiB of memory and %,d MiB are free; give Java more (-Xmx) or convert the"
          .formatted(what, bytes >> 20, free >> 20) + " file to .npy, which is read in place");
    }
  }
}
