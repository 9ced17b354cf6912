package io.wifoe.training;

import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.model.DrawnSamples;
import io.wifoe.nn.NativeEngine;
import io.wifoe.training.TrainingStep.Gradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * Runs the shards of a step on a few threads and adds their gradients in a fixed order, so that the result has the same
 * bits whatever the number of threads.
 */
final class Shards implements AutoCloseable {
  private final ParallelismTuner tuner;
  private final List<ExecutorService> workers; // of one thread each, kept: a new thread would bring a heap of its own

  Shards(int threads) {
    this.tuner = new ParallelismTuner(threads);
    this.workers = Stream.generate(() -> Executors.newSingleThreadExecutor(run -> {
      Thread thread = new Thread(() -> {
        NativeEngine.start(); // the engine's number of threads is a setting of each of ours, before its first product
        run.run();
      }, "training");
      thread.setDaemon(true);
      return thread;
    })).limit(threads).toList();
  }

  /**
   * The whole step's gradient, whose arrays belong to {@code manager}.
   *
   * @param draws the step's, of its stream
   * @param progress share of the training that is done
   */
  Gradient gradient(NDManager manager, TrainingStep step, List<List<FutureTask<DrawnSamples>>> draws,
      RandomStream stream, double progress) {
    long start = System.nanoTime();
    List<FutureTask<Gradient>> shards = new ArrayList<>();
    for (int i = 0; i < step.shards().size(); i++) {
      shards.add(new FutureTask<>(step.shard(i, draws.get(i), manager, stream, progress)));
    }
    Queue<FutureTask<Gradient>> waiting = new ConcurrentLinkedQueue<>(shards);
    workers.subList(0, tuner.threads()).forEach(worker -> worker.execute(() -> {
      for (FutureTask<Gradient> shard = waiting.poll(); shard != null; shard = waiting.poll()) {
        shard.run();
      }
    }));
    StepWork.Sum sum = new StepWork.Sum();
    RuntimeException failure = null;
    for (Future<Gradient> shard : shards) { // to the last one, for the manager outlives none of them
      try {
        sum.add(get(shard));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    tuner.took(System.nanoTime() - start);
    return sum.total();
  }

  /** Waits for a shard even if interrupted: its native arrays must not be freed under it. */
  private static Gradient get(Future<Gradient> shard) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return shard.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new IllegalStateException("a training step failed: " + e.getCause(), e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    workers.forEach(ExecutorService::shutdownNow);
  }
}
