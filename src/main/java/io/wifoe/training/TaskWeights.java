package io.wifoe.training;

import io.wifoe.Check;
import io.wifoe.Names;
import io.wifoe.dataset.ChannelDataset;

/** The weights lambda of Eq. (16), which add up to 1 over all configurations. */
public enum TaskWeights {
  /** Every configuration alike. */
  UNIFORM {
    @Override
    double of(ChannelDataset channels) {
      return 1;
    }
  },
  /** In proportion to the users of the task's data set, which must not be endless. */
  SIZE_PROPORTIONAL {
    @Override
    double of(ChannelDataset channels) {
      Check.that(!channels.isEndless(), "%s has users without end; size-proportional weights need a number",
          channels.name());
      return channels.users();
    }
  };

  /**
   * Weights by name.
   *
   * @param name {@code uniform} or {@code size-proportional}
   */
  public static TaskWeights named(String name) {
    return Names.value(TaskWeights.class, "weighting of tasks", name);
  }

  /** A weight before all are scaled to add up to 1. */
  abstract double of(ChannelDataset channels);
}
