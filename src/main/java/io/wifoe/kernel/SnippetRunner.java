package io.wifoe.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs snippets in this process, each on a thread of its own, so that values and exceptions are real objects and an
 * interrupt reaches the user's code alone.
 *
 * <p>An interrupt goes in three steps. At once the thread is interrupted: library loops that poll
 * {@link Thread#interrupted()} end and return what they have. A second later the checks of
 * {@link StopCheck} throw. Code that answers to neither is named on the error stream, and one more interrupt leaves it
 * running in the background.
 */
final class SnippetRunner extends DirectExecutionControl {
  private static final long GRACE_MILLIS = 1_000;
  private static final long STUCK_MILLIS = 3_000;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread thread = new Thread(task, "kernel-interrupt");
    thread.setDaemon(true);
    return thread;
  });

  private RunningSnippet current;
  private boolean interrupted;
  private boolean stopped;
  private Object result;
  private Throwable failure;

  /** One snippet at work. */
  private static final class RunningSnippet {
    private final FutureTask<Object> task;
    private final Thread thread;
    private boolean stuck;

    RunningSnippet(Method snippet) {
      task = new FutureTask<>(() -> snippet.invoke(null));
      thread = new Thread(task, "cell");
      thread.setDaemon(true);
      thread.setContextClassLoader(snippet.getDeclaringClass().getClassLoader());
    }
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    super.load(Arrays.stream(classes)
        .map(each -> new ClassBytecodes(each.name(), StopCheck.weave(each.bytecodes())))
        .toArray(ClassBytecodes[]::new));
  }

  /** Forgets what the last cell left behind. */
  synchronized void beginCell() {
    interrupted = false;
    stopped = false;
    result = null;
    failure = null;
    StopCheck.raise(false);
  }

  /** The value of the last snippet, once. */
  synchronized Object takeResult() {
    Object value = result;
    result = null;
    return value;
  }

  /** What the last snippet threw, once, as it was thrown. */
  synchronized Throwable takeFailure() {
    Throwable thrown = failure;
    failure = null;
    return thrown;
  }

  /** Whether an interrupt came since {@link #beginCell()}. */
  synchronized boolean interrupted() {
    return interrupted;
  }

  /** Whether a snippet was ended by force since {@link #beginCell()}. */
  synchronized boolean stopped() {
    return stopped;
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    RunningSnippet run = new RunningSnippet(snippet);
    synchronized (this) {
      if (interrupted) {
        throw forced();
      }
      current = run;
    }
    run.thread.start();
    try {
      Object value = run.task.get();
      synchronized (this) {
        result = value;
      }
      return "";
    } catch (CancellationException abandoned) {
      throw forced();
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause() instanceof InvocationTargetException target ? target.getCause() : e.getCause();
      if (StopCheck.isBehind(thrown)) {
        throw forced();
      }
      synchronized (this) {
        failure = thrown;
      }
      throw new InvocationTargetException(thrown);
    } finally {
      synchronized (this) {
        current = null;
      }
    }
  }

  private synchronized StoppedException forced() {
    stopped = true;
    return new StoppedException();
  }

  /** Interrupts the running cell; does nothing to a snippet that has ended. */
  synchronized void interrupt() {
    interrupted = true;
    RunningSnippet run = current;
    if (run == null) {
      return;
    }
    if (run.stuck) {
      run.task.cancel(false);
      return;
    }
    run.thread.interrupt();
    timer.schedule(() -> ifRunning(run, () -> StopCheck.raise(true)), GRACE_MILLIS, TimeUnit.MILLISECONDS);
    timer.schedule(() -> ifRunning(run, () -> nameStuck(run)), STUCK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void ifRunning(RunningSnippet run, Runnable action) {
    if (run == current) {
      action.run();
    }
  }

  private static void nameStuck(RunningSnippet run) {
    run.stuck = true;
    StackTraceElement[] stack = run.thread.getStackTrace();
    System.err.printf("The cell has not stopped yet: it is inside %s. It ends when that call returns; "
        + "interrupt again to go on without it, or restart the kernel.%n", stack.length > 0 ? stack[0] : "a call");
  }
}
