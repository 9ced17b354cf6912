package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.ref.Cleaner;

/**
 * Native memory that lives as long as its owner: freed when the owner closes it, or, where a notebook declares a
 * variable anew and nobody closes what it held, once nothing reaches the owner any more. Java's collector sees the few
 * bytes of the owner only and would let gigabytes pile up, so it is called when much has been claimed since, as it is
 * for direct buffers.
 */
final class OwnedMemory implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final long MUCH = 64L << 20;

  private static long open; // bytes that are claimed and not freed
  private static long left; // of these, the fewest since the collector was called

  private final Held held;
  private final Cleaner.Cleanable cleanable;

  /** What is freed; it does not know the owner. */
  private static final class Held implements Runnable {
    private NDManager manager;
    private long bytes;

    Held(NDManager manager) {
      this.manager = manager;
    }

    @Override
    public void run() {
      manager.close();
      freed(bytes);
    }
  }

  OwnedMemory(Object owner, NDManager manager) {
    held = new Held(manager);
    cleanable = CLEANER.register(owner, held);
  }

  NDManager manager() {
    return held.manager;
  }

  /** From now on another manager's arrays; those of the one before are freed. */
  void replace(NDManager other) {
    held.manager.close();
    held.manager = other;
  }

  /** Says that an array of the manager is new, and not in the place of another one. */
  void claim(NDArray array) {
    long bytes = array.size() * array.getDataType().getNumOfBytes();
    held.bytes += bytes;
    if (claimed(bytes)) {
      System.gc();
    }
  }

  private static synchronized boolean claimed(long bytes) {
    open += bytes;
    if (open < left + MUCH) {
      return false;
    }
    left = open;
    return true;
  }

  private static synchronized void freed(long bytes) {
    open -= bytes;
    left = Math.min(left, open);
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
