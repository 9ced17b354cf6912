package io.wifoe.kernel;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * An interrupt on its way through a cell, in five steps. At once the cell's threads are interrupted, which ends waiting
 * and library loops that look, and the cell's own code stops at its next {@link StopCheck}. A second later the cell's
 * code stops that looks at interrupts itself, and checks go into the library classes on the stacks. Java up to 19 can
 * then stop a thread anywhere. A library method that looks at interrupts is left to end by itself. After two seconds
 * the cell ends without what is still running, for example native code; it is named. What is left is checked for until
 * nothing is.
 */
final class Interruption {
  private static final long FORCE_MILLIS = 1_000;
  private static final long STOP_MILLIS = 1_600;
  private static final long ABANDON_MILLIS = 1_900;
  private static final long SAMPLE_MILLIS = 100;
  private static final long SETTLE_MILLIS = 3_000;

  private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread thread = new Thread(task, "kernel-interrupt");
    thread.setDaemon(true);
    return thread;
  });

  private final CellRun run;
  private final BiConsumer<CellRun, String> abandon;
  private final Set<Class<?>> woven = new HashSet<>();

  /**
   * Begins.
   *
   * @param abandon is told the run and the call of the cell that has not come back
   */
  Interruption(CellRun run, BiConsumer<CellRun, String> abandon) {
    this.run = run;
    this.abandon = abandon;
    StopCheck.raise(run);
    threads().stream().filter(CellRun.Statements.class::isInstance).forEach(Thread::interrupt);
    TIMER.schedule(this::force, FORCE_MILLIS, TimeUnit.MILLISECONDS);
    for (long at = FORCE_MILLIS; at < ABANDON_MILLIS; at += SAMPLE_MILLIS) {
      TIMER.schedule(this::weaveLibraries, at, TimeUnit.MILLISECONDS);
    }
    TIMER.schedule(this::stopThreads, STOP_MILLIS, TimeUnit.MILLISECONDS);
    TIMER.schedule(this::abandonCell, ABANDON_MILLIS, TimeUnit.MILLISECONDS);
    TIMER.schedule(this::settle, SETTLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private List<Thread> threads() {
    Thread[] threads = new Thread[run.activeCount() + 8];
    int count = run.enumerate(threads);
    return List.of(Arrays.copyOf(threads, count));
  }

  private void force() {
    run.force();
    threads().forEach(Thread::interrupt);
  }

  private void weaveLibraries() {
    List<StackTraceElement[]> stacks = threads().stream().filter(Interruption::ignoresInterrupts)
        .map(Thread::getStackTrace).toList();
    if (Redefinition.isPossible() && !stacks.isEmpty()) {
      Redefinition.weaveLibraries(stacks, woven);
    }
  }

  @SuppressWarnings({"deprecation", "removal"}) // a thread that nothing else has ended; newer Java has no such means
  private void stopThreads() {
    for (Thread each : threads()) {
      if (ignoresInterrupts(each)) {
        try {
          each.stop();
        } catch (UnsupportedOperationException newerJava) {
          return;
        }
      }
    }
  }

  private void abandonCell() {
    for (Thread each : threads()) {
      StackTraceElement[] stack = each.getStackTrace();
      if (each instanceof CellRun.Statements && stack.length > 0) {
        abandon.accept(run, callOfCell(stack).toString());
      }
    }
  }

  /** What the cell's code called that has not come back, as far as the cell is on the stack. */
  private static StackTraceElement callOfCell(StackTraceElement[] stack) {
    int calls = 0;
    while (calls < stack.length && !SnippetClasses.isSnippet(stack[calls].getClassName())) {
      calls++;
    }
    return stack[calls == stack.length ? 0 : Math.max(0, calls - 1)];
  }

  private void settle() {
    StopCheck.settle();
    if (run.isAlive()) {
      TIMER.schedule(this::settle, SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      Redefinition.unweaveLibraries(woven);
    }
  }

  private static boolean ignoresInterrupts(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return Arrays.stream(stack).anyMatch(frame -> SnippetClasses.isSnippet(frame.getClassName()))
        && !Polling.isOn(stack);
  }
}
