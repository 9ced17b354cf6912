package io.wifoe;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line that is written over itself at most twice a second: how far work has come, how fast it goes and how long it
 * will take, for example {@code step 300 of 2,500   7.31 bps/Hz in training   4,100 samples/s   1:09 left}.
 */
public final class ProgressLine {
  private static final long NANOS_BETWEEN_LINES = 500_000_000L;

  private final PrintStream out;
  private final String counted;
  private final String unit;
  private final long unitsEach;
  private final long first;
  private final long start = System.nanoTime();
  private long last = start;
  private int widest;

  /**
   * A line for work that is counted in {@code what}, for example {@code users}.
   *
   * @param out where the line goes, null for nowhere
   */
  public ProgressLine(PrintStream out, String what) {
    this(out, what, what, 1, 0);
  }

  /**
   * A line for work that goes on.
   *
   * @param out where the line goes, null for nowhere
   * @param counted what the work is counted in, for example {@code step}
   * @param unit what its speed is told in, for example {@code samples}
   * @param unitsEach units in each of what is counted
   * @param first how many were done before
   */
  public ProgressLine(PrintStream out, String counted, String unit, long unitsEach, long first) {
    this.out = out;
    this.counted = counted;
    this.unit = unit;
    this.unitsEach = unitsEach;
    this.first = first;
  }

  /** Shows how far the work is, or that it has ended. */
  public void show(long done, long total) {
    if (done < total) {
      show(done, total, "");
    } else {
      end(done, total, "", "took", "");
    }
  }

  /** Shows how far the work is and what came out so far, in words. */
  public void show(long done, long total, String result) {
    long now = System.nanoTime();
    if (out != null && now - last >= NANOS_BETWEEN_LINES) {
      last = now;
      print(done, total, result, clock(seconds() / (done - first) * (total - done)) + " left");
      out.flush();
    }
  }

  /** Shows the last: {@code how} the work ended before its time, and {@code more} after it. */
  public void end(long done, long total, String result, String how, String more) {
    if (out != null && first < total) {
      print(done, total, result, how + " " + clock(seconds()) + more);
      out.println();
      out.flush();
    }
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private void print(long done, long total, String result, String time) {
    String line = String.format(Locale.ROOT, "%s %,d of %,d   %s%s%,.0f %s/s   %s", counted, done, total, result,
        result.isEmpty() ? "" : "   ", (done - first) * unitsEach / seconds(), unit, time);
    out.print("\r" + line + " ".repeat(Math.max(0, widest - line.length())));
    widest = Math.max(widest, line.length());
  }

  private static String clock(double seconds) {
    long s = Math.round(seconds);
    return s < 3600 ? "%d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }
}
