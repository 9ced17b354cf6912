package io.wifoe.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.model.Objective;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.TrainingRecord;
import io.wifoe.nn.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What a training is at between two steps. Samples, noise and dropout are functions of the seed and the step, so there
 * is no state of random generators beyond the step itself, and the learning rate's schedule is one of the step too.
 */
final class TrainingState implements AutoCloseable {
  /** The best point so far, by validation, or by the mean in training where there is none; NaN before the first. */
  record Best(long step, double figure) {}

  final PrecodingNetwork model;
  final Optimizer optimizer;
  final LearningCurve curve;
  long step;
  /** Sums since the last point of the curve. */
  double measure;
  double gradientNorm;
  Best best = new Best(0, Double.NaN);

  /** Whether the step just done was followed by a validation. */
  boolean validatedNow;
  private final boolean validated;
  private final RunConfig run;
  private final List<TrainingRecord> earlier;
  private final TiedHeads tied;
  private Parameters bestWeights; // null before the first validation
  private JsonNode runTree; // null before the first note
  private long endedWith; // step whose weights the model got back, 0 where it has the last ones

  /** A state before the first step; {@code validated} says what the best is judged by. */
  TrainingState(PrecodingNetwork model, Optimizer optimizer, boolean validated, RunConfig run,
      TiedHeads tied) {
    this.model = model;
    this.optimizer = optimizer;
    this.curve = new LearningCurve(model.objective());
    this.validated = validated;
    this.run = run;
    this.tied = tied;
    this.earlier = earlier(model.provenance(), run);
  }

  /** The model's trainings but for this one, which a run that goes on has recorded already. */
  private static List<TrainingRecord> earlier(List<TrainingRecord> trainings, RunConfig run) {
    int last = trainings.size() - 1;
    return last >= 0 && run.difference(trainings.get(last).run()) == null ? trainings.subList(0, last) : trainings;
  }

  /** Writes this training into the model's provenance as it is now; one without a step is none. */
  void record() {
    List<TrainingRecord> trainings = new ArrayList<>(earlier);
    if (step > 0) {
      runTree = runTree == null ? run.toTree() : runTree;
      trainings.add(new TrainingRecord(runTree, step, endedWith));
    }
    model.setProvenance(trainings);
  }

  Objective objective() {
    return model.objective();
  }

  /** Makes the model whole while heads are tied: parts that others serve for get the weights of those. */
  void shareTiedHeads() {
    if (step <= run.training().untiedFrom()) {
      tied.share(model.parameters());
    }
  }

  /** What the model as it stands is judged by. */
  double figure() {
    return curve.latestFigure(validated);
  }

  /** Whether the model as it stands, with the curve's last point, is better than all before. */
  boolean isBest() {
    return objective().isBetter(figure(), best.figure);
  }

  /** Whether a training is to end with the weights of its best validation, and there was one. */
  boolean hasBestWeights() {
    return validated && best.step > 0;
  }

  /** Remembers the model as it stands as the best. */
  void keepBest() {
    best = new Best(step, figure());
    keepWeights();
  }

  /** Remembers the weights of {@link #best}, which the model has right now. */
  void keepWeights() {
    if (bestWeights == null) {
      bestWeights = new Parameters(model.parameters().precision());
      bestWeights.moveTo(model.parameters().device());
    }
    bestWeights.putAll(model.parameters());
  }

  /** Gives the model its best weights back, if validation has told which they are. */
  void restoreBest() {
    if (hasBestWeights()) {
      model.parameters().putAll(bestWeights);
      endedWith = best.step;
    } else {
      shareTiedHeads();
    }
    record();
  }

  /** Whatever ends the training, also an error, leaves a model that is whole and says what was done. */
  @Override
  public void close() {
    try {
      if (step > 0) {
        shareTiedHeads();
        record();
      }
    } finally {
      optimizer.close();
      if (bestWeights != null) {
        bestWeights.close();
      }
    }
  }
}
