package io.wifoe.cli;

import io.wifoe.model.WiFoE;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.training.Trainer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wifoe pretrain}: Algorithm 1. */
@Command(name = "pretrain", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Trains one model on all configurations of some tasks (Algorithm 1). Ctrl-C ends the step and keeps it; after "
        + "that, as after a crash, the same command goes on to the same result. A checkpoint is kept every 2 minutes."})
final class PretrainCommand implements Callable<Integer> {
  @Mixin private TrainingOptions options;

  @Option(names = "--quantizer", paramLabel = "NAME", description = "gradient in place of the sign's: clipped, "
      + "annealed-tanh or soft-to-hard (default: clipped)", converter = QuantizerConverter.class)
  private SignQuantizer quantizer;

  @Option(names = "--heads-per-task", description = "one set of task-specific parts for all numbers of users of a task")
  private boolean headsPerTask;

  @Override
  public Integer call() throws IOException {
    WiFoE.Builder sizes = options.given() == null || options.isScaleGiven() ? options.scale().model()
        : options.given().untrained();
    if (options.modelSeed() != null) {
      sizes.seed(options.modelSeed());
    }
    if (quantizer != null) {
      sizes.quantizer(quantizer);
    }
    if (headsPerTask) {
      sizes.headsPerTask(true);
    }
    try (WiFoE model = sizes.build()) {
      options.run(Trainer.pretrain(model), null);
      return 0;
    }
  }
}
