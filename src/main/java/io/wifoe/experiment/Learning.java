package io.wifoe.experiment;

import ai.djl.Device;
import io.wifoe.model.Cep;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.training.LearningCurve;
import io.wifoe.training.Trainer;
import io.wifoe.training.Training;
import io.wifoe.training.TrainingSettings;
import io.wifoe.training.TrainingTask;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * How a scheme of section IV-C learns: the same tasks, channels and settings for all of them.
 *
 * @param settings of the training; CEP's two share the steps
 * @param device where it learns and stays
 * @param out directory in which a training that was left goes on, null for none
 * @param progress where progress lines go, null for nowhere
 */
record Learning(List<TrainingTask> tasks, TrainingSettings settings, Device device, Path out, PrintStream progress) {
  /**
   * Teaches a network to the last step, or closes it.
   *
   * @throws io.wifoe.training.InterruptedTrainingException if it was interrupted
   */
  LearningCurve of(PrecodingNetwork network) {
    return of(network, settings, out);
  }

  /**
   * The same for CEP: two thirds of the steps for the estimators, one third for the base station. Both learn apart for
   * each number of users, whatever the settings say of {@linkplain io.wifoe.training.TrainingSettings#tied ties}: what
   * does not learn, the base station's parts at first and the estimators after that, is not the same for all of them.
   */
  LearningCurve of(Cep cep) {
    long estimation = Schemes.stepsOfEstimation(settings.steps());
    of(cep.estimation(), settings.toBuilder().steps(estimation).tied(settings.tied() > 0 ? 1 : 0).build(),
        out == null ? null : out.resolve("estimation"));
    return of(cep.precoding(), settings.toBuilder().steps(Math.max(1, settings.steps() - estimation)).build(),
        out == null ? null : out.resolve("precoding"));
  }

  private LearningCurve of(PrecodingNetwork network, TrainingSettings own, Path directory) {
    try {
      Training<PrecodingNetwork> training = Trainer.pretrain(network).tasks(tasks).settings(own).device(device)
          .out(directory).progress(progress).run();
      training.finishedModel();
      return training.curve();
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }
}
