package io.wifoe.training;

import java.io.Serializable;
import java.util.LinkedHashMap;

/**
 * One step of a training, as other processes get it.
 *
 * @param run the training's config, from which each of them builds it once
 * @param number of the step, from 0
 * @param weights of all parameters that it uses
 */
public record StepElsewhere(String run, long number, LinkedHashMap<String, float[]> weights) implements Serializable {
  /**
   * Differentiates a shard in this process, to the same bits as in any other.
   *
   * @throws IllegalArgumentException if this process cannot build the training
   */
  public ShardGradient differentiate(int shard) {
    return RebuiltTraining.of(run).differentiate(this, shard);
  }

  /** What it is called in messages. */
  @Override
  public String toString() {
    return "step " + number;
  }
}
