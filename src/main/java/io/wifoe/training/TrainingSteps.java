package io.wifoe.training;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.nn.BatchNorm;
import io.wifoe.task.Configuration;
import java.util.Map;
import java.util.Set;

/**
 * What a training does in the step of each number.
 *
 * @param ties of the first steps
 * @param tied what is done while they hold
 * @param untied what is done after that
 */
record TrainingSteps(TrainingSettings settings, TiedHeads ties, TrainingStep tied, TrainingStep untied) {
  /**
   * The steps of a training of a network that has its parts already.
   *
   * @param fresh configurations whose parts have learned nothing yet
   * @throws IllegalArgumentException if workers of rounds would keep a part of it to themselves, or if it normalises
   *     over samples and a part of a step has one alone
   */
  static TrainingSteps of(PrecodingNetwork network, TrainingSettings settings,
      Map<Configuration, ChannelDataset> data, Set<Configuration> fresh) {
    boolean normalises = network.parameters().arrays().keySet().stream().anyMatch(BatchNorm::isStatistic);
    Check.that(settings.rounds() == null || !normalises, "%s has running statistics, which the workers of rounds would "
        + "keep to themselves; train it step by step", network.name());
    TiedHeads ties = settings.tied() == 0 ? TiedHeads.NONE : TiedHeads.of(network, data.keySet(), fresh);
    TrainingStep untied = TrainingStep.of(network, settings, data, Map.of());
    int fewest = untied.fewestSamples();
    Check.that(!normalises || fewest >= 2, "a batch of %s in %d shards leaves %d of a configuration in a part; %s "
        + "normalises over samples and needs two at least: take a larger batch or fewer shards", settings.batch(),
        settings.shards(), fewest, network.name());
    return new TrainingSteps(settings, ties, TrainingStep.of(network, settings, data, ties.owners()), untied);
  }

  /** What is done in a step, from 0. */
  TrainingStep at(long number) {
    return number < settings.untiedFrom() ? tied : untied;
  }

  PrecodingNetwork network() {
    return untied.model();
  }

  /** Samples of a step, those of all workers together. */
  int samples() {
    return untied.samples() * settings.workers();
  }

  /** The random numbers of this process's training; each step has a stream of its own in it. */
  RandomStream stream() {
    return RandomStream.root(settings.seed()).of("training");
  }

  /** Those of one of several workers; a single one has those of the training. */
  RandomStream stream(int worker) {
    return settings.workers() == 1 ? stream() : stream().of("worker").of(worker);
  }
}
