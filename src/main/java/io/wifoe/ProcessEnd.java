package io.wifoe;

import java.util.concurrent.CountDownLatch;

/** Turns the end of the process, for example by Ctrl-C, into an interrupt of the thread at work, and waits for it. */
public final class ProcessEnd implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private ProcessEnd(Thread worker) {
    this.hook = new Thread(() -> {
      worker.interrupt();
      try {
        done.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, "end of the process");
  }

  /** From now on the end of the process interrupts the calling thread, until {@link #close}. */
  public static ProcessEnd interrupts() {
    ProcessEnd end = new ProcessEnd(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(end.hook);
    return end;
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook is what waits for us
    }
  }
}
