package io.wifoe.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.AtomicFile;
import io.wifoe.InvalidFileException;
import io.wifoe.ProcessEnd;
import io.wifoe.model.ModelFile;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Safetensors;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run on disk:
 *
 * <pre>
 * config.json                      tasks, sizes, settings, environment
 * metrics.csv                      the learning curve, one row as soon as a point is known
 * checkpoint-STEP.safetensors      the start, then the last two and what was the best at each of them
 * model.safetensors                the model when the training ended or was interrupted: the best that validation
 *                                  has found, the last where there is none
 * </pre>
 *
 * <p>A run that was killed goes on from its last checkpoint and ends with the same bits. Checkpoints appear under their
 * names only when they are whole and on disk; the metrics are cut back to the checkpoint that a run goes on from.
 */
final class RunDirectory implements Recorder {
  static final String CONFIG = "config.json";
  static final String METRICS = "metrics.csv";
  static final String MODEL = "model.safetensors";
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-([0-9]{1,18})\\.safetensors");
  private static final int CHECKPOINTS_KEPT = 2;

  private final Path directory;
  private final PrecodingNetwork network;
  private final CheckpointSchedule schedule;
  private final DirectoryLock lock;
  private final ProcessEnd end = ProcessEnd.interrupts();
  private RunConfig config;
  private long lastStep = -1; // of the last checkpoint
  private long lastTime;
  private long lastBest; // step of what was the best then

  private RunDirectory(Path directory, RunConfig config, PrecodingNetwork network, CheckpointSchedule schedule,
      DirectoryLock lock) {
    this.directory = directory;
    this.config = config;
    this.network = network;
    this.schedule = schedule;
    this.lock = lock;
  }

