package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.SplitShares;
import io.wifoe.task.Normalization;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.ChannelRecipe;
import io.wifoe.training.RunConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is trained on. What an option does not say comes from the config file, if there is one. */
final class TaskOptions {
  private static final long FIRST_SEED = 1;
  private static final double HELD_OUT = 0.1;

  @Option(names = {"--tasks", "--task"}, paramLabel = "LIST",
      description = "tasks of the paper's Table I such as T1..T9 or T1,T4, and task files such as mine.json")
  private String tasks;

  @Option(names = "--channels", paramLabel = "SOURCE", description = {
      "tr38901 for fresh channels of each task's own scenarios without end; or a set of channels, a file "
          + "or a generator as for evaluate, {task} standing for each task's name (default: "
          + ChannelRecipe.OWN_CHANNELS + ")"})
  private String channels;

  @Mixin private FileOptions file;

  @Mixin private AssumptionOptions assumptions;

  @Option(names = "--users", paramLabel = "RANGE",
      description = "of every task, for example 3..8 (default: the task's)")
  private String users;

  @Option(names = "--hold-out", paramLabel = "SHARE", description = "share of each task's users that is kept from "
      + "training and measured on the way; the model is then the best that was measured (default: 0.1)")
  private Double heldOut;

  /**
   * A task with its channels.
   *
   * @param heldOut channels of the validation, null for none
   */
  record OpenedTask(TaskConfig task, ChannelDataset training, ChannelDataset heldOut, ChannelRecipe recipe) {}

  /**
   * Opens the channels of all tasks.
   *
   * @param given what the config file says, null without one
   * @param seed of what is drawn, null for what the config file says
   * @param samples distinct samples of each number of users, 0 for no limit, null for what the config file says
   */
  List<OpenedTask> open(RunConfig given, Long seed, Integer samples) throws IOException {
    List<OpenedTask> parts = new ArrayList<>();
    for (RunConfig.Task task : tasks(given)) {
      ChannelRecipe recipe = recipe(task, seed, samples);
      if (!ChannelSource.isOfTask(recipe.channels())) {
        assumptions.requireNoneOfDrawing(recipe.channels());
      }
      parts.add(open(asTheyCome(task.task(), recipe.channels()), recipe));
    }
    return parts;
  }

  /**
   * A task whose channels may come from a generator without path gain: calibrated for such gains, they would be far
   * from those that other commands draw from it, so that they are not unless that is asked.
   */
  private TaskConfig asTheyCome(TaskConfig task, String source) {
    boolean calibrated = task.assumptions().normalization().kind() == Normalization.Kind.PAPER_CALIBRATED;
    return !calibrated || !ChannelSource.isWithoutPathGain(source.replace(ChannelSource.NAME_OF_TASK, task.name()))
        ? task : task.toBuilder().normalization(assumptions.normalizationOr(Normalization.NONE)).build();
  }

  /** Opens one task's channels as a recipe says. */
  static OpenedTask open(TaskConfig task, ChannelRecipe recipe) throws IOException {
    ChannelDataset training = ChannelSource.ofTask(task, recipe.channels(), recipe.layout(), recipe.seed());
    ChannelDataset heldOut = null;
    if (recipe.heldOut() > 0 && training.isEndless()) {
      heldOut = ChannelSource.ofTask(task, recipe.channels(), recipe.layout(), recipe.seed() + 1)
          .normalized(training.normalization());
    } else if (recipe.heldOut() > 0) {
      ChannelDataset.Split split = training.split(SplitShares.heldOut(recipe.heldOut()), recipe.seed());
      training = split.training();
      heldOut = split.validation();
    }
    return new OpenedTask(task,
        recipe.samples() == 0 ? training : training.fixedSamples(recipe.samples(), recipe.seed()), heldOut, recipe);
  }

  /** The tasks that the options or the config file name. */
  List<TaskConfig> named(RunConfig given) throws IOException {
    return tasks(given).stream().map(RunConfig.Task::task).toList();
  }

  private List<RunConfig.Task> tasks(RunConfig given) throws IOException {
    List<RunConfig.Task> list;
    if (tasks != null) {
      list = TaskList.parse(tasks).stream().map(task -> new RunConfig.Task(task, null, null, null)).toList();
    } else {
      Check.that(given != null, "say which tasks to train with --tasks, for example --tasks T1..T9");
      list = given.tasks();
    }
    return list.stream()
        .map(part -> new RunConfig.Task(changed(part.task()), part.channels(), null, part.recipe())).toList();
  }

  private TaskConfig changed(TaskConfig task) {
    TaskConfig changed = assumptions.of(task);
    if (users == null) {
      return changed;
    }
    List<Integer> sizes = NumberLists.whole("--users", users);
    int first = sizes.get(0);
    int last = sizes.get(sizes.size() - 1);
    Check.that(sizes.size() == last - first + 1, "--users %s has gaps; a task serves a range such as 3..8", users);
    return changed.toBuilder().users(first, last).build();
  }

  private ChannelRecipe recipe(RunConfig.Task part, Long seed, Integer samples) {
    ChannelRecipe before = part.recipe();
    Check.that(channels != null || tasks != null || before != null, "the config does not say how to open the channels "
        + "of %s (%s); say it with --channels", part.task().name(),
        part.channels() == null ? "unknown" : part.channels().source());
    String source = channels != null || before == null ? channels : before.channels();
    return new ChannelRecipe(source == null ? ChannelRecipe.OWN_CHANNELS : source,
        seed != null ? seed : before != null ? before.seed() : FIRST_SEED,
        samples != null ? samples : before != null ? before.samples() : 0,
        heldOut != null ? heldOut : before != null ? before.heldOut() : HELD_OUT,
        file.layout() != null ? file.layout() : before != null ? before.layout() : null);
  }
}
