package io.wifoe.training;

import java.io.Serializable;
import java.util.LinkedHashMap;

/**
 * One step of a training, or one of its {@link Rounds}, as other processes get it.
 *
 * @param run the training's config, from which each of them builds it once
 * @param number of the step, or of the round's first one, from 0
 * @param round whether it is a round, whose parts take longer and are those of its workers
 * @param weights of all parameters that it uses, as {@link ShardGradient} has them
 */
public record StepElsewhere(String run, long number, boolean round, LinkedHashMap<String, byte[]> weights)
    implements Serializable {
  /**
   * Differentiates a shard, or does a worker's steps of a round, in this process, to the same bits as in any other.
   *
   * @throws IllegalArgumentException if this process cannot build the training
   */
  public ShardGradient differentiate(int part) {
    return RebuiltTraining.of(run).differentiate(this, part);
  }

  /** What it is called in messages. */
  @Override
  public String toString() {
    return (round ? "the round of step " : "step ") + number;
  }
}
