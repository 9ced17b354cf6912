package io.wifoe.experiment;

import io.wifoe.AtomicFile;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The cells of an experiment on disk, done by any number of processes in any order, none twice:
 *
 * <pre>
 * plan.json          what there is to do
 * cells/NAME.json    the result of a cell, there when it is done
 * claims/NAME.json   who does it now, see {@link Claim}
 * work/NAME/         its trainings, which go on when it was left; gone when it is done
 * </pre>
 */
final class CellDirectory {
  /** Ten beats: a machine that is busy misses some. */
  static final long NANOS_TO_DEATH = TimeUnit.SECONDS.toNanos(10 * Claim.SECONDS_BETWEEN_BEATS);
  private static final String PLAN = "plan.json";

  private final Path directory;
  private final CellLock lock;
  private final LongSupplier nanos;
  private final Map<String, Seen> seen = new HashMap<>();

  /** What another's claim was when it was last seen to change, and when that was. */
  private record Seen(String claim, long since) {}

  private CellDirectory(Path directory, LongSupplier nanos) {
    this.directory = directory;
    this.lock = new CellLock(directory.resolve(".lock"));
    this.nanos = nanos;
  }

  /**
   * Opens a directory, or makes it.
   *
   * @throws IOException if it cannot be written or holds another experiment
   */
  static CellDirectory open(Path directory, ExperimentPlan plan) throws IOException {
    return open(directory, plan, System::nanoTime);
  }

  static CellDirectory open(Path directory, ExperimentPlan plan, LongSupplier nanos) throws IOException {
    try {
      for (String folder : List.of("cells", "claims", "work")) {
        Files.createDirectories(directory.resolve(folder));
      }
    } catch (IOException e) {
      throw new InvalidFileException(directory, "cannot be made (" + AtomicFile.reason(e)
          + "); choose a directory that you may write for this experiment", e);
    }
    CellDirectory opened = new CellDirectory(directory, nanos);
    opened.lock.run(() -> opened.requireSame(plan));
    return opened;
  }

  /** The results that a directory has so far; nothing is written there. */
  static List<CellResult> results(Path directory, ExperimentPlan plan) throws IOException {
    return new CellDirectory(directory, System::nanoTime).results(plan.cells());
  }

  private void requireSame(ExperimentPlan plan) throws IOException {
    Path file = directory.resolve(PLAN);
    if (!Files.exists(file)) {
      AtomicFile.write(file, Json.line(plan) + "\n");
      return;
    }
    String difference = plan.differenceFrom(plan(directory));
    if (difference != null) {
      throw new InvalidFileException(directory, difference);
    }
  }

  static boolean hasPlan(Path directory) {
    return Files.exists(directory.resolve(PLAN));
  }

  /** What there is to do in a directory. */
  static ExperimentPlan plan(Path directory) throws IOException {
    Path file = directory.resolve(PLAN);
    if (!hasPlan(directory)) {
      throw new InvalidFileException(directory, Files.isDirectory(directory.resolve("cells"))
          ? "has cells of an experiment and no " + PLAN + "; give the experiment's command with --out on a copy of it"
          : "holds no experiment; it has no " + PLAN);
    }
    return Json.read(file, ExperimentPlan.class, "plan of an experiment");
  }

  /** The result of a cell; null if it is not done, or its file is damaged and it has to be done again. */
  CellResult read(Cell cell) throws IOException {
    Path file = file("cells", cell);
    if (!Files.exists(file)) {
      return null;
    }
    CellResult result;
    try {
      result = Json.read(Files.readString(file), CellResult.class);
    } catch (IOException e) {
      return null;
    }
    if (!cell.describes(result.cell())) {
      throw new InvalidFileException(file, "is the result of another cell of this name; choose another directory");
    }
    return result;
  }

  /** The results there are, in the order of the cells. */
  List<CellResult> results(List<Cell> cells) throws IOException {
    List<CellResult> results = new ArrayList<>();
    for (Cell cell : cells) {
      CellResult result = read(cell);
      if (result != null) {
        results.add(result);
      }
    }
    return results;
  }

  /** Takes a cell in hand; null if it is done or another, who is not seen to be dead, does it. */
  Claim claim(Cell cell) throws IOException {
    Claim[] claim = new Claim[1];
    lock.run(() -> claim[0] = read(cell) == null && isFree(cell) ? Claim.of(lock, file("claims", cell)) : null);
    return claim[0];
  }

  private boolean isFree(Cell cell) throws IOException {
    Path file = file("claims", cell);
    if (!Files.exists(file)) {
      return true;
    }
    String now = Files.readString(file);
    Seen before = seen.get(cell.name());
    if (before == null || !before.claim.equals(now)) {
      seen.put(cell.name(), new Seen(now, nanos.getAsLong()));
      return false;
    }
    return nanos.getAsLong() - before.since > NANOS_TO_DEATH;
  }

  /** Where a cell's trainings go on. */
  Path work(Cell cell) {
    return directory.resolve("work").resolve(cell.name());
  }

  /** Keeps a result; where another has kept one already, which is the same, nothing happens. */
  void store(CellResult result) throws IOException {
    Cell cell = result.cell();
    lock.run(() -> {
      if (read(cell) == null) {
        AtomicFile.write(file("cells", cell), Json.line(result) + "\n");
      }
    });
    Path work = work(cell);
    if (Files.exists(work)) {
      try (Stream<Path> files = Files.walk(work)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path file(String folder, Cell cell) {
    return directory.resolve(folder).resolve(cell.name() + ".json");
  }
}
