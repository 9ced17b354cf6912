package io.wifoe.training;

import java.util.List;

/** Other processes, perhaps on other machines, that differentiate the shards of a training's steps. */
public interface ShardWorkers {
  /**
   * What the shards 0 to {@code shards - 1} of a step give, in this order; a shard whose worker is lost is done by
   * another, to the same bits.
   *
   * @param step which knows how: {@link StepElsewhere#differentiate}
   * @throws java.util.concurrent.CancellationException if they do not come to it since this process is to end
   */
  List<ShardGradient> differentiate(StepElsewhere step, int shards);
}
