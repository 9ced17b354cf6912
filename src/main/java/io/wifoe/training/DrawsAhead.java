package io.wifoe.training;

import io.wifoe.RandomStream;
import io.wifoe.model.DrawnSamples;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * The samples of a training, step by step. While a GPU is at work on one step, all processors draw those of the next;
 * where the processors themselves do the steps, each shard draws its own. Samples are functions of the seed and the
 * step, so that they are the same either way.
 */
final class DrawsAhead implements AutoCloseable {
  private final TrainingSteps steps;
  private final RandomStream stream;
  private final ExecutorService workers; // null where nothing is drawn ahead
  private long next; // the step that is drawn ahead
  private List<List<FutureTask<DrawnSamples>>> ahead; // null for none

  /** The draws of a training's steps, ahead where they are made for a GPU. */
  DrawsAhead(TrainingSteps steps) {
    this.steps = steps;
    this.stream = steps.stream();
    boolean ahead = steps.network().parameters().isAccelerated();
    this.workers = !ahead ? null : Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), run -> {
      Thread thread = new Thread(run, "draws");
      thread.setDaemon(true);
      return thread;
    });
  }

  /** The samples of a step's shards, drawn, being drawn or to be drawn by whoever needs them. */
  List<List<FutureTask<DrawnSamples>>> of(long step) {
    List<List<FutureTask<DrawnSamples>>> draws = ahead != null && step == next ? ahead : drawn(step);
    next = step + 1;
    ahead = workers == null || next >= steps.settings().steps() ? null : drawn(next);
    return draws;
  }

  private List<List<FutureTask<DrawnSamples>>> drawn(long step) {
    List<List<FutureTask<DrawnSamples>>> draws = steps.at(step).draws(stream.of(step));
    if (workers != null) {
      draws.forEach(shard -> shard.forEach(workers::execute));
    }
    return draws;
  }

  @Override
  public void close() {
    if (workers != null) {
      workers.shutdownNow();
    }
  }
}
