package io.wifoe.training;

import ai.djl.Device;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.FrozenTrunk;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.NativeEngine;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Trains a network: Algorithm 1 by {@link #pretrain}, Algorithm 2 by {@link #fineTune}. A fluent builder; {@link #run}
 * trains. The numbered lines of both algorithms stand where they happen, most of them in {@link TrainingStep}.
 *
 * <pre>{@code
 * var trained = Trainer.pretrain(model).task(T8, split.training()).snrDb(10).steps(3_000).batch(256).run();
 * var tuned = Trainer.fineTune(model).task(T10, channels.fixedSamples(2_000, 1)).snrDb(10).run();
 * }</pre>
 *
 * @param <M> kind of network
 */
public final class Trainer<M extends PrecodingNetwork> extends SettingsBuilder<Trainer<M>> {
  /** Fewer would leave gaps in the sector, more would make no difference. */
  private static final int USERS_OF_A_START = 64;
  /** So many tell tasks apart whose sum rates differ by a few hundredths. */
  private static final int SAMPLES_OF_A_CHOICE = 128;

  private final Supplier<M> start;
  private final Function<M, PrecodingNetwork> learner;
  private final boolean copies;
  private final List<TrainingTask> tasks = new ArrayList<>();
  private PrintStream progress = System.out;
  private Consumer<TrainingState> afterStep; // null for nobody
  private Path out;
  private ShardWorkers workers; // null for this process's threads
  private Device device; // null for where the network is
  private CheckpointSchedule checkpoints = new CheckpointSchedule(0, Duration.ofMinutes(2));

  private Trainer(Supplier<M> start, Function<M, PrecodingNetwork> learner, boolean copies) {
    this.start = start;
    this.learner = learner;
    this.copies = copies;
  }

  /**
   * Algorithm 1: one model learns all configurations of all tasks. It is the model itself that learns, from the weights
   * it has; what the scheme says is {@linkplain PrecodingNetwork#isTrainable trainable} moves.
   */
  public static <M extends PrecodingNetwork> Trainer<M> pretrain(M model) {
    return new Trainer<>(() -> model, network -> network, false);
  }

  /**
   * Algorithm 2: a copy of a pretrained model learns tasks that it has not seen; the model itself stays as it is. New
   * task-specific parts begin as {@link #start} says, unless set otherwise as those of a task that the model knows, and
   * learn on the frozen trunk, which keeps its bits, and so does everything else that the model serves. Close what
   * {@link Training#model} gives.
   *
   * <p>The baseline "random init + fine-tune" of Fig. 4 is the same on a trunk that was never trained,
   * {@code Trainer.fineTune(WiFoE.builder(pretrained.config()).seed(2).build())}.
   */
  public static Trainer<WiFoE> fineTune(WiFoE pretrained) {
    return new Trainer<>(pretrained::copy, FrozenTrunk::new, true); // line 2 of Algorithm 2
  }

  /** As {@link #fineTune}, but the trunk learns too, and the tasks of the pretraining are not rehearsed. */
  public static Trainer<WiFoE> fineTuneFully(WiFoE pretrained) {
    return new Trainer<>(pretrained::copy, network -> network, true);
  }

  @Override
  Trainer<M> self() {
    return this;
  }

  /** Adds a task with the channels to train on; every number of users of the task becomes a configuration. */
  public Trainer<M> task(TaskConfig task, ChannelDataset channels) {
    return task(TrainingTask.of(task, channels));
  }

  /**
   * Adds a task.
   *
   * @throws IllegalArgumentException if there is one of this name already
   */
  public Trainer<M> task(TrainingTask task) {
    Check.that(tasks.stream().noneMatch(other -> other.task().name().equals(task.task().name())),
        "task %s is given twice; a model finds its parts by the task's name, so each needs a name of its own",
        task.task().name());
    tasks.add(task);
    return this;
  }

  /** Adds several tasks. */
  public Trainer<M> tasks(List<TrainingTask> several) {
    several.forEach(this::task);
    return this;
  }

  /**
   * Brings the network to a device, {@code cpu()} or {@code gpu()}, to learn there and stay there; it learns where it
   * is unless this is set. A run that was begun on one device goes on on another. Sums on a GPU are added in an order
   * of its own, so that two trainings there agree in their first digits only.
   *
   * @throws IllegalArgumentException if the engine does not see that GPU
   */
  public Trainer<M> device(Device where) {
    this.device = NativeEngine.usable(where);
    return this;
  }

  /**
   * Has other processes differentiate the shards of each step, or be the workers of {@linkplain #rounds rounds}; this
   * one adds what they give and steps, and ends with the same bits as alone at the same number of shards. Processors
   * that are not of one kind may round otherwise. For WiFo-E's networks, without parts for other tasks, and those for
   * any array, on channels drawn from their tasks' scenarios whose tasks say how ({@link TrainingTask#recipe}).
   */
  public Trainer<M> on(ShardWorkers others) {
    this.workers = others;
    return this;
  }

  /** Where the progress line goes; standard output unless set, null for nowhere. */
  public Trainer<M> progress(PrintStream out) {
    this.progress = out;
    return this;
  }

  /**
   * Is told the number of steps done after each of them, when the model says so too and each number of users has the
   * parts that serve it; what that and the listener take belongs to the training's time. Null for nobody.
   */
  public Trainer<M> onStep(LongConsumer listener) {
    this.afterStep = listener == null ? null : state -> {
      state.shareTiedHeads();
      state.record();
      listener.accept(state.step);
    };
    return this;
  }

  /**
   * As {@link #onStep}, for who measures time and does not look at the model, in which parts that are tied serve the
   * smallest number of users alone.
   */
  public Trainer<M> clock(LongConsumer listener) {
    this.afterStep = listener == null ? null : state -> listener.accept(state.step);
    return this;
  }

  /**
   * Keeps the run in a directory: config, metrics, checkpoints and the trained model. The same training with the same
   * directory goes on where it was left, after an interrupt as after a crash, and ends with the same weights to the
   * last bit. It is the same if tasks, settings and objective are, what is trainable, and the weights: those it once
   * began with or those it was left with. With {@linkplain #matmulPrecision precision} medium the last bits are those
   * of one kind of processor; where it goes on on another, a line says so. Nothing is kept unless this is set.
   */
  public Trainer<M> out(Path directory) {
    this.out = directory;
    return this;
  }

  /** A checkpoint after so many steps. */
  public Trainer<M> checkpointEvery(long steps) {
    this.checkpoints = new CheckpointSchedule(steps, Duration.ZERO);
    return this;
  }

  /** A checkpoint after so much time; 2 minutes unless set. */
  public Trainer<M> checkpointEvery(Duration time) {
    this.checkpoints = new CheckpointSchedule(0, time);
    return this;
  }

  /**
   * Trains until the last step or until the thread is interrupted; after an interrupt the step in hand is finished and
   * the model so far is returned; the end of the process (Ctrl-C) does the same to a training with a directory.
   *
   * @throws IllegalArgumentException if there is no task or a setting breaks its rule
   * @throws ArithmeticException if the objective is no number any more; the model keeps the weights of the step before
   * @throws UncheckedIOException if the directory cannot be written, is in use or belongs to another run; the message
   *     says so, and the last good checkpoint is untouched
   */
  public Training<M> run() {
    Check.that(!tasks.isEmpty(), "a training needs at least one task, for example .task(T8, channels)");
    Map<Configuration, ChannelDataset> data = configurations(TrainingTask::channels);
    TrainingSettings settings = settings().resolved(data.size());
    Check.that(settings.patience() == 0 || tasks.stream().anyMatch(task -> task.validation() != null), "a patience of "
        + "%d measurements needs users to measure on; hold some out for a task, .withValidation(channels), or set no "
        + "patience", settings.patience());
    M model = start.get();
    try {
      return train(model, settings, data);
    } catch (IOException e) {
      closeCopy(model);
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (RuntimeException e) {
      closeCopy(model);
      throw e;
    }
  }

  private Training<M> train(M model, TrainingSettings settings, Map<Configuration, ChannelDataset> data)
      throws IOException {
    PrecodingNetwork network = learner.apply(model);
    if (device != null) {
      network.parameters().moveTo(device);
    }
    sayIfIdle(network.parameters().device());
    tasks.forEach(task -> network.meet(task.task()));
    // line 1 of both algorithms, but for a trunk that is there
    Set<Configuration> fresh = addHeads(network, settings, data);
    RunConfig run = RunConfig.of(network, tasks, settings);
    TrainingSteps steps = TrainingSteps.of(network, settings, data, fresh);
    if (progress != null && !steps.ties().learnedApart().isEmpty()) {
      progress.println("parts that have learned apart stay so: " + String.join(", ", steps.ties().learnedApart()));
    }
    StepWork elsewhere = workers == null ? null : new ShardsElsewhere(workers, run, steps);
    Validation validation = new Validation(network.objective(), configurations(TrainingTask::validation),
        settings.validateEvery(), settings.patience());
    boolean interrupted = Thread.interrupted(); // which ends the training before its first step, and closes no file
    try (Recorder recorder = out == null ? Recorder.none(run) : RunDirectory.open(out, run, network, checkpoints)) {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return new TrainingLoop(steps, validation, recorder, progress, afterStep, elsewhere).run(model);
    }
  }

  private void sayIfIdle(Device used) {
    if (progress != null && !used.isGpu() && NativeEngine.gpus() > 0) {
      progress.println("learning on the processor; PyTorch sees a GPU too, device gpu");
    }
  }

  /** Parts that have learned nothing begin as the settings say, whoever added them; others keep what they know. */
  private Set<Configuration> addHeads(PrecodingNetwork network, TrainingSettings settings,
      Map<Configuration, ChannelDataset> data) {
    Set<Configuration> fresh = network.addHeads(data.keySet());
    RandomStream stream = RandomStream.root(settings.seed()).of("start");
    if (settings.start() != Start.RANDOM) {
      fresh.forEach(c -> network.startFrom(c, users(data.get(c), 1, USERS_OF_A_START, stream)));
    }
    if (settings.start() == Start.KNOWN_TASK) {
      startFromKnownTasks(network, settings, data, fresh, stream.of("known task"));
    }
    return fresh;
  }

  private void startFromKnownTasks(PrecodingNetwork network, TrainingSettings settings,
      Map<Configuration, ChannelDataset> data, Set<Configuration> fresh, RandomStream stream) {
    for (TrainingTask task : tasks) {
      List<Configuration> own = fresh.stream().filter(c -> c.task().equals(task.task().name())).toList();
      if (!own.isEmpty()) {
        Configuration first = own.get(0);
        ComplexMatrices users = users(data.get(first), first.users(), SAMPLES_OF_A_CHOICE, stream);
        String known = network.startFromKnownTask(task.task(), own, users, LinkBudget.snrDb(settings.snr().middleDb()));
        if (progress != null && known != null) {
          progress.println(task.task().name() + ": parts begin as those of " + known + ", carried over");
        }
      }
    }
  }

  private static ComplexMatrices users(ChannelDataset channels, int users, int samples, RandomStream stream) {
    return Uninterrupted.draw(() -> channels.batch(users, samples, stream));
  }

  private void closeCopy(M model) {
    if (copies) {
      model.close();
    }
  }

  /** Channels of every configuration of the tasks that have them. */
  private Map<Configuration, ChannelDataset> configurations(Function<TrainingTask, ChannelDataset> channels) {
    Map<Configuration, ChannelDataset> data = new LinkedHashMap<>();
    tasks.stream().filter(task -> channels.apply(task) != null)
        .forEach(task -> task.task().configurations().forEach(c -> data.put(c, channels.apply(task))));
    return data;
  }
}
