package io.wifoe.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * One execution of a cell. A group of threads, because threads that a cell starts are born into its group: so their
 * output finds its cell, and an interrupt finds them and nobody else's.
 */
final class CellRun extends ThreadGroup {
  /** A library's clean-up gets this long before the same thread is stopped once more. */
  private static final long CLEAN_UP_NANOS = 500_000_000;

  private static volatile CellRun latest;

  /** The thread that runs a cell's own statements; whatever these start are other threads of the cell's group. */
  static final class Statements extends Thread {
    Statements(CellRun run, Runnable work) {
      super(run, work, "cell");
      setDaemon(true);
    }
  }

  private final ShellReplyEnvironment env;
  private final ErrorText errors;
  private final Set<String> snippets = ConcurrentHashMap.newKeySet();
  private final Map<Thread, Long> stoppedAt = new ConcurrentHashMap<>();
  private volatile boolean forced;
  private volatile boolean muted;

  /**
   * Becomes the latest run.
   *
   * @param env where its output goes; null where there is no browser
   * @param errors words for what ends one of its threads
   */
  CellRun(ThreadGroup parent, ShellReplyEnvironment env, ErrorText errors) {
    super(parent, "cell");
    this.env = env;
    this.errors = errors;
    latest = this;
  }

  /** The run whose output a thread prints: its own, or the latest for a thread that serves everybody. */
  static CellRun of(Thread thread) {
    CellRun own = thread instanceof ForkJoinWorkerThread ? null : groupOf(thread);
    return own == null ? latest : own;
  }

  private static CellRun groupOf(Thread thread) {
    for (ThreadGroup group = thread.getThreadGroup(); group != null; group = group.getParent()) {
      if (group instanceof CellRun run) {
        return run;
      }
    }
    return null;
  }

  ShellReplyEnvironment env() {
    return env;
  }

  /** A snippet's class that this run has called; threads of a pool are known by it. */
  void calls(Class<?> snippet) {
    snippets.add(snippet.getName());
  }

  /** From now on methods stop too that look at interrupts themselves. */
  void force() {
    forced = true;
  }

  boolean isForced() {
    return forced;
  }

  /** The cell has been answered as interrupted: what a thread of it prints from now on is dropped. */
  void mute() {
    muted = true;
  }

  boolean isMuted() {
    return muted;
  }

  /** Whether the code that the current thread runs was started by this run. */
  boolean ownsCurrentThread() {
    Thread thread = Thread.currentThread();
    if (thread instanceof Statements) { // a cell that runs beside one that never ends must not pay for a walk each time
      return thread.getThreadGroup() == this;
    }
    return !(thread instanceof ForkJoinWorkerThread) && groupOf(thread) == this
        || StackWalker.getInstance().walk(frames -> frames.anyMatch(each -> isOwn(each.getClassName())));
  }

  private boolean isOwn(String className) {
    int nested = className.indexOf('$', className.lastIndexOf("$JShell$") + "$JShell$".length());
    return snippets.contains(nested < 0 ? className : className.substring(0, nested));
  }

  /** Whether the current thread is to be stopped here; once, so that clean-up can run, unless it is a loop. */
  boolean stopsCurrentThread(boolean loop) {
    long now = System.nanoTime();
    Long before = stoppedAt.get(Thread.currentThread());
    if (!loop && before != null && now - before < CLEAN_UP_NANOS) {
      return false;
    }
    stoppedAt.put(Thread.currentThread(), now);
    return true;
  }

  /** Whether a thread of this run is inside a snippet. */
  boolean isAlive() {
    Thread[] threads = new Thread[activeCount() + 8];
    int count = enumerate(threads);
    for (int i = 0; i < count; i++) {
      for (StackTraceElement frame : threads[i].getStackTrace()) {
        if (SnippetClasses.isSnippet(frame.getClassName())) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (!StopCheck.isBehind(thrown) && !(thrown instanceof ThreadDeath)) {
      System.err.println("In thread " + thread.getName() + ": "
          + String.join("\n", errors.thrown(thrown, null).lines()));
    }
  }
}
