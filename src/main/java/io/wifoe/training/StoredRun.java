package io.wifoe.training;

import io.wifoe.InvalidFileException;
import io.wifoe.TextFile;
import io.wifoe.model.AnyArray;
import io.wifoe.model.PretrainedModels;
import io.wifoe.model.WiFoE;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run directory as it is, finished or not, looked at without touching it.
 *
 * @param directory where it is
 * @param config what is run
 * @param curve what was measured so far
 */
public record StoredRun(Path directory, RunConfig config, LearningCurve curve) {

  /**
   * Reads a run directory; a training may be writing it.
   *
   * @throws IOException if it holds no run or a file of it is damaged
   */
  public static StoredRun read(Path directory) throws IOException {
    requireRun(directory);
    RunConfig config = RunConfig.read(directory.resolve(RunDirectory.CONFIG));
    Path metrics = directory.resolve(RunDirectory.METRICS);
    try {
      return new StoredRun(directory, config,
          LearningCurve.ofCsv(Files.exists(metrics) ? TextFile.read(metrics) : "", config.objective()));
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(metrics, e.getMessage(), e);
    }
  }

  /**
   * Reads the model of a run, or of a model's or checkpoint's file, or one that ships with the library.
   *
   * @throws IOException if there is none or it is damaged
   */
  public static WiFoE model(Path path) throws IOException {
    return WiFoE.load(file(path));
  }

  /** Whether a run, a file or a shipped model is one for any array. */
  public static boolean isForAnyArray(Path path) throws IOException {
    Path file = file(path);
    return Files.isRegularFile(file) && AnyArray.isIn(file);
  }

  /**
   * As {@link #model}, of a network for any array.
   *
   * @throws IOException if there is none or it is damaged
   */
  public static AnyArray anyArray(Path path) throws IOException {
    return AnyArray.load(file(path));
  }

  /**
   * The file that keeps a model: a run's, the file itself, or that of one that ships with the library.
   *
   * @throws IOException if the directory is no run or has none yet, or nothing has this name
   */
  public static Path file(Path path) throws IOException {
    String name = path.toString();
    boolean mayShip = path.getNameCount() == 1 && !name.contains(".");
    return Files.isDirectory(path) ? modelFile(path)
        : mayShip && !Files.exists(path) ? PretrainedModels.file(name) : path;
  }

  /**
   * The file that keeps the model of a run, of whatever scheme.
   *
   * @throws IOException if the directory is no run or has none yet
   */
  public static Path modelFile(Path run) throws IOException {
    requireRun(run);
    Path model = run.resolve(RunDirectory.MODEL);
    if (!Files.exists(model)) {
      throw new InvalidFileException(run, "holds no " + RunDirectory.MODEL + " yet, which a training writes when it "
          + "ends or is interrupted; name one of its checkpoints, or go on with the run");
    }
    return model;
  }

  private static void requireRun(Path directory) throws IOException {
    if (!Files.exists(directory.resolve(RunDirectory.CONFIG))) {
      throw new InvalidFileException(directory, "is no run directory; it has no " + RunDirectory.CONFIG);
    }
  }

  /** Steps of the last point of the curve. */
  public long steps() {
    return curve.last().map(LearningCurve.Point::step).orElse(0L);
  }

  /** Whether the last step is done and the model is there; not so after an early stop. */
  public boolean isFinished() {
    return steps() == config.training().steps() && Files.exists(directory.resolve(RunDirectory.MODEL));
  }
}
