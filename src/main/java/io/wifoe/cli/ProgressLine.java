package io.wifoe.cli;

import io.wifoe.dataset.Progress;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/** One line on standard error that says how far work has come, at most four times a second. */
final class ProgressLine implements Progress {
  private static final long NANOS_BETWEEN = 250_000_000L;
  private static final int BAR = 24;

  private final PrintStream out;
  private final String what;
  private final long start = System.nanoTime();
  private long lastShown = start;

  ProgressLine(PrintWriter error, String what) {
    this.out = ErrorStream.of(error);
    this.what = what;
  }

  @Override
  public void report(long done, long total) {
    long now = System.nanoTime();
    if (done < total && now - lastShown < NANOS_BETWEEN) {
      return;
    }
    lastShown = now;
    int filled = (int) (BAR * done / Math.max(1, total));
    double rate = done / ((now - start) / 1e9);
    out.printf(Locale.ROOT, "\r[%s%s] %,d of %,d %s, %,.0f a second", "#".repeat(filled), ".".repeat(BAR - filled),
        done, total, what, rate);
    if (done >= total) {
      out.println();
    }
    out.flush();
  }
}
