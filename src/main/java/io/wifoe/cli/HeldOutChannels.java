package io.wifoe.cli;

import static java.util.stream.Collectors.joining;

import io.wifoe.Check;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.training.RunConfig;
import io.wifoe.training.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The channels that a run kept back from its training, opened again. */
final class HeldOutChannels {
  private HeldOutChannels() {}

  /**
   * Opens those of one task, under the task's name.
   *
   * @param task its name; null for the only one
   * @throws IllegalArgumentException if nothing was kept back, or the channels are not those of the run any more
   */
  static ChannelDataset open(Path run, String task) throws IOException {
    List<RunConfig.Task> kept = StoredRun.read(run).config().tasks().stream()
        .filter(part -> part.validation() != null && part.recipe() != null).toList();
    Check.that(!kept.isEmpty(), "%s kept no channels back that can be opened again; train with --hold-out 0.2", run);
    List<RunConfig.Task> named = kept.stream()
        .filter(part -> task == null || part.task().name().equalsIgnoreCase(task)).toList();
    String names = kept.stream().map(part -> part.task().name()).collect(joining(", "));
    Check.that(!named.isEmpty(), "%s kept no channels of task %s back; there are %s", run, task, names);
    Check.that(named.size() == 1, "%s kept channels of several tasks back, %s; choose one with --task", run, names);
    RunConfig.Task part = named.get(0);
    ChannelDataset channels = TaskOptions.open(part.task(), part.recipe()).heldOut();
    RunConfig.Channels now = RunConfig.Channels.of(channels);
    Check.that(part.validation().sample() == null || part.validation().equals(now),
        "%s: the channels of %s are not those that the run kept back any more: %s then, %s now", run,
        part.task().name(), part.validation(), now);
    return channels.named(part.task().name());
  }
}
