package io.wifoe.dataset;

/** Told now and then how far long work has come, always from the thread that asked for the work. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress SILENT = (done, total) -> {};

  /** {@code done} of {@code total} users are finished. */
  void report(long done, long total);
}
