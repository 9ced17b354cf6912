package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.task.TaskConfig;

/**
 * Channels that a cell's scheme is measured on.
 *
 * @param task whose parts of the network serve, for every one of its numbers of users
 * @param channels the task whose channels they are; another one where a domain is new to the network
 */
public record CellTest(TaskConfig task, TaskConfig channels) {
  public CellTest {
    Check.that(task.antennas() == channels.antennas(), "channels of %s do not fit the array of %s", channels, task);
  }

  /** On channels of its own. */
  static CellTest of(TaskConfig task) {
    return new CellTest(task, task);
  }

  /** The name of the channels, for example {@code T1}. */
  public String name() {
    return channels.name();
  }
}
