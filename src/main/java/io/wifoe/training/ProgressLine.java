package io.wifoe.training;

import java.io.PrintStream;
import java.util.Locale;

/** One line that is written over itself: step, objective, samples a second and time left. */
final class ProgressLine {
  private static final long NANOS_BETWEEN_LINES = 500_000_000L;

  private final PrintStream out;
  private final long steps;
  private final long first;
  private final String unit;
  private final long start = System.nanoTime();
  private long last;
  private int widest;

  /**
   * A line for the steps after {@code first}, up to {@code steps}; says so where there were steps before.
   *
   * @param unit of the objective
   */
  ProgressLine(PrintStream out, long first, long steps, String unit) {
    this.out = out;
    this.first = first;
    this.steps = steps;
    this.unit = unit;
    if (out != null && first > 0) {
      out.printf(Locale.ROOT, first < steps ? "going on after step %,d of %,d%n" : "all %,d of %,d steps are done%n",
          first, steps);
    }
  }

  /** Shows a step, and the figure of its objective once there is one. */
  void show(long step, long samples, double figure) {
    long now = System.nanoTime();
    if (out != null && now - last >= NANOS_BETWEEN_LINES) {
      last = now;
      print(step, samples, figure, clock(seconds() / (step - first) * (steps - step)) + " left");
      out.flush();
    }
  }

  /** Shows the last step: {@code how} it ended before the time, and {@code more} after it. */
  void end(long step, long samples, double figure, String how, String more) {
    if (out != null && first < steps) {
      print(step, samples, figure, how + " " + clock(seconds()) + more);
      out.println();
      out.flush();
    }
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private void print(long step, long samples, double figure, String time) {
    double rate = step == 0 ? 0 : (double) samples / step * (step - first) / seconds();
    String learned = Double.isNaN(figure) ? "" : String.format(Locale.ROOT, "%.2f %s   ", figure, unit);
    String line = String.format(Locale.ROOT, "step %,d of %,d   %s%,.0f samples/s   %s", step, steps, learned, rate,
        time);
    out.print("\r" + line + " ".repeat(Math.max(0, widest - line.length())));
    widest = Math.max(widest, line.length());
  }

  private static String clock(double seconds) {
    long s = Math.round(seconds);
    return s < 3600 ? "%d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }
}
