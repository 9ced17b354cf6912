package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.training.LearningRate;
import io.wifoe.training.Start;
import io.wifoe.training.TrainingSettings;
import java.util.List;

/**
 * How the network of a cell learns, alike for every scheme of an experiment.
 *
 * @param settings of the training but for its highest learning rate and its seed
 * @param rates highest learning rates that are tried; the one that does best on validation users trains
 * @param trialSteps steps of each try
 * @param samples distinct training samples of each number of users, 0 for fresh ones without end
 */
public record CellTraining(TrainingSettings settings, List<Double> rates, long trialSteps, int samples) {
  public CellTraining {
    Check.that(settings != null && rates != null && !rates.isEmpty(), "a training needs settings and a learning rate");
    Check.that(trialSteps >= 1, "tries of %d steps tell nothing; the number starts at 1", trialSteps);
    Check.that(samples >= 0, "%d samples: the number is positive, or 0 for no limit", samples);
    rates = List.copyOf(rates);
  }

  /** The same with parts that begin otherwise. */
  CellTraining withStart(Start start) {
    return new CellTraining(settings.toBuilder().start(start).build(), rates, trialSteps, samples);
  }

  /** The settings of one try. */
  TrainingSettings trial(double rate, long seed) {
    return settings(rate, trialSteps, seed);
  }

  /** The settings of the training itself. */
  TrainingSettings training(double rate, long seed) {
    return settings(rate, settings.steps(), seed);
  }

  private TrainingSettings settings(double rate, long steps, long seed) {
    return settings.toBuilder().steps(steps).seed(seed)
        .learningRate(LearningRate.cosine(rate, LearningRate.usualWarmup(steps))).build();
  }
}
