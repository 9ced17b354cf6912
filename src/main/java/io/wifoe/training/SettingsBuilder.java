package io.wifoe.training;

import io.wifoe.Check;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.task.SnrRange;

/** Sets {@link TrainingSettings} one by one, for a training or by themselves. */
public abstract sealed class SettingsBuilder<B extends SettingsBuilder<B>>
    permits Trainer, TrainingSettings.Builder {
  private long steps;
  private BatchSize batch;
  private SnrRange snr = SnrRange.of(10);
  private LearningRate learningRate;
  private boolean usualWarmup;
  private OptimizerSettings optimizer;
  private MatmulPrecision products;
  private double clip = 1;
  private double loadBalancing;
  private TaskWeights weights = TaskWeights.UNIFORM;
  private Start start;
  private double tied;
  private long validateEvery = 200;
  private int patience;
  private int shards;
  private int threads;
  private Rounds rounds;
  private long seed = 1;

  SettingsBuilder() {
    scale(Scale.LAPTOP);
  }

  abstract B self();

  /** All settings at once, for example those of a {@link RunConfig}. */
  public B settings(TrainingSettings all) {
    this.steps = all.steps();
    this.batch = all.batch();
    this.snr = all.snr();
    this.learningRate = all.learningRate();
    this.usualWarmup = false;
    this.optimizer = all.optimizer();
    this.products = all.matmulPrecision();
    this.clip = all.clip();
    this.loadBalancing = all.loadBalancing();
    this.weights = all.weights();
    this.start = all.start();
    this.tied = all.tied();
    this.validateEvery = all.validateEvery();
    this.patience = all.patience();
    this.shards = all.shards();
    this.threads = all.threads();
    this.rounds = all.rounds();
    this.seed = all.seed();
    return self();
  }

  /**
   * Batch, steps, learning rate, optimizer, precision of products, start and tied heads of a scale;
   * {@link Scale#LAPTOP} unless set.
   */
  public final B scale(Scale scale) {
    this.batch = BatchSize.total(scale.batch());
    this.steps = scale.steps();
    this.learningRate = scale.learningRate();
    this.usualWarmup = true;
    this.optimizer = scale.optimizer();
    this.products = scale.matmulPrecision();
    this.start = scale.start();
    this.tied = scale.tied();
    return self();
  }

  /** Optimizer steps. */
  public B steps(long steps) {
    this.steps = steps;
    return self();
  }

  /** Training samples of a step in all, as many for each configuration and at least one; the rest is left out. */
  public B batch(int samples) {
    return batch(BatchSize.total(samples));
  }

  /** Training samples of a step, in all or for each configuration. */
  public B batch(BatchSize size) {
    this.batch = size;
    return self();
  }

  /** Signal-to-noise ratio of training in dB; 10 unless set. */
  public B snrDb(double snrDb) {
    return snr(SnrRange.of(snrDb));
  }

  /** Every sample's signal-to-noise ratio is drawn between these, uniform in dB. */
  public B snrDb(double min, double max) {
    return snr(new SnrRange(min, max));
  }

  /** Signal-to-noise ratios of training; 10 dB unless set. */
  public B snr(SnrRange range) {
    this.snr = range;
    return self();
  }

  /** Learning rate over the steps; unless set the scale's, with its {@linkplain LearningRate#usualWarmup warm-up}. */
  public B learningRate(LearningRate rate) {
    this.learningRate = rate;
    this.usualWarmup = false;
    return self();
  }

  /** Another highest rate; how it rises and falls stays. */
  public B peakRate(double peak) {
    this.learningRate = new LearningRate(peak, learningRate.warmup(), learningRate.cosine());
    return self();
  }

  /** Which optimizer trains. */
  public B optimizer(OptimizerSettings settings) {
    this.optimizer = settings;
    return self();
  }

  /** How exactly a step multiplies matrices; the scale's unless set, the highest at the paper's. */
  public B matmulPrecision(MatmulPrecision precision) {
    this.products = precision;
    return self();
  }

  /**
   * Largest norm of the gradient; 1 unless set. With Muon it limits only what Adam gets of it; Muon's own steps do not
   * depend on norms.
   */
  public B clip(double norm) {
    this.clip = norm;
    return self();
  }

  /** Weight of the load-balancing loss of {@link io.wifoe.nn.LoadBalancing}; 0 unless set, as in the paper. */
  public B loadBalancing(double weight) {
    this.loadBalancing = weight;
    return self();
  }

  /** How tasks are weighted in the loss; {@link TaskWeights#UNIFORM} unless set. */
  public B weights(TaskWeights weights) {
    this.weights = weights;
    return self();
  }

  /** How new task-specific parts begin; the scale's unless set. The paper does not say how its network begins. */
  public B start(Start kind) {
    this.start = kind;
    return self();
  }

  /**
   * Share of the steps in which one set of task-specific parts serves all numbers of users of a task; after them every
   * number has its own, which begins as a copy. The scale's unless set; 0 is the paper's, 1 keeps them alike to the
   * end. Schemes whose parts differ in shape with the number of users learn each set from the start, and so do parts
   * that learned apart before, as with 0.
   */
  public B tied(double share) {
    this.tied = share;
    return self();
  }

  /** Steps between two measurements on held-out users; 200 unless set. */
  public B validateEvery(long steps) {
    this.validateEvery = steps;
    return self();
  }

  /** Ends the training after so many measurements on held-out users without a new best; never unless set. */
  public B patience(int measurements) {
    this.patience = measurements;
    return self();
  }

  /**
   * Parts of a step that may run at the same time; unless set, an even number of parts of at most 512 samples. Smaller
   * ones cost more calls and more sums of gradients, and occupy more cores. Another number gives other samples and
   * another rounding, so that it is never chosen by the machine.
   */
  public B shards(int shards) {
    Check.that(shards >= 1, "%d shards: the number starts at 1", shards);
    this.shards = shards;
    return self();
  }

  /**
   * Threads for the shards, of which one works alone where that is faster; the result does not depend on it. One for
   * each shard, as far as there are processors, unless set.
   */
  public B threads(int threads) {
    Check.that(threads >= 1, "%d threads do no work; the number starts at 1", threads);
    this.threads = threads;
    return self();
  }

  /**
   * Has several workers take steps of their own, each with a batch of its own, between two moments at which they agree;
   * all steps are taken together unless set, or null.
   */
  public B rounds(Rounds rounds) {
    this.rounds = rounds;
    return self();
  }

  /** Seed of samples and noise; 1 unless set. */
  public B seed(long seed) {
    this.seed = seed;
    return self();
  }

  TrainingSettings settings() {
    LearningRate rate = !usualWarmup ? learningRate
        : new LearningRate(learningRate.peak(), LearningRate.usualWarmup(steps), learningRate.cosine());
    return new TrainingSettings(steps, batch, snr, rate, optimizer, products, clip, loadBalancing,
        weights, start, tied, validateEvery, patience, shards, threads, rounds, seed);
  }
}
