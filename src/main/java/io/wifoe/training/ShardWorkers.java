package io.wifoe.training;

import java.util.List;

/**
 * Other processes, perhaps on other machines, that differentiate the parts of a training's steps: shards, or the
 * workers' steps of {@link Rounds}.
 */
public interface ShardWorkers {
  /**
   * What the parts 0 to {@code parts - 1} of a step give, in this order; a part whose worker is lost is done by
   * another, to the same bits.
   *
   * @param step which knows how: {@link StepElsewhere#differentiate}
   * @throws java.util.concurrent.CancellationException if they do not come to it since this process is to end
   */
  List<ShardGradient> differentiate(StepElsewhere step, int parts);
}
