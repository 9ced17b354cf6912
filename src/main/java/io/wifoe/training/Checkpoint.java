package io.wifoe.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.model.ModelFile;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training between two steps as one file: a model's file that also holds the optimizer's arrays and, as JSON in
 * the metadata, the rest of the state and the run it belongs to. One file, so that one rename makes it valid.
 *
 * @param step steps done
 * @param measure sum of the objective's measure over the steps since the last point of the curve
 * @param gradientNorm sum over the same steps
 * @param curve all points so far
 * @param best the best point so far
 * @param optimizerSteps steps of each parameter
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Checkpoint(long step, double measure, double gradientNorm, List<LearningCurve.Point> curve,
    TrainingState.Best best, Map<String, Long> optimizerSteps) {

  private static final String KEY = "training";
  private static final String RUN = "run";

  Checkpoint {
    Check.that(step >= 0 && curve != null && !curve.contains(null) && best != null && optimizerSteps != null
        && !optimizerSteps.containsValue(null), "its training state is incomplete");
  }

  /** Writes a checkpoint. */
  static void write(Path file, RunConfig run, TrainingState state) throws IOException {
    state.shareTiedHeads();
    state.record();
    Checkpoint checkpoint = new Checkpoint(state.step, state.measure, state.gradientNorm, state.curve.points(),
        state.best, state.optimizer.steps());
    Map<String, String> texts = new LinkedHashMap<>(); // in the same order in every process
    texts.put(KEY, Json.line(checkpoint));
    texts.put(RUN, run.toJson());
    ModelFile.write(file, state.model, texts, state.optimizer.arrays());
  }

  /**
   * Puts a checkpoint's model, optimizer and progress into a state of the same run.
   *
   * @throws InvalidFileException if the file is damaged or of another run; the sentence says what differs
   */
  static void read(Path path, RunConfig run, TrainingState state) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      String json = file.metadata().get(KEY);
      String of = file.metadata().get(RUN);
      if (json == null || of == null) {
        throw new InvalidFileException(path, "is no checkpoint of a training");
      }
      String difference = run.difference(Json.parse(of));
      if (difference != null) {
        throw new InvalidFileException(path, "is the checkpoint of another run: " + difference);
      }
      Checkpoint checkpoint = parse(path, json);
      ModelFile.restore(file, state.model);
      state.optimizer.restore(file, state.model.parameters(), checkpoint.optimizerSteps);
      state.step = checkpoint.step;
      state.measure = checkpoint.measure;
      state.gradientNorm = checkpoint.gradientNorm;
      state.best = checkpoint.best;
      state.curve.clear();
      checkpoint.curve.forEach(state.curve::add);
    }
  }

  /** Puts a checkpoint's weights alone into a model. */
  static void readWeights(Path path, PrecodingNetwork model) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      ModelFile.restore(file, model);
    }
  }

  private static Checkpoint parse(Path path, String json) throws InvalidFileException {
    try {
      return Json.read(json, Checkpoint.class);
    } catch (JsonProcessingException e) {
      throw new InvalidFileException(path, "its training state cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