  /**
   * Opens a directory for one run and nobody else, or makes it.
   *
   * @param network with the weights that the run begins with, or was left with
   * @throws IOException if it cannot be written, is in use, or belongs to another run
   */
  static RunDirectory open(Path directory, RunConfig config, PrecodingNetwork network, CheckpointSchedule schedule)
      throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new InvalidFileException(directory, "cannot be made (" + AtomicFile.reason(e)
          + "); choose a directory that you may write for this run", e);
    }
    RunDirectory run = new RunDirectory(directory, config, network, schedule, DirectoryLock.of(directory));
    try {
      run.requireSameRun();
      AtomicFile.removeUnfinished(directory);
      return run;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private void requireSameRun() throws IOException {
    Path file = directory.resolve(CONFIG);
    if (!Files.exists(file)) {
      if (!steps().isEmpty()) {
        throw new InvalidFileException(directory, "holds checkpoints but no " + CONFIG + "; choose another directory");
      }
      AtomicFile.write(file, config.toJson() + "\n");
      return;
    }
    JsonNode there;
    try {
      there = RunConfig.readTree(file);
    } catch (IOException e) {
      throw new InvalidFileException(file, "cannot be read as a run's config (" + e.getMessage()
          + "); choose another directory", e);
    }
    String refusal = RunFormat.refusal(there);
    if (refusal != null) {
      throw new InvalidFileException(directory, refusal);
    }
    String difference = config.difference(there);
    boolean otherWeights = RunDifference.WEIGHTS.equals(difference);
    if (difference != null && !(otherWeights && isLeftHere())) {
      throw new InvalidFileException(directory, "holds a run with another config (" + difference + "); "
          + (otherWeights ? "this model is neither as that run began nor as it was left; build or load it as the first "
              + "time, and the same training goes on" : "repeat its settings to go on with it")
          + ", or choose another directory");
    }
    config = config.begunAs(RunConfig.read(file));
  }

  /** Whether the network has the weights with which this run was left, as after an interrupt in the same program. */
  private boolean isLeftHere() throws IOException {
    List<Path> files = new ArrayList<>(steps().stream().map(this::checkpoint).toList());
    files.add(directory.resolve(MODEL));
    for (Path file : files) {
      if (Files.exists(file) && config.startWeights().equals(WeightsDigest.of(file, network.parameters()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public RunConfig run() {
    return config;
  }

  @Override
  public void resume(TrainingState state) throws IOException {
    List<Long> steps = steps();
    if (steps.isEmpty()) {
      save(state);
    } else {
      long latest = steps.get(steps.size() - 1);
      try {
        Checkpoint.read(checkpoint(latest), config, state);
      } catch (IOException | IllegalArgumentException e) {
        throw new InvalidFileException(directory, "its last checkpoint cannot be used (" + e.getMessage()
            + "). Delete that file, and the same command goes on "
            + (steps.size() == 1 ? "from the start"
                : "from " + checkpoint(steps.get(steps.size() - 2)).getFileName()), e);
      }
      if (state.hasBestWeights()) {
        readBest(state);
        Checkpoint.readWeights(checkpoint(latest), state.model);
      }
      markSaved(state);
    }
    AtomicFile.write(directory.resolve(METRICS), state.curve.toCsv());
  }

  private void readBest(TrainingState state) throws IOException {
    Path best = checkpoint(state.best.step());
    try {
      Checkpoint.readWeights(best, state.model);
    } catch (IOException e) {
      throw new InvalidFileException(directory, "the checkpoint with its best weights, which it may end with, cannot "
          + "be used (" + e.getMessage() + "). Put that file back, or begin again in another directory", e);
    }
    state.keepWeights();
  }

  @Override
  public void pointAdded(TrainingState state) throws IOException {
    List<LearningCurve.Point> points = state.curve.points();
    Path file = directory.resolve(METRICS);
    // a stream and not a channel, which an interrupt would close
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(LearningCurve.csvRow(points.get(points.size() - 1)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InvalidFileException(file, "cannot be written (" + AtomicFile.reason(e)
          + "). Make room there and start again" + remedy(), e);
    }
  }

  @Override
  public void stepDone(TrainingState state) throws IOException {
    boolean newBest = state.validatedNow && state.best.step() == state.step;
    if (newBest || schedule.isDue(state.step - lastStep, System.nanoTime() - lastTime)) {
      save(state);
    }
  }

  @Override
  public void finish(TrainingState state) throws IOException {
    if (state.step != lastStep) {
      save(state);
    }
    state.restoreBest();
    ModelFile.write(directory.resolve(MODEL), state.model, Map.of(), Map.of());
  }

  private void save(TrainingState state) throws IOException {
    if (state.isBest()) {
      state.best = new TrainingState.Best(state.step, state.figure());
    }
    try {
      Checkpoint.write(checkpoint(state.step), config, state);
    } catch (Safetensors.NotFiniteException e) {
      throw new ArithmeticException("the training broke down before step " + state.step + ": " + e.getMessage()
          + "; lower the learning rate or look for broken channels" + remedy());
    }
    long bestBefore = lastBest; // without which the checkpoint before this one would be of no use
    markSaved(state);
    List<Long> steps = steps();
    for (long step : steps.subList(0, Math.max(0, steps.size() - CHECKPOINTS_KEPT))) {
      if (step != state.best.step() && step != bestBefore) {
        Files.deleteIfExists(checkpoint(step));
      }
    }
  }

  private void markSaved(TrainingState state) {
    lastStep = state.step;
    lastBest = state.best.step();
    lastTime = System.nanoTime();
  }

  @Override
  public String remedy() {
    return lastStep < 0 ? "" : "; the last good checkpoint is " + checkpoint(lastStep);
  }

  private Path checkpoint(long step) {
    return directory.resolve("checkpoint-" + step + ".safetensors");
  }

  /** Steps of all checkpoints, rising. */
  private List<Long> steps() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> CHECKPOINT.matcher(file.getFileName().toString())).filter(Matcher::matches)
          .map(match -> Long.parseLong(match.group(1))).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    end.close();
    lock.close();
  }
}
