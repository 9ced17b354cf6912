package io.wifoe.training;

import io.wifoe.Check;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.task.Configuration;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Algorithm 1: one model learns all configurations of all tasks. A fluent builder; {@link #run} trains.
 *
 * <pre>{@code
 * var trained = Pretraining.of(model).task(T8, split.training()).snrDb(10).steps(3_000).batch(256).run();
 * }</pre>
 */
public final class Pretraining {
  private static final int SAMPLES_OF_A_SHARD = 512;

  private final PrecodingNetwork model;
  private final Map<TaskConfig, ChannelDataset> tasks = new LinkedHashMap<>();
  private final Map<TaskConfig, ChannelRecipe> recipes = new LinkedHashMap<>();
  private final Map<TaskConfig, ChannelDataset> heldOut = new LinkedHashMap<>();
  private long validateEvery = 200;
  private int patience;
  private long steps;
  private int batch;
  private SnrRange snr = SnrRange.of(10);
  private LearningRate learningRate;
  private double weightDecay;
  private double clip = 1;
  private double balance;
  private TaskWeights weights = TaskWeights.UNIFORM;
  private int shards;
  private int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
  private long seed = 1;
  private PrintStream progress = System.out;
  private LongConsumer stepListener = step -> {};
  private String start;
  private Path out;
  private CheckpointSchedule checkpoints = new CheckpointSchedule(0, Duration.ofMinutes(2));

  private Pretraining(PrecodingNetwork model) {
    this.model = model;
    scale(Scale.LAPTOP);
  }

  /** A training of this model, which goes on from the weights it has. */
  public static Pretraining of(PrecodingNetwork model) {
    return new Pretraining(model);
  }

  /** Adds a task with the channels to train on; every number of users of the task becomes a configuration. */
  public Pretraining task(TaskConfig task, ChannelDataset channels) {
    Check.that(task.antennas() == channels.antennas(),
        "channels of %d antennas do not fit %s", channels.antennas(), task);
    tasks.put(task, channels);
    return this;
  }

  /** Adds a task, and keeps in the run's config how its channels can be opened again. */
  public Pretraining task(TaskConfig task, ChannelDataset channels, ChannelRecipe recipe) {
    recipes.put(task, recipe);
    return task(task, channels);
  }

  /** All settings at once, for example those of a {@link RunConfig}. */
  public Pretraining settings(TrainingConfig config) {
    this.steps = config.steps();
    this.batch = config.batch();
    this.snr = config.snr();
    this.learningRate = config.learningRate();
    this.weightDecay = config.weightDecay();
    this.clip = config.clip();
    this.balance = config.balance();
    this.weights = config.weights();
    this.shards = config.shards();
    this.threads = config.threads();
    this.seed = config.seed();
    return this;
  }

  /**
   * Measures on these held-out channels of a task too, see {@link #validateEvery}; the training then ends with the
   * weights of its best measurement and not with the last.
   */
  public Pretraining validation(TaskConfig task, ChannelDataset channels) {
    heldOut.put(task, channels);
    return this;
  }

  /** Steps between two measurements of {@link #validation}; 200 unless set. */
  public Pretraining validateEvery(long steps) {
    this.validateEvery = steps;
    return this;
  }

  /** Ends the training after so many measurements without a new best; never unless set. */
  public Pretraining patience(int measurements) {
    this.patience = measurements;
    return this;
  }

  /** Batch, steps, learning rate and weight decay of a scale; {@link Scale#LAPTOP} unless set. */
  public Pretraining scale(Scale scale) {
    return batch(scale.batch()).steps(scale.steps()).learningRate(scale.learningRate())
        .weightDecay(scale.weightDecay());
  }

  /** Optimizer steps. */
  public Pretraining steps(long steps) {
    this.steps = steps;
    return this;
  }

  /** Training samples of a step, as many for each configuration and at least one; the rest is left out. */
  public Pretraining batch(int samples) {
    this.batch = samples;
    return this;
  }

  /** Signal-to-noise ratio of training in dB; 10 unless set. */
  public Pretraining snrDb(double snrDb) {
    this.snr = SnrRange.of(snrDb);
    return this;
  }

  /** Every sample's signal-to-noise ratio is drawn between these, uniform in dB. */
  public Pretraining snrDb(double min, double max) {
    this.snr = new SnrRange(min, max);
    return this;
  }

  /** Learning rate over the steps. */
  public Pretraining learningRate(LearningRate rate) {
    this.learningRate = rate;
    return this;
  }

  /** L2 coefficient, 0 for none. */
  public Pretraining weightDecay(double coefficient) {
    this.weightDecay = coefficient;
    return this;
  }

  /** Largest norm of the gradient; 1 unless set. */
  public Pretraining clip(double norm) {
    this.clip = norm;
    return this;
  }

  /** Weight of the load-balancing loss of {@link io.wifoe.nn.LoadBalancing}; 0 unless set, as in the paper. */
  public Pretraining loadBalancing(double weight) {
    this.balance = weight;
    return this;
  }

  /** How tasks are weighted in the loss; {@link TaskWeights#UNIFORM} unless set. */
  public Pretraining weights(TaskWeights weights) {
    this.weights = weights;
    return this;
  }

  /**
   * Parts of a step that may run at the same time; unless set, an even number of parts of at most 512 samples. Smaller
   * ones cost more calls and more sums of gradients. Another number gives other samples and another rounding.
   */
  public Pretraining shards(int shards) {
    Check.that(shards >= 1, "%d shards: the number starts at 1", shards);
    this.shards = shards;
    return this;
  }

  /**
   * Threads for the shards, of which one works alone where that is faster; the result does not depend on it. As many as
   * the machine has, at most 2, unless set; more than {@link #shards} have nothing to do.
   */
  public Pretraining threads(int threads) {
    this.threads = threads;
    return this;
  }

  /** Seed of samples and noise; 1 unless set. */
  public Pretraining seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** Where the progress line goes; standard output unless set, null for nowhere. */
  public Pretraining progress(PrintStream out) {
    this.progress = out;
    return this;
  }

  /** Is told the number of steps done after each of them; what it does belongs to the training's time. */
  public Pretraining onStep(LongConsumer listener) {
    this.stepListener = listener;
    return this;
  }

  /** What the model is before its first step, where its sizes and seed do not tell; part of the run's identity. */
  Pretraining start(String weights) {
    this.start = weights;
    return this;
  }

  /**
   * Keeps the run in a directory: config, metrics, checkpoints and the trained model. The same training with the same
   * directory goes on where it was left, after an interrupt as after a crash, and ends with the same weights to the
   * last bit. Nothing is kept unless this is set.
   */
  public Pretraining out(Path directory) {
    this.out = directory;
    return this;
  }

  /** A checkpoint after so many steps. */
  public Pretraining checkpointEvery(long steps) {
    this.checkpoints = new CheckpointSchedule(steps, Duration.ZERO);
    return this;
  }

  /** A checkpoint after so much time; 2 minutes unless set. */
  public Pretraining checkpointEvery(Duration time) {
    this.checkpoints = new CheckpointSchedule(0, time);
    return this;
  }

  /**
   * Trains until the last step or until the thread is interrupted; after an interrupt the step in hand is finished and
   * the model so far is returned; the end of the process (Ctrl-C) does the same to a training with a directory.
   *
   * @throws IllegalArgumentException if there is no task or a setting breaks its rule
   * @throws ArithmeticException if the sum rate is no number any more; the model keeps the weights of the step before
   * @throws UncheckedIOException if the directory cannot be written, is in use or belongs to a run with another config;
   *     the message says so, and the last good checkpoint is untouched
   */
  public Training run() {
    Check.that(!tasks.isEmpty(), "a training needs at least one task, for example .task(T8, channels)");
    TrainingConfig config = new TrainingConfig(steps, batch, snr, learningRate, weightDecay, clip, balance, weights,
        shards > 0 ? shards : usualShards(), threads, seed);
    Map<Configuration, ChannelDataset> data = configurations(tasks);
    Check.that(data.keySet().containsAll(configurations(heldOut).keySet()),
        "validation is of the tasks that are trained on; %s is not", heldOut.keySet());
    model.addHeads(data.keySet());
    RunConfig run = RunConfig.of(model, RunConfig.describe(tasks, recipes), config,
        new RunConfig.Held(RunConfig.describe(heldOut, Map.of()), validateEvery, patience), start);
    model.addProvenance("training", run.toJson());
    try {
      try (Recorder recorder = out == null ? Recorder.NONE : RunDirectory.open(out, run, checkpoints)) {
        return new TrainingLoop(model, config, data, new Validation(configurations(heldOut), validateEvery, patience),
            recorder, progress, stepListener).run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private int usualShards() {
    int pairs = (batch + 2 * SAMPLES_OF_A_SHARD - 1) / (2 * SAMPLES_OF_A_SHARD);
    return Math.max(1, Math.min(batch, 2 * pairs));
  }

  private static Map<Configuration, ChannelDataset> configurations(Map<TaskConfig, ChannelDataset> tasks) {
    Map<Configuration, ChannelDataset> data = new LinkedHashMap<>();
    tasks.forEach((task, channels) -> task.configurations().forEach(c -> data.put(c, channels)));
    return data;
  }
}
