package io.wifoe.training;

import io.wifoe.Check;

/**
 * How a run's channels can be opened again by whoever reads its {@code config.json}.
 *
 * @param channels a directory, a file or a generator, as on the command line
 * @param seed of a generator, and of the choice of samples
 * @param samples distinct samples H of each number of users, 0 for fresh ones without end
 */
public record ChannelRecipe(String channels, long seed, int samples) {
  public ChannelRecipe {
    Check.that(channels != null && !channels.isBlank(), "channels without a name cannot be opened again");
    Check.that(samples >= 0, "%d samples: the number is positive, or 0 for no limit", samples);
  }
}
