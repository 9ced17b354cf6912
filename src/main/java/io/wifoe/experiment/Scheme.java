package io.wifoe.experiment;

import io.wifoe.dataset.ChannelDataset;
import io.wifoe.task.TaskConfig;

/**
 * A way from channels to precoders that can be compared with others: it learns a task, or does not need to. A new
 * scheme is one class that implements this; {@link Schemes} has those of the paper.
 */
public interface Scheme {
  /** The name in tables and charts, for example {@code "DSC"}. */
  String name();

  /**
   * Learns a task.
   *
   * @param channels to learn from, of the task's array
   * @return the scheme ready to be measured; close it to free its memory
   * @throws io.wifoe.training.InterruptedTrainingException if it was interrupted; a table shows it as missing then
   */
  TrainedScheme train(TaskConfig task, ChannelDataset channels, SchemeBudget budget);
}
