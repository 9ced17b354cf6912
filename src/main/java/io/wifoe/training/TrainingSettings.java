package io.wifoe.training;

import ai.djl.Device;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.Check;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.task.SnrRange;

/**
 * Settings of a training that do not depend on its tasks.
 *
 * @param steps optimizer steps
 * @param batch training samples of a step
 * @param snr signal-to-noise ratios of the training samples
 * @param learningRate rate over the steps
 * @param optimizer Opt of Algorithms 1 and 2
 * @param products how exactly a step multiplies matrices, null for the highest precision
 * @param clip largest norm of the gradient; with Muon of that part of it which Adam gets, Muon's steps need no limit
 * @param loadBalancing weight of the load-balancing loss, 0 for none as in the paper
 * @param weights of the tasks in the loss
 * @param start how new task-specific parts begin
 * @param tied share of the steps in which one set of task-specific parts serves all numbers of users of a task
 * @param validateEvery steps between two measurements on held-out users
 * @param patience measurements without a new best after which the training ends, 0 for never
 * @param shards parts of a step that may run at the same time, 0 for the usual number; part of the result's identity
 * @param threads threads that run them, 0 for the usual number; not part of it
 * @param rounds in which several workers take steps of their own, null for steps that all take together
 * @param seed of samples and noise
 */
public record TrainingSettings(
    long steps,
    BatchSize batch,
    SnrRange snr,
    LearningRate learningRate,
    OptimizerSettings optimizer,
    @JsonInclude(JsonInclude.Include.NON_NULL) MatmulPrecision products,
    double clip,
    double loadBalancing,
    TaskWeights weights,
    @JsonAlias(Start.BEFORE) Start start,
    double tied,
    long validateEvery,
    int patience,
    int shards,
    int threads,
    @JsonInclude(JsonInclude.Include.NON_NULL) Rounds rounds,
    long seed) {

  /**
   * Larger parts make fewer calls and fewer sums of gradients, smaller ones fit the cache: at the paper's batch parts
   * of 512 were 3 % faster than those of 256 on one thread and 8 % on two.
   */
  private static final int SAMPLES_OF_A_SHARD = 512;

  public TrainingSettings {
    products = products == MatmulPrecision.HIGHEST ? null : products; // as in runs that know no other
    Check.that(batch != null && snr != null && learningRate != null && optimizer != null && weights != null
        && start != null, "a training needs a batch, an SNR, a learning rate, an optimizer, task weights and a start");
    optimizer.requireFit(learningRate);
    Check.that(steps >= 1, "a training of %d steps does nothing; the number starts at 1", steps);
    Check.that(threads >= 0, "%d threads do no work; the number starts at 1", threads);
    Check.that(shards >= 0, "%d shards: the number starts at 1", shards);
    Check.that(loadBalancing >= 0 && loadBalancing < 1e6,
        "a load-balancing weight of %s must be a number of at least 0", loadBalancing);
    Check.that(clip > 0, "a gradient norm limit of %s must be positive, or infinite for none", clip);
    Check.that(tied >= 0 && tied <= 1, "heads tied for a share of %s of the steps: it must be between 0 and 1", tied);
    Check.that(validateEvery >= 1, "validation every %d steps: the number starts at 1", validateEvery);
    Check.that(rounds == null || steps % rounds.steps() == 0, "%d steps are no whole number of rounds of %d", steps,
        rounds == null ? 0 : rounds.steps());
    Check.that(patience >= 0, "a patience of %d measurements is negative", patience);
  }

  /** Settings to be changed one by one, those of {@link Scale#LAPTOP} at first. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings to be changed one by one, these at first. */
  public Builder toBuilder() {
    return new Builder().settings(this);
  }

  /**
   * These settings with numbers of shards and threads. The usual number of shards is even, so that two threads are
   * done at the same time, and depends on nothing but the batch, so that every machine has the same samples.
   */
  public TrainingSettings resolved(int configurations) {
    int samples = batch.ofAll(configurations);
    int pairs = (samples + 2 * SAMPLES_OF_A_SHARD - 1) / (2 * SAMPLES_OF_A_SHARD);
    int parts = shards > 0 ? shards : Math.max(1, Math.min(samples, 2 * pairs));
    Check.that(parts <= samples, "%d shards of a batch of %d samples: there must be 1 to %d", parts, samples, samples);
    int ofEach = threads > 0 ? threads : Math.min(parts, Runtime.getRuntime().availableProcessors());
    return new TrainingSettings(steps, batch, snr, learningRate, optimizer, products, clip, loadBalancing,
        weights, start, tied, validateEvery, patience, parts, ofEach, rounds, seed);
  }

  /** How exactly a step multiplies matrices. */
  public MatmulPrecision matmulPrecision() {
    return products == null ? MatmulPrecision.HIGHEST : products;
  }

  /** Workers that take steps of their own; 1 where all steps are taken together. */
  int workers() {
    return rounds == null ? 1 : rounds.workers();
  }

  /** Steps between two moments at which there is one set of weights: those of a round, or 1. */
  long stride() {
    return rounds == null ? 1 : rounds.steps();
  }

  /** Steps all together, or the outer steps of rounds. */
  Optimizer optimizer(Device device) {
    return rounds == null ? optimizer.optimizer(clip, device, matmulPrecision())
        : new Nesterov(rounds.momentum(), device);
  }

  /** The rate of that optimizer. */
  double rate(long step) {
    return rounds == null ? learningRate.at(step, steps) : rounds.rate();
  }

  /** The share of the training that is done before a step. */
  double progress(long step) {
    return (double) step / steps;
  }

  /** The first step in which every number of users has parts of its own, a round's first one. */
  long untiedFrom() {
    return Math.round(tied * steps / stride()) * stride();
  }

  /** A fluent builder. */
  public static final class Builder extends SettingsBuilder<Builder> {
    private Builder() {}

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if one breaks its rule
     */
    public TrainingSettings build() {
      return settings();
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
