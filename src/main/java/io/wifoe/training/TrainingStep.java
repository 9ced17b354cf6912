package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.DrawnSamples;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Transmission;
import io.wifoe.nn.Gradients;
import io.wifoe.nn.LoadBalancing;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.NativeOperators;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.SnrRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * One step of Algorithms 1 and 2: a mini-batch of every configuration, the weighted loss, its gradient. A step is cut
 * into shards whose gradients add up; shards may run at the same time and the sum does not depend on it. Where two
 * lines are named, the first is that of Algorithm 1, the second that of Algorithm 2.
 *
 * @param model the network
 * @param shards what is trained on, shard by shard
 * @param cuts number of parts that each configuration was cut into
 * @param balance weight of the load-balancing loss, 0 for none
 * @param products how exactly matrices are multiplied
 * @param trainable names of the parameters that learn
 * @param tied scopes whose parts serve for those of others
 */
record TrainingStep(PrecodingNetwork model, List<List<ConfigurationBatch>> shards, int cuts, double balance,
    MatmulPrecision products, Predicate<String> trainable, Map<String, String> tied) {

  /**
   * A part of one configuration's mini-batch.
   *
   * @param number of this part among those of the configuration
   * @param samples of this part
   * @param weight lambda of Eq. (16) times this part's share of the mini-batch
   */
  record ConfigurationBatch(Configuration configuration, ChannelDataset data, SnrRange snr, int number, int samples,
      double weight) {}

  /**
   * Cuts the configurations of a training into shards of about as many tokens. A shard has few numbers of users, so
   * that its attention runs in few pieces, and all of a configuration's mini-batch where there are configurations
   * enough; while heads are tied it has few tasks instead, so that heads run in few pieces. A load-balancing loss wants
   * every configuration in every shard. On a GPU, which is short of calls, all shards are one, unless a configuration
   * was cut: dropout and the statistics of {@link io.wifoe.nn.BatchNorm} are then those of the whole step.
   *
   * @param tied owners of {@link TiedHeads}, empty where every configuration has its own parts
   */
  static TrainingStep of(PrecodingNetwork model, TrainingSettings settings, Map<Configuration, ChannelDataset> data,
      Map<String, String> tied) {
    int samples = settings.batch().ofEach(data.size()); // M
    int cuts = Math.min(samples,
        settings.loadBalancing() > 0 ? settings.shards() : (settings.shards() + data.size() - 1) / data.size());
    double total = samples * data.values().stream().mapToDouble(settings.weights()::of).sum();
    List<ConfigurationBatch> parts = new ArrayList<>();
    for (int number = 0; number < cuts; number++) {
      int own = samples / cuts + (number < samples % cuts ? 1 : 0);
      for (Map.Entry<Configuration, ChannelDataset> entry : tied.isEmpty() ? byUsers(data) : data.entrySet()) {
        parts.add(new ConfigurationBatch(entry.getKey(), entry.getValue(), settings.snr(), number, own,
            own * settings.weights().of(entry.getValue()) / total));
      }
    }
    double tokens = parts.stream().mapToInt(part -> part.configuration.users()).sum();
    List<List<ConfigurationBatch>> shards = new ArrayList<>();
    IntStream.range(0, settings.shards()).forEach(i -> shards.add(new ArrayList<>()));
    double before = 0;
    for (ConfigurationBatch part : parts) {
      double middle = before + part.configuration.users() / 2.0;
      shards.get((int) (middle / tokens * settings.shards())).add(part);
      before += part.configuration.users();
    }
    shards.removeIf(List::isEmpty);
    if (cuts == 1 && model.parameters().isAccelerated()) { // as one piece, with the same samples
      return new TrainingStep(model, List.of(shards.stream().flatMap(List::stream).toList()), cuts,
          settings.loadBalancing(), settings.matmulPrecision(), model::isTrainable, tied);
    }
    return new TrainingStep(model, shards, cuts, settings.loadBalancing(), settings.matmulPrecision(),
        model::isTrainable, tied);
  }

  private static List<Map.Entry<Configuration, ChannelDataset>> byUsers(Map<Configuration, ChannelDataset> data) {
    return data.entrySet().stream().sorted(Comparator.comparingInt(entry -> entry.getKey().users())).toList();
  }

  /** Samples of the smallest part of a configuration's mini-batch. */
  int fewestSamples() {
    return shards.stream().flatMap(List::stream).mapToInt(ConfigurationBatch::samples).min().orElseThrow();
  }

  /** Samples of a step. */
  int samples() {
    return shards.stream().flatMap(List::stream).mapToInt(ConfigurationBatch::samples).sum();
  }

  /**
   * Gradient and weighted measure of one shard.
   *
   * @param byName gradients of what an optimizer lowers
   * @param statistics this shard's share of the running statistics that the step measured
   * @param measure of the model's objective
   */
  record Gradient(Map<String, NDArray> byName, Map<String, NDArray> statistics, double measure) {}

  /**
   * The samples of every shard's parts, still to be drawn: by whoever runs a task first, or by the shard itself.
   *
   * @param stream of this step
   */
  List<List<FutureTask<DrawnSamples>>> draws(RandomStream stream) {
    return shards.stream().map(parts -> parts.stream().map(part -> new FutureTask<>(() -> { // lines 3 to 6; 5 to 7
      RandomStream own = stream.of(part.configuration.key()).of(part.number);
      ComplexMatrices channels = part.data.batch(part.configuration.users(), part.samples, own.of("channels"));
      return DrawnSamples.of(part.configuration, part.snr, channels, own.of("noise"));
    })).toList()).toList();
  }

  /**
   * Differentiates one shard's loss. Everything but the gradient is freed at once, so that the next shard finds its
   * memory in the cache.
   *
   * @param draws of this shard, see {@link #draws}
   * @param step owner of the gradient
   * @param stream of this step
   * @param progress share of the training that is done
   */
  Callable<Gradient> shard(int shard, List<FutureTask<DrawnSamples>> draws, NDManager step, RandomStream stream,
      double progress) {
    return () -> {
      List<DrawnSamples> drawn = draws.stream().map(TrainingStep::drawn).toList();
      try (NDManager manager = step.newSubManager(); Gradients recorded = Gradients.record()) {
        List<ConfigurationBatch> parts = shards.get(shard);
        Pass.Mode mode = Pass.Mode.training(progress, stream.of(shard), products);
        LoadBalancing balancing = new LoadBalancing();
        Pass pass = Pass.of(manager, model.parameters(), trainable, mode, balance > 0 ? balancing : Pass.UNOBSERVED)
            .withAliases(tied);
        List<Transmission> transmissions = DrawnSamples.handOver(manager, model.parameters().precision(), drawn);
        // lines 7 to 15; lines 8 to 13: the whole network, all configurations at once, and the weighted mean (16)
        NDArray measure = model.measure(pass, transmissions,
            parts.stream().mapToDouble(ConfigurationBatch::weight).toArray());
        double sign = model.objective().isMaximized() ? -1 : 1;
        NDArray improved = balance == 0 ? measure
            : measure.add(balancing.loss(pass).mul(pass.scalar(sign * balance / shards.size())));
        recorded.backward(improved, pass.scalar(sign)); // line 16; line 14
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        pass.leaves().forEach((name, leaf) -> {
          if (trainable.test(name)) {
            gradients.put(name, kept(leaf.getGradient(), step));
          }
        });
        Map<String, NDArray> statistics = new LinkedHashMap<>();
        pass.statistics().forEach((name, value) -> statistics.put(name, kept(value.div(cuts), step)));
        return new Gradient(gradients, statistics, NativeOperators.toDouble(measure));
      }
    };
  }

  private static DrawnSamples drawn(FutureTask<DrawnSamples> draw) {
    draw.run(); // unless somebody did or does
    try {
      return draw.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("a training's own thread was interrupted", e);
    }
  }

  private static NDArray kept(NDArray array, NDManager step) {
    array.attach(step);
    return array;
  }
}
