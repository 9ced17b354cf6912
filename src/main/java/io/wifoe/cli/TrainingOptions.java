package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.NativeEngine;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.BatchSize;
import io.wifoe.training.LearningCurve;
import io.wifoe.training.OptimizerSettings;
import io.wifoe.training.Rounds;
import io.wifoe.training.RunConfig;
import io.wifoe.training.Scale;
import io.wifoe.training.Start;
import io.wifoe.training.TaskWeights;
import io.wifoe.training.Trainer;
import io.wifoe.training.Training;
import io.wifoe.training.TrainingSettings;
import io.wifoe.training.TrainingTask;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands that train share. What an option does not say comes from the config file, if there is one. */
final class TrainingOptions {
  private static final Pattern SNR = Pattern.compile("([+-]?[0-9]{1,4}(?:\\.[0-9]{1,6})?)(?:\\.\\.([+-]?[0-9]{1,4}(?:\\.[0-9]{1,6})?))?");
  private static final long FIRST_SEED = 1;

  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Mixin private TaskOptions tasks;

  @Option(names = "--scale", paramLabel = "NAME", description = "smoke, laptop, workstation or paper: steps, batch, "
      + "learning rate and weight decay, and the sizes of a new model (default: laptop)")
  private String scale;

  @Option(names = "--snr", paramLabel = "DB",
      description = "of the training samples, for example 10, or 0..20 for a range drawn from (default: 10)")
  private String snr;

  @Option(names = "--steps", paramLabel = "N", description = "optimizer steps (default: the scale's)")
  private Long steps;

  @Option(names = "--batch", paramLabel = "N", description = "samples of a step, as many for each "
      + "configuration and at least one, the rest left out (default: the scale's)")
  private Integer batch;

  @Option(names = "--batch-per-configuration", paramLabel = "N",
      description = "samples of a step for each configuration, in place of --batch")
  private Integer batchPerConfiguration;

  @Option(names = "--shards", paramLabel = "N", description = "parts of a step that may run at the same time, each on "
      + "a core; another number gives another result (default: an even number of parts of at most 512 samples)")
  private Integer shards;

  @Option(names = "--threads", paramLabel = "N", description = "threads; they change the time taken and nothing else "
      + "(default: one for each shard, as far as there are processors)")
  private Integer threads;

  @Option(names = "--device", paramLabel = "NAME",
      description = "cpu, gpu, or gpu:1 for the second one (default: cpu)")
  private String device;

  @Option(names = "--seed", paramLabel = "N", description = "of weights, channels and noise (default: 1)")
  private Long seed;

  @Option(names = "--validate-every", paramLabel = "N", description = "steps between two measurements (default: 200)")
  private Long validateEvery;

  @Option(names = "--patience", paramLabel = "N",
      description = "ends the training after so many measurements without a new best (default: never)")
  private Integer patience;

  @Option(names = "--optimizer", paramLabel = "NAME", description = "muon for weight matrices and adam for the rest, "
      + "or adam for all (default: the scale's; adam at scale paper, otherwise muon)")
  private String optimizer;

  @Option(names = "--matmul-precision", paramLabel = "NAME", description = "how exactly a step multiplies matrices: "
      + "highest, or medium, as bfloat16 numbers where the processor has AVX512-BF16, as highest elsewhere (default: "
      + "the scale's; highest at scale paper, otherwise medium)")
  private String matmulPrecision;

  @Option(names = "--rate", paramLabel = "RATE", description = "highest learning rate, which rises over the first "
      + "steps and falls as a cosine; matrices take ten times that with muon (default: the scale's)")
  private Double rate;

  @Option(names = "--start", paramLabel = "NAME", description = "how new parts of a task begin: known-task, as "
      + "those of the model's tasks that serve its users best, carried over to its array, or where there are none as "
      + "with channels; channels, pilots and last layers as mixtures of users' channels; random (default: the "
      + "scale's; random at scale paper, otherwise known-task)")
  private String start;

  @Option(names = "--tied", paramLabel = "SHARE", description = "share of the steps in which one set of task-specific "
      + "parts serves all numbers of users of a task (default: the scale's; 0 at scale paper, otherwise 0.97)")
  private Double tied;

  @Option(names = "--workers", paramLabel = "N", description = "workers that take steps of their own, each with a "
      + "batch of its own, and agree every --local-steps steps (DiLoCo); one after the other here, at the same time "
      + "with --on (default: every step is taken together)")
  private Integer workers;

  @Option(names = "--local-steps", paramLabel = "N",
      description = "steps of each of the --workers in a round (default: " + Rounds.USUAL_STEPS + ")")
  private Long localSteps;

  @Option(names = "--load-balancing", paramLabel = "WEIGHT",
      description = "of the load-balancing loss of the experts (default: 0, as in the paper)")
  private Double loadBalancing;

  @Option(names = "--task-weights", paramLabel = "NAME",
      description = "uniform or size-proportional (default: uniform)")
  private String weights;

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
  record TrainingSummary(String run, String network, List<String> tasks, long steps, long ofSteps, long samples,
      double samplesPerSecond, Double sumRate, long parameters, String model) {}

  /** What the config file says; null without one. */
  RunConfig given() throws IOException {
    if (config != null && given == null) {
      given = RunConfig.read(config);
    }
    return given;
  }

  /** How many tasks there are to train. */
  int tasks() throws IOException {
    return tasks.named(given()).size();
  }

