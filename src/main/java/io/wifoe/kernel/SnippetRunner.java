package io.wifoe.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs snippets in this process, each on a thread of its own, so that values and exceptions are real objects and an
 * interrupt reaches the user's code alone. How an interrupt proceeds is {@link Interruption}'s matter.
 */
final class SnippetRunner extends DirectExecutionControl {
  private final SnippetClasses classes = new SnippetClasses();
  private final Map<String, byte[]> loaded = new HashMap<>();

  private ClassLoader loader = ClassLoader.getSystemClassLoader();
  private CellRun run;
  private FutureTask<?> current;
  private Interruption interruption;
  private boolean stopped;
  private String stuckIn;
  private Object result;
  private Throwable failure;

  SnippetClasses classes() {
    return classes;
  }

  @Override
  public void load(ClassBytecodes[] classBytes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    ClassBytecodes[] woven = woven(classBytes);
    super.load(woven);
    for (ClassBytecodes each : woven) {
      loaded.put(each.name(), each.bytecodes());
      try {
        classes.loaded(findClass(each.name()));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("a class is not there that was just loaded", e);
      }
    }
  }

  @Override
  public void redefine(ClassBytecodes[] classBytes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    ClassBytecodes[] woven = woven(classBytes);
    Class<?>[] targets = new Class<?>[woven.length];
    byte[][] before = new byte[woven.length][];
    byte[][] after = new byte[woven.length][];
    try {
      for (int i = 0; i < woven.length; i++) {
        targets[i] = Class.forName(woven[i].name(), false, findClass(woven[0].name()).getClassLoader());
        before[i] = loaded.get(woven[i].name());
        after[i] = woven[i].bytecodes();
      }
    } catch (ClassNotFoundException e) {
      throw new ClassInstallException("not loaded: " + e.getMessage(), new boolean[woven.length]);
    }
    if (!Redefinition.isPossible() || !Redefinition.redefine(targets, before, after)) {
      throw new ClassInstallException("it has to be a new class", new boolean[woven.length]);
    }
    for (ClassBytecodes each : woven) {
      loaded.put(each.name(), each.bytecodes());
    }
  }

  private static ClassBytecodes[] woven(ClassBytecodes[] classes) {
    return Arrays.stream(classes)
        .map(each -> new ClassBytecodes(each.name(), StopWeaver.weave(each.bytecodes())))
        .toArray(ClassBytecodes[]::new);
  }

  /** Forgets what the last cell left behind. */
  synchronized void begin(CellRun next) {
    StopCheck.settle();
    run = next;
    interruption = null;
    stopped = false;
    stuckIn = null;
    result = null;
    failure = null;
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

  /** Whether an interrupt came since {@link #begin}. */
  synchronized boolean interrupted() {
    return interruption != null;
  }

  /** Whether a snippet was ended by force since {@link #begin}. */
  synchronized boolean stopped() {
    return stopped;
  }

  /** The call that goes on although the cell has ended; null if there is none. */
  synchronized String stuckIn() {
    return stuckIn;
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    CellRun own;
    synchronized (this) {
      own = run;
    }
    own.calls(snippet.getDeclaringClass());
    loader = snippet.getDeclaringClass().getClassLoader();
    Object value = call(() -> snippet.invoke(null));
    synchronized (this) {
      result = value;
    }
    return "";
  }

  /** Runs something of the cell, for example its value's toString, on a thread that an interrupt reaches. */
  Object call(Callable<Object> work) throws StoppedException, InvocationTargetException {
    FutureTask<Object> task = new FutureTask<>(work);
    Thread thread;
    synchronized (this) {
      if (interruption != null) {
        throw forced();
      }
      thread = new CellRun.Statements(run, task);
      thread.setContextClassLoader(loader);
      current = task;
    }
    thread.start();
    try {
      return task.get();
    } catch (CancellationException abandoned) {
      throw forced();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the kernel's own thread was interrupted", e);
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause() instanceof InvocationTargetException target ? target.getCause() : e.getCause();
      if (StopCheck.isBehind(thrown) || thrown instanceof ThreadDeath && interrupted()) {
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

  /** Interrupts the running cell; does nothing to a cell that has ended. */
  synchronized void interrupt() {
    if (run != null && interruption == null) {
      interruption = new Interruption(run, this::abandon);
    }
  }

  /** The cell has ended; an interrupt that comes now is too late. */
  synchronized void end() {
    run = null;
    classes.releaseOutdated();
  }

  private synchronized void abandon(CellRun stuck, String call) {
    if (run == stuck && current != null) {
      stuckIn = call;
      current.cancel(false);
    }
  }
}
