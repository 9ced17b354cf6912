package io.wifoe.training;

import io.wifoe.Check;
import io.wifoe.task.SnrRange;

/**
 * Settings of a training that do not depend on its tasks.
 *
 * @param steps optimizer steps
 * @param batch training samples of a step, all configurations together
 * @param snr signal-to-noise ratios of the training samples
 * @param learningRate rate over the steps
 * @param weightDecay L2 coefficient
 * @param clip largest norm of the gradient
 * @param balance weight of the load-balancing loss, 0 for none as in the paper
 * @param weights of the tasks in the loss
 * @param shards parts of a step that may run at the same time; part of the result's identity
 * @param threads threads that run them; not part of it
 * @param seed of samples and noise
 */
public record TrainingConfig(
    long steps,
    int batch,
    SnrRange snr,
    LearningRate learningRate,
    double weightDecay,
    double clip,
    double balance,
    TaskWeights weights,
    int shards,
    int threads,
    long seed) {

  public TrainingConfig {
    Check.that(steps >= 1, "a training of %d steps does nothing; the number starts at 1", steps);
    Check.that(batch >= 1, "a batch of %d samples trains nothing; the number starts at 1", batch);
    Check.that(threads >= 1, "%d threads do no work; the number starts at 1", threads);
    Check.that(shards >= 1 && shards <= batch, "%d shards of a batch of %d samples: there must be 1 to %d", shards, batch,
        batch);
    Check.that(weightDecay >= 0, "weight decay %s is negative", weightDecay);
    Check.that(balance >= 0 && balance < 1e6, "a load-balancing weight of %s must be a number of at least 0", balance);
    Check.that(clip > 0, "a gradient norm limit of %s must be positive, or infinite for none", clip);
  }
}
