package io.wifoe.training;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.RandomStream;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.AnyArray;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.nn.NativeEngine;
import io.wifoe.task.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A training as another process builds it from its config, to differentiate shards for whoever steps: network and
 * channels are the same, weights come with every step. It can be built where channels are drawn, for networks that the
 * config tells whole: WiFo-E's and one for any array.
 */
final class RebuiltTraining implements AutoCloseable {
  private static RebuiltTraining latest; // of this process, which works for one training at a time

  private final String run;
  private final PrecodingNetwork network;
  private final TrainingSteps steps;
  private final LocalSteps local;
  private final ReadWriteLock weights = new ReentrantReadWriteLock(); // shards of one step run together
  private long loaded = -1;

  RebuiltTraining(String run) {
    NativeEngine.start();
    this.run = run;
    RunConfig config = config(run);
    requireSameLibrary(config.environment());
    requireSameProducts(config);
    Map<Configuration, ChannelDataset> data = new LinkedHashMap<>();
    config.tasks().forEach(task -> {
      ChannelDataset channels = channels(task);
      task.task().configurations().forEach(c -> data.put(c, channels));
    });
    this.network = network(config);
    try {
      config.tasks().forEach(task -> network.meet(task.task()));
      network.addHeads(data.keySet());
      Check.that(network.name().equals(config.network()) && network.objective().equals(config.objective())
          && RunConfig.Trainable.of(network).equals(config.trainable()), "a training of %s that moves a part of it, or "
              + "has parts for tasks that it does not train, cannot be shared with other processes", config.network());
      this.steps = TrainingSteps.of(network, config.training(), data, data.keySet());
      this.local = new LocalSteps(steps);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static void requireSameLibrary(RunEnvironment begun) {
    RunEnvironment here = RunEnvironment.of(Device.cpu());
    Check.that(here.library().equals(begun.library()) && here.engine().equals(begun.engine()), "a training of %s with "
        + "%s cannot be shared with a process of %s with %s, whose bits may differ", begun.library(), begun.engine(),
        here.library(), here.engine());
  }

  private static void requireSameProducts(RunConfig config) {
    String difference = config.otherProducts();
    Check.that(difference == null, "%s, with --matmul-precision highest they need not", difference);
  }

  /** The training of this process that a config describes. */
  static synchronized RebuiltTraining of(String run) {
    if (latest == null || !latest.run.equals(run)) {
      RebuiltTraining before = latest;
      latest = null;
      if (before != null) {
        before.close();
      }
      latest = new RebuiltTraining(run);
    }
    return latest;
  }

  private static RunConfig config(String run) {
    try {
      return Json.read(run, RunConfig.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no run's config: " + Json.reason(e), e);
    }
  }

  private static PrecodingNetwork network(RunConfig config) {
    if (config.network().equals(AnyArray.NAME)) {
      try {
        return new AnyArray(Json.read(config.model(), AnyArrayConfig.class), config.modelSeed(), DataType.FLOAT32);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("the run does not say the sizes of its network: " + Json.reason(e), e);
      }
    }
    return config.untrained().build();
  }

  private static ChannelDataset channels(RunConfig.Task task) {
    ChannelRecipe recipe = task.recipe();
    Check.that(recipe != null && recipe.channels().strip().startsWith(ChannelRecipe.OWN_CHANNELS), "channels of %s "
        + "(%s) are not drawn from its own scenarios; a training on them cannot be shared with other processes",
        task.task().name(), task.channels().source());
    ChannelDataset drawn = ChannelDataset.endless(task.task(), recipe.seed());
    ChannelDataset channels = recipe.samples() == 0 ? drawn : drawn.fixedSamples(recipe.samples(), recipe.seed());
    Check.that(RunConfig.Channels.of(channels).equals(task.channels()), "channels of %s are drawn otherwise here; all "
        + "machines need the same version of the library", task.task().name());
    return channels;
  }

  /** What a shard of a step gives, or a worker of a round, who has the network for itself. */
  ShardGradient differentiate(StepElsewhere work, int part) {
    NativeEngine.start(); // the engine's number of threads is a setting of each thread
    Lock lock = work.round() ? weights.writeLock() : weights.readLock();
    begin(work, lock);
    try (NDManager manager = network.parameters().newManager()) {
      return ShardGradient.of(work.round() ? local.gradient(manager, work.number(), part)
          : shard(manager, work.number(), part));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(work + " failed: " + e, e);
    } finally {
      lock.unlock();
    }
  }

  private TrainingStep.Gradient shard(NDManager manager, long number, int shard) throws Exception {
    TrainingStep step = steps.at(number);
    RandomStream stream = steps.stream().of(number);
    return step.shard(shard, step.draws(stream).get(shard), manager, stream, steps.settings().progress(number)).call();
  }

  /** Takes a lock, and first the step's weights if others are there. */
  private void begin(StepElsewhere work, Lock lock) {
    weights.writeLock().lock();
    try (NDManager manager = network.parameters().newManager()) {
      if (loaded != work.number()) {
        loaded = -1; // should this end half-way
        work.weights().forEach((name, bytes) -> network.parameters().put(name,
            ShardGradient.array(bytes, manager, network.parameters().get(name))));
        loaded = work.number();
      }
      lock.lock(); // before anybody else can bring those of another step
    } finally {
      weights.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    weights.writeLock().lock();
    try {
      local.close();
      network.close();
    } finally {
      weights.writeLock().unlock();
    }
  }
}
