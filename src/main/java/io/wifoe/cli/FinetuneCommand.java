package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.model.AnyArray;
import io.wifoe.model.WiFoE;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.StoredRun;
import io.wifoe.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wifoe finetune}: Algorithm 2. */
@Command(name = "finetune", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Teaches a pretrained model further tasks: new task-specific parts learn on its frozen trunk (Algorithm 2). "
        + "They begin as those of a task that the model knows, carried over to the new array (--start), and those of a "
        + "model for any array as the task's array gives them."})
final class FinetuneCommand implements Callable<Integer> {
  private static final long SEED_OF_RANDOM_TRUNK = 1;

  @Option(names = "--from", required = true, paramLabel = "RUN|FILE|NAME", description = "the pretrained model: a run "
      + "directory, a model's file, a checkpoint or a shipped model such as compact-group1")
  private Path from;

  @Option(names = "--samples", paramLabel = "N", description = {
      "how many distinct samples H = [h_1 .. h_K] there are to train on for each task and each number of users K; "
          + "every step draws from them (default: fresh samples without end)"})
  private Integer samples;

  @Option(names = "--full", description = "the trunk learns too")
  private boolean full;

  @Option(names = "--random-trunk",
      description = "a frozen trunk of the same sizes that was never trained, a baseline of the paper's Fig. 4")
  private boolean randomTrunk;

  @Mixin private TrainingOptions options;

  @Override
  public Integer call() throws IOException {
    Check.that(!full || !randomTrunk, "--full and --random-trunk exclude each other; the one trains the trunk of "
        + "--from, the other freezes one that was never trained");
    Check.that(samples == null || samples >= 1, "--samples %d: a training needs at least one", samples);
    try (WiFoE pretrained = pretrained()) {
      if (randomTrunk) {
        long seed = options.modelSeed() != null ? options.modelSeed() : SEED_OF_RANDOM_TRUNK;
        try (WiFoE untrained = WiFoE.builder(pretrained.config()).seed(seed).build()) {
          return run(Trainer.fineTune(untrained));
        }
      }
      return run(full ? Trainer.fineTuneFully(pretrained) : Trainer.fineTune(pretrained));
    }
  }

  private WiFoE pretrained() throws IOException {
    if (!AnyArray.isIn(StoredRun.file(from))) {
      return StoredRun.model(from);
    }
    TaskConfig task = options.onlyTask("a model for any array becomes one for a single task");
    try (AnyArray any = StoredRun.anyArray(from)) {
      return any.headsFor(task, options.middleSnrDb());
    }
  }

  private int run(Trainer<WiFoE> trainer) throws IOException {
    options.run(trainer, samples).model().close();
    return 0;
  }
}
