package io.wifoe.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.Check;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.task.Multipath;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.ChannelRecipe;
import io.wifoe.training.LearningCurve;
import io.wifoe.training.Pretraining;
import io.wifoe.training.RunConfig;
import io.wifoe.training.Scale;
import io.wifoe.training.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands that train share. What an option does not say comes from the config file, if there is one. */
final class TrainingOptions {
  private static final Pattern SNR = Pattern.compile("([+-]?[0-9.]{1,9}?)(?:\\.\\.([+-]?[0-9.]{1,9}))?");
  private static final String OWN_CHANNELS = "tr38901:reading=quadriga-like";
  private static final long FIRST_SEED = 1;

  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = {"--tasks", "--task"}, paramLabel = "LIST",
      description = "tasks of the paper's Table I such as T1..T9 or T1,T4, and task files such as mine.json")
  private String tasks;

  @Option(names = "--channels", paramLabel = "SOURCE", description = {
      "tr38901:reading=NAME for fresh channels of each task's own scenarios without end; or a set of channels, a file "
          + "or a generator as for evaluate, {task} standing for each task's name (default: " + OWN_CHANNELS + ")"})
  private String channels;

  @Option(names = "--multipath", paramLabel = "NAME",
      description = "of every task: full or dominant-N, the N strongest clusters with one ray each")
  private String multipath;

  @Option(names = "--users", paramLabel = "RANGE",
      description = "of every task, for example 3..8 (default: the task's)")
  private String users;

  @Option(names = "--scale", paramLabel = "NAME", description = "smoke, laptop, workstation or paper: steps, batch, "
      + "learning rate and weight decay, and the sizes of a new model (default: laptop)")
  private String scale;

  @Option(names = "--snr", paramLabel = "DB",
      description = "of the training samples, for example 10, or 0..20 for a range drawn from (default: 10)")
  private String snr;

  @Option(names = "--steps", paramLabel = "N", description = "optimizer steps (default: the scale's)")
  private Long steps;

  @Option(names = "--batch", paramLabel = "N", description = "samples of a step (default: the scale's)")
  private Integer batch;

  @Option(names = "--threads", paramLabel = "N", description = "threads; they change the time taken and nothing else "
      + "(default: as many as there are, at most 2)")
  private Integer threads;

  @Option(names = "--seed", paramLabel = "N", description = "of weights, channels and noise (default: 1)")
  private Long seed;

  @Option(names = "--config", paramLabel = "FILE",
      description = "starts from a run's config.json; options that are given replace what it says")
  private Path config;

  @Option(names = "--out", required = true, paramLabel = "DIR",
      description = "the run directory; the same command goes on with a run that was left")
  private Path out;

  @Option(names = "--json", description = "print one JSON object and nothing else on standard output")
  private boolean json;

  private RunConfig given;

  /**
   * The result of a training; the names are those of the JSON.
   *
   * @param steps steps done of {@code ofSteps}
   * @param sumRate mean training sum rate at the end in bps/Hz; null before the first step
   */
  record Result(String run, String network, List<String> tasks, long steps, long ofSteps, long samples,
      double samplesPerSecond, Double sumRate, long parameters, String model) {}

  /** What the config file says; null without one. */
  RunConfig given() throws IOException {
    if (config != null && given == null) {
      given = RunConfig.read(config);
    }
    return given;
  }

  /** Seed of a new model; null if the config file decides. */
  Long modelSeed() {
    return seed != null || config != null ? seed : Long.valueOf(FIRST_SEED);
  }

  Scale scale() {
    return scale == null ? Scale.LAPTOP : Scale.named(scale);
  }

  boolean isScaleGiven() {
    return scale != null;
  }

  /**
   * Fills in a training and runs it.
   *
   * @param samples distinct samples of each number of users, 0 for no limit, null for what the config file says
   */
  int run(Pretraining training, Integer samples) throws IOException {
    if (given() != null) {
      training.settings(given().training());
    }
    if (given() == null || scale != null) {
      training.scale(scale());
    }
    if (snr != null) {
      SnrRange range = range(snr);
      training.snrDb(range.minDb(), range.maxDb());
    }
    if (steps != null) {
      training.steps(steps);
    }
    if (batch != null) {
      training.batch(batch);
    }
    if (threads != null) {
      training.threads(threads);
    }
    if (seed != null) {
      training.seed(seed);
    }
    List<String> names = new ArrayList<>();
    PrintWriter err = spec.commandLine().getErr();
    if (given() != null && !given().validation().tasks().isEmpty()) {
      err.println("wifoe: the validation of " + config + " is left out");
    }
    for (RunConfig.Task part : tasks()) {
      TaskConfig task = part.task();
      ChannelRecipe recipe = recipe(part, samples);
      ChannelDataset data = ChannelSource.ofTask(task, recipe.channels(), recipe.seed());
      data = recipe.samples() == 0 ? data : data.fixedSamples(recipe.samples(), recipe.seed());
      training.task(task, data, recipe);
      names.add(task.name());
      err.println(task);
      err.println("  " + data);
    }
    err.flush();
    show(training.out(out).progress(ErrorStream.of(err)).run(), names);
    return 0;
  }

  private List<RunConfig.Task> tasks() throws IOException {
    List<RunConfig.Task> list;
    if (tasks != null) {
      list = TaskList.parse(tasks).stream().map(task -> new RunConfig.Task(task, null, null)).toList();
    } else {
      Check.that(given() != null, "say which tasks to train with --tasks, for example --tasks T1..T9");
      list = given().tasks();
    }
    return list.stream().map(part -> new RunConfig.Task(changed(part.task()), part.channels(), part.recipe())).toList();
  }

  private TaskConfig changed(TaskConfig task) {
    TaskConfig changed = multipath == null ? task
        : task.toBuilder().multipath(Multipath.parse(multipath)).build();
    if (users == null) {
      return changed;
    }
    List<Integer> sizes = NumberLists.whole("--users", users);
    int first = sizes.get(0);
    int last = sizes.get(sizes.size() - 1);
    Check.that(sizes.size() == last - first + 1, "--users %s has gaps; a task serves a range such as 3..8", users);
    return changed.toBuilder().users(first, last).build();
  }

  private ChannelRecipe recipe(RunConfig.Task part, Integer samples) {
    ChannelRecipe before = part.recipe();
    Check.that(channels != null || tasks != null || before != null, "%s does not say how to open the channels of %s "
        + "(%s); say it with --channels", config, part.task().name(), part.channels());
    String source = channels != null || before == null ? channels : before.channels();
    return new ChannelRecipe(source == null ? OWN_CHANNELS : source,
        seed != null ? seed : before != null ? before.seed() : FIRST_SEED,
        samples != null ? samples : before != null ? before.samples() : 0);
  }

  private static SnrRange range(String text) {
    Matcher matcher = SNR.matcher(text.strip());
    try {
      Check.that(matcher.matches(), "--snr \"%s\" is not a number or a range such as 0..20", text);
      double first = Double.parseDouble(matcher.group(1));
      return matcher.group(2) == null ? SnrRange.of(first)
          : new SnrRange(first, Double.parseDouble(matcher.group(2)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--snr \"" + text + "\" is not a number or a range such as 0..20", e);
    }
  }

  private void show(Training training, List<String> names) throws IOException {
    PrecodingNetwork model = training.model();
    Double sumRate = training.curve().last().map(LearningCurve.Point::sumRate).orElse(null);
    long samples = training.curve().last().map(LearningCurve.Point::samples).orElse(0L);
    Result result = new Result(out.toString(), model.name(), names, training.steps(), training.config().steps(),
        samples, training.samplesPerSecond(), sumRate, model.parameters().size(),
        out.resolve("model.safetensors").toString());
    PrintWriter print = spec.commandLine().getOut();
    if (json) {
      print.println(new ObjectMapper().writeValueAsString(result));
    } else {
      print.printf(Locale.ROOT, "%s, %,d parameters: %,d of %,d steps%s; %s%n", result.network, result.parameters,
          result.steps, result.ofSteps,
          sumRate == null ? "" : String.format(Locale.ROOT, ", %.3f bps/Hz in training", sumRate), result.model);
    }
    print.flush();
  }
}
