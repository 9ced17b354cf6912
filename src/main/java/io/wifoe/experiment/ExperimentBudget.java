package io.wifoe.experiment;

import io.wifoe.nn.MatmulPrecision;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.BatchSize;
import io.wifoe.training.LearningRate;
import io.wifoe.training.Scale;
import io.wifoe.training.Start;
import io.wifoe.training.TrainingSettings;
import java.util.List;

/**
 * What an experiment costs at a scale, whose many trainings are shorter than one alone.
 *
 * @param steps of each training
 * @param samplesOfAStep training samples of each configuration and step
 * @param seeds networks of each kind
 * @param testSamples test samples of each number of users and SNR
 * @param maxUsers the largest number of users K; the smallest is the task's
 */
record ExperimentBudget(long steps, int samplesOfAStep, int seeds, int testSamples, int maxUsers) {
  /** Each of three tries a tenth of the training. */
  private static final double SHARE_OF_A_TRIAL = 0.1;
  /** The paper's seven tenths of 300,000. */
  private static final int SAMPLES_OF_THE_PAPER = 210_000;
  private static final int ALL_USERS = 8;

  /** Each number of users of the paper and the scale's own samples of a step. */
  static ExperimentBudget of(Scale scale, long steps, int seeds, int testSamples) {
    return new ExperimentBudget(steps, scale.batchPerConfiguration(), seeds, testSamples, ALL_USERS);
  }

  /** Everything runs and next to nothing is learned. */
  static ExperimentBudget smoke(long steps, int maxUsers) {
    return new ExperimentBudget(steps, Scale.SMOKE.batchPerConfiguration(), 1, 20, maxUsers);
  }

  /** A task with no more users than this budget has. */
  TaskConfig limited(TaskConfig task) {
    return task.maxUsers() <= maxUsers ? task : task.toBuilder().users(task.minUsers(), maxUsers).build();
  }

  /**
   * How every network learns.
   *
   * @param otherSteps of the training, null for the budget's
   * @param rates learning rates to try; empty for the usual one, half and twice as much
   */
  CellTraining training(Scale scale, Long otherSteps, SnrRange snr, List<Double> rates, int samples) {
    long all = otherSteps != null ? otherSteps : steps;
    double usual = usualRate(scale);
    TrainingSettings settings = TrainingSettings.builder().scale(scale)
        .learningRate(LearningRate.cosine(usual, scale.learningRate().warmup())).steps(all).snr(snr)
        .start(scale.start() == Start.RANDOM ? Start.RANDOM : Start.CHANNELS) // alike for every scheme
        .batch(BatchSize.perConfiguration(samplesOfAStep))
        .matmulPrecision(MatmulPrecision.HIGHEST).build(); // cells of machines of several kinds stand side by side
    return new CellTraining(settings, rates.isEmpty() ? List.of(usual / 2, usual, 2 * usual) : rates,
        Math.max(1, Math.round(all * SHARE_OF_A_TRIAL)),
        samples == 0 && scale == Scale.PAPER ? SAMPLES_OF_THE_PAPER : samples);
  }

  /** In the middle of the rates that every network tries; steps of hours have smaller batches here than alone. */
  static double usualRate(Scale scale) {
    return scale == Scale.WORKSTATION ? 1.5e-3 : scale.learningRate().peak();
  }
}
