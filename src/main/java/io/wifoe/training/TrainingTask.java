package io.wifoe.training;

import io.wifoe.Check;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.task.TaskConfig;

/**
 * A task of a training. Every number of users of the task is a configuration of its own.
 *
 * @param task what is to be learned, under the assumptions of the channels that it is trained on
 * @param channels to train on
 * @param validation channels of users that are not trained on, to measure on the way; null for none
 * @param recipe how the channels can be opened again, kept in the run's config; null where only the program knows
 */
public record TrainingTask(TaskConfig task, ChannelDataset channels, ChannelDataset validation, ChannelRecipe recipe) {
  public TrainingTask {
    requireFit(task, channels);
    task = channels.assumedBy(task);
    if (validation != null) {
      requireFit(task, validation);
    }
  }

  /** A task that is not validated. */
  public static TrainingTask of(TaskConfig task, ChannelDataset channels) {
    return new TrainingTask(task, channels, null, null);
  }

  /** A task that is trained on the first part of a split and measured on the second, see {@link #withValidation}. */
  public static TrainingTask of(TaskConfig task, ChannelDataset.Split split) {
    return of(task, split.training()).withValidation(split.validation());
  }

  /**
   * The same task, measured on these channels too, see {@link Trainer#validateEvery}; the training then ends with the
   * weights of its best measurement and not with the last.
   */
  public TrainingTask withValidation(ChannelDataset heldOut) {
    return new TrainingTask(task, channels, heldOut, recipe);
  }

  private static void requireFit(TaskConfig task, ChannelDataset channels) {
    Check.that(task.antennas() == channels.antennas(), "channels of %d antennas do not fit %s", channels.antennas(),
        task);
  }
}
