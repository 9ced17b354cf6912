package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.training.BatchSize;
import io.wifoe.training.LearningRate;
import io.wifoe.training.Scale;
import io.wifoe.training.TrainingSettings;
import java.io.PrintStream;

/**
 * What every learned scheme of a comparison gets alike: steps, samples, optimizer, SNR and seed.
 *
 * @param settings of each training; where a scheme has two, they share the steps
 * @param progress where progress lines go, null for nowhere
 */
public record SchemeBudget(TrainingSettings settings, PrintStream progress) {
  public SchemeBudget {
    Check.that(settings != null, "a budget needs settings, for example those of SchemeBudget.of(LAPTOP)");
  }

  /**
   * So many steps of so many samples at 10 dB, otherwise as the scale has it, with progress lines on standard output.
   *
   * @param batch samples of a step, of all numbers of users together
   */
  public static SchemeBudget of(Scale scale, long steps, int batch) {
    return new SchemeBudget(TrainingSettings.builder().scale(scale).steps(steps).batch(batch).build(), System.out);
  }

  /**
   * The steps of this scale at 10 dB, without progress lines. Every configuration gets as many samples a step, so that
   * a scheme that serves one task and one that serves nine learn as much of each.
   */
  public static SchemeBudget of(Scale scale) {
    LearningRate usual = LearningRate.cosine(ExperimentBudget.usualRate(scale), scale.learningRate().warmup());
    return new SchemeBudget(TrainingSettings.builder().scale(scale).learningRate(usual)
        .batch(BatchSize.perConfiguration(scale.batchPerConfiguration())).build(), null);
  }
}
