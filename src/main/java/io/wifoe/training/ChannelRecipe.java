package io.wifoe.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.Check;
import io.wifoe.dataset.FileLayout;

/**
 * How a run's channels can be opened again by whoever reads its {@code config.json}.
 *
 * @param channels a directory, a file or a generator, as on the command line
 * @param seed of a generator, and of the choice of samples
 * @param samples distinct samples H of each number of users, 0 for fresh ones without end
 * @param heldOut share of the users that validation measures and training does not see, 0 for no validation; of
 *     channels without end validation draws users of another seed
 * @param layout how a file of others holds the channels; null for the usual way
 */
public record ChannelRecipe(String channels, long seed, int samples, double heldOut,
    @JsonInclude(JsonInclude.Include.NON_NULL) FileLayout layout) {
  /** Fresh channels of each task's own scenarios without end, as {@link #channels}. */
  public static final String OWN_CHANNELS = "tr38901";

  /** Channels that lie the usual way. */
  public ChannelRecipe(String channels, long seed, int samples, double heldOut) {
    this(channels, seed, samples, heldOut, null);
  }

  public ChannelRecipe {
    Check.that(channels != null && !channels.isBlank(), "channels without a name cannot be opened again");
    Check.that(heldOut >= 0 && heldOut < 1, "a held-out share of %s must be at least 0 and below 1", heldOut);
    Check.that(samples >= 0, "%d samples: the number is positive, or 0 for no limit", samples);
  }
}
