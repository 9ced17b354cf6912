package io.wifoe.kernel;

import java.io.Serial;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Called by cells' code at the start of every method, before every call and in every loop ({@link StopWeaver} puts it
 * there); throws in threads of an interrupted cell. {@code Thread.stop} does this up to Java 19, at the price of
 * breaking whatever library happens to run; a check in the user's own classes works on every Java and leaves them whole.
 */
public final class StopCheck {
  /** Causes may form a circle. */
  private static final int MAX_CAUSES = 20;

  private static final List<CellRun> STOPPED = new CopyOnWriteArrayList<>();

  private static volatile boolean raised;

  private StopCheck() {}

  /** Thrown inside a cell that did not end by itself after an interrupt; an Error so that few handlers swallow it. */
  static final class Stopped extends Error {
    @Serial private static final long serialVersionUID = 1;

    Stopped() {
      super("the cell was interrupted", null, false, false);
    }
  }

  /** At the start of a method and before a call. Called by woven code only. */
  public static void call() {
    if (raised) {
      stop(false, false);
    }
  }

  /** In a loop. Called by woven code only. */
  public static void loop() {
    if (raised) {
      stop(true, false);
    }
  }

  /** In a method that looks at interrupts itself: it may end as it likes for a second. Called by woven code only. */
  public static void late() {
    if (raised) {
      stop(false, true);
    }
  }

  private static void stop(boolean loop, boolean late) {
    for (CellRun run : STOPPED) {
      if ((!late || run.isForced()) && run.ownsCurrentThread() && run.stopsCurrentThread(loop)) {
        throw new Stopped();
      }
    }
  }

  /** From now on a run's own code stops at the next check, but for methods that look at interrupts themselves. */
  static void raise(CellRun run) {
    STOPPED.add(run);
    raised = true;
  }

  /** Ends the checks for runs of which nothing is left. */
  static void settle() {
    STOPPED.removeIf(run -> !run.isAlive());
    raised = !STOPPED.isEmpty();
  }

  /** Whether a check stopped the code, perhaps on another thread whose failure a library wrapped in its own. */
  static boolean isBehind(Throwable thrown) {
    int depth = 0;
    for (Throwable each = thrown; each != null && depth < MAX_CAUSES; each = each.getCause()) {
      if (each instanceof Stopped) {
        return true;
      }
      depth++;
    }
    return false;
  }
}
