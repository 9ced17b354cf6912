package io.wifoe.dataset;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads users on several threads and hands them over in order on the caller's. Memory is bounded by a few blocks
 * whatever the number of users, and the result does not depend on the number of threads.
 */
final class OrderedBlocks {
  /** Floats in a block, about a megabyte: long beside the hand-over, short beside memory and an interrupt. */
  private static final int FLOATS = 1 << 18;

  /** Takes a block of users. */
  @FunctionalInterface
  interface Consumer {
    /** Takes {@code users} users from {@code first} on, (users, Nt, 2). */
    void accept(long first, int users, float[] h) throws IOException;
  }

  private OrderedBlocks() {}

  /**
   * Reads all users.
   *
   * @throws InterruptedIOException if the calling thread is interrupted; its interrupt status is set again
   */
  static void forEach(UserChannels channels, int threads, Consumer consumer) throws IOException {
    long users = channels.users();
    int block = Math.max(1, FLOATS / (2 * channels.antennas()));
    ExecutorService pool = Executors.newFixedThreadPool(threads, OrderedBlocks::daemon);
    try {
      ArrayDeque<Future<float[]>> ahead = new ArrayDeque<>();
      long submitted = 0;
      for (long first = 0; first < users; first += block) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        while (submitted < users && ahead.size() <= 2 * threads) {
          long start = submitted;
          int count = (int) Math.min(block, users - start);
          ahead.add(pool.submit(() -> read(channels, start, count)));
          submitted += count;
        }
        consumer.accept(first, (int) Math.min(block, users - first), ahead.remove().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before all users were drawn; nothing is kept");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("channels could not be read", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static float[] read(UserChannels channels, long first, int count) {
    int width = 2 * channels.antennas();
    float[] h = new float[count * width];
    for (int i = 0; i < count && !Thread.currentThread().isInterrupted(); i++) {
      channels.read(first + i, h, i * width);
    }
    return h;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wifoe-channels");
    thread.setDaemon(true);
    return thread;
  }
}