  /** Seed of a new model; null if the config file decides. */
  Long modelSeed() {
    return seed != null || config != null ? seed : Long.valueOf(FIRST_SEED);
  }

  /** Where progress goes. */
  PrintStream errors() {
    return ErrorStream.of(spec.commandLine().getErr());
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
  <M extends PrecodingNetwork> Training<M> run(Trainer<M> trainer, Integer samples) throws IOException {
    return run(trainer, samples, steps());
  }

  /** The same with other steps than the options say. */
  <M extends PrecodingNetwork> Training<M> run(Trainer<M> trainer, Integer samples, long steps) throws IOException {
    List<String> names = new ArrayList<>();
    Training<M> training = train(trainer, samples, steps, out, tied, names);
    show(training, names);
    return training;
  }

  /**
   * The first of a scheme's two trainings, in a folder of the run directory and without a result of its own. Parts that
   * are tied stay so to its end, since it is only a part of the training that is asked for.
   *
   * @return whether it has come to its end
   */
  <M extends PrecodingNetwork> boolean runFirst(Trainer<M> trainer, String folder, long steps) throws IOException {
    double share = tied != null ? tied : scale().tied();
    return !train(trainer, null, steps, out.resolve(folder), share > 0 ? 1.0 : 0.0, new ArrayList<>()).isInterrupted();
  }

  /** Steps that the options, the config file or the scale say. */
  long steps() throws IOException {
    return steps != null ? steps : given() != null && scale == null ? given().training().steps() : scale().steps();
  }

  /**
   * The task that is trained.
   *
   * @param why there may be no other
   * @throws IllegalArgumentException if there are several
   */
  TaskConfig onlyTask(String why) throws IOException {
    List<TaskConfig> named = tasks.named(given());
    Check.that(named.size() == 1, "%s, not for %s", why, named.stream().map(TaskConfig::name).toList());
    return named.get(0);
  }

  /** Half way between the lowest and the highest SNR of the training. */
  double middleSnrDb() throws IOException {
    SnrRange range = snr != null ? range(snr) : given() != null ? given().training().snr()
        : TrainingSettings.builder().build().snr();
    return range.middleDb();
  }

  private <M extends PrecodingNetwork> Training<M> train(Trainer<M> trainer, Integer samples, long steps,
      Path directory, Double shareTied, List<String> names) throws IOException {
    Check.that(batch == null || batchPerConfiguration == null,
        "--batch %s and --batch-per-configuration %s exclude each other", batch, batchPerConfiguration);
    if (given() != null) {
      trainer.settings(given().training());
    }
    if (given() == null || scale != null) {
      trainer.scale(scale());
    }
    if (snr != null) {
      trainer.snr(range(snr));
    }
    trainer.steps(steps);
    set(batch, size -> trainer.batch(size));
    set(batchPerConfiguration, size -> trainer.batch(BatchSize.perConfiguration(size)));
    set(shards, trainer::shards);
    set(threads, trainer::threads);
    set(device, name -> trainer.device(NativeEngine.device(name)));
    set(seed, trainer::seed);
    set(loadBalancing, trainer::loadBalancing);
    set(weights, name -> trainer.weights(TaskWeights.named(name)));
    set(validateEvery, trainer::validateEvery);
    set(patience, trainer::patience);
    set(optimizer, name -> trainer.optimizer(OptimizerSettings.named(name)));
    set(matmulPrecision, name -> trainer.matmulPrecision(MatmulPrecision.named(name)));
    set(rate, trainer::peakRate);
    set(start, name -> trainer.start(Start.parse(name)));
    set(shareTied, trainer::tied);
    Check.that(localSteps == null || workers != null, "--local-steps %s says how often --workers agree; give both",
        localSteps);
    set(workers, number -> trainer.rounds(Rounds.of(number, localSteps == null ? Rounds.USUAL_STEPS : localSteps)));
    PrintWriter err = spec.commandLine().getErr();
    for (TaskOptions.OpenedTask part : tasks.open(given(), seed, samples)) {
      TrainingTask task = new TrainingTask(part.task(), part.training(), part.heldOut(), part.recipe());
      trainer.task(task);
      names.add(task.task().name());
      err.println(task.task());
      err.println("  " + part.training());
    }
    err.flush();
    return trainer.out(directory).progress(errors()).run();
  }

  /** Calls a setter with an option that was given. */
  static <T> void set(T option, Consumer<T> setter) {
    if (option != null) {
      setter.accept(option);
    }
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

  private void show(Training<?> training, List<String> names) throws IOException {
    PrecodingNetwork model = training.model();
    Double sumRate = training.curve().last().map(LearningCurve.Point::training).orElse(null);
    long samples = training.curve().last().map(LearningCurve.Point::samples).orElse(0L);
    TrainingSummary result = new TrainingSummary(out.toString(), model.name(), names, training.steps(),
        training.settings().steps(), samples, training.samplesPerSecond(), sumRate, model.parameters().size(),
        out.resolve("model.safetensors").toString());
    PrintWriter print = spec.commandLine().getOut();
    if (json) {
      print.println(Json.line(result));
    } else {
      print.printf(Locale.ROOT, "%s, %,d parameters: %,d of %,d steps%s; %s%s%n", result.network, result.parameters,
          result.steps, result.ofSteps,
          sumRate == null ? "" : String.format(Locale.ROOT, ", %.3f bps/Hz in training", sumRate), result.model,
          training.isInterrupted() ? "; the same command goes on" : "");
    }
    print.flush();
  }
}
