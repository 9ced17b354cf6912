package io.wifoe.experiment;

import io.wifoe.AtomicFile;
import io.wifoe.Json;
import io.wifoe.training.RunInUseException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Does the cells of a plan.
 *
 * @param hardware that networks learn and are measured on
 * @param progress where progress goes, null for nowhere
 */
public record ExperimentRun(ExperimentPlan plan, Hardware hardware, PrintStream progress) {
  /** The result's files in the directory of an experiment. */
  public static final String RESULT = "result.json";
  /** The same with every measurement on a line of its own. */
  public static final String TABLE = "result.csv";
  private static final long MILLIS_BETWEEN_LOOKS = 500;
  /** For so long a cell is left alone whose training somebody writes although his claim is old. */
  private static final long NANOS_OF_OTHERS = TimeUnit.SECONDS.toNanos(5);

  /** Does everything and keeps nothing on disk. */
  ExperimentResult inMemory() throws IOException {
    List<CellResult> results = new ArrayList<>();
    for (Cell cell : plan.cells()) {
      say(cell, results.size());
      results.add(new CellWork(cell, null, hardware, progress).run());
    }
    return ExperimentResult.of(plan, results);
  }

  /**
   * Writes down what there is to do, for others to join.
   *
   * @throws IOException if the directory cannot be written or holds another experiment
   */
  public void begin(Path directory) throws IOException {
    CellDirectory.open(directory, plan);
  }

  /** What somebody has begun in a directory. */
  public static ExperimentPlan begun(Path directory) throws IOException {
    return CellDirectory.plan(directory);
  }

  /**
   * Does some cells of a directory, those that others have in hand excepted, until all of them are done; goes on where
   * it was. The result so far is written when this process has nothing left to do.
   *
   * @param cells some of the plan's
   * @throws CancellationException if the thread is interrupted; what is done is kept
   */
  public ExperimentResult in(Path directory, List<Cell> cells) throws IOException {
    CellDirectory store = CellDirectory.open(directory, plan);
    Map<String, Long> inUse = new HashMap<>();
    while (!isDone(store, cells, inUse)) {
      try {
        Thread.sleep(MILLIS_BETWEEN_LOOKS); // others are at work on what is left
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while others were at work in " + directory);
      }
    }
    ExperimentPlan all = CellDirectory.plan(directory); // which may have more cells than this command names
    ExperimentResult result = ExperimentResult.of(all, store.results(all.cells()));
    AtomicFile.write(directory.resolve(RESULT), Json.line(result) + "\n");
    AtomicFile.write(directory.resolve(TABLE), result.toCsv());
    return result;
  }

  /** Does what it can; whether nothing is left to others. */
  private boolean isDone(CellDirectory store, List<Cell> cells, Map<String, Long> inUse) throws IOException {
    boolean done = true;
    for (Cell cell : cells) {
      if (inUse.containsKey(cell.name()) && System.nanoTime() - inUse.get(cell.name()) < NANOS_OF_OTHERS) {
        done = false;
        continue;
      }
      try (Claim claim = store.claim(cell)) {
        if (claim != null) {
          say(cell, store.results(plan.cells()).size());
          store.store(new CellWork(cell, store.work(cell), hardware, progress).run());
        } else {
          done &= store.read(cell) != null;
        }
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof RunInUseException)) {
          throw e;
        }
        done = false; // taken for dead by its claim, and alive: it had been stopped for a while
        inUse.put(cell.name(), System.nanoTime());
      }
    }
    return done;
  }

  private void say(Cell cell, int done) {
    if (progress != null) {
      progress.printf(Locale.ROOT, "%s: cell %s, %d of %d are done%n", plan, cell.name(), done, plan.cells().size());
    }
  }
}
