package io.wifoe.experiment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;

/**
 * Lets one thread of one process at a time look at the claims of a directory and change them. It is held for
 * milliseconds, and the system frees it when a process ends, even a killed one.
 *
 * @param file that is locked
 */
record CellLock(Path file) {
  /** What is done with the lock held. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Does something with the lock held; an interrupt waits until it is done. */
  @SuppressWarnings("try") // held is held, and not used otherwise
  void run(Action action) throws IOException {
    synchronized (CellLock.class) { // the system's lock is one for all threads of a process
      boolean interrupted = false;
      try {
        while (true) {
          interrupted |= Thread.interrupted();
          try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
              FileLock held = open.getChannel().lock()) {
            action.run();
            return;
          } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            interrupted = true;
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
