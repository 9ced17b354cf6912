package io.wifoe.dataset;

import io.wifoe.Check;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tells users with a channel from those without: ray-traced grids hold zeros, or numbers that are none, for points that
 * no path reaches.
 */
final class UsableUsers {
  private UsableUsers() {}

  /** The numbers of the users whose channel is neither zero nor infinite nor not a number. */
  private static int[] in(UserChannels channels) {
    Check.that(channels.users() <= Integer.MAX_VALUE - 8, "%d users are too many to look for empty ones",
        channels.users());
    int[] usable = new int[(int) channels.users()];
    int count = 0;
    float[] h = new float[2 * channels.antennas()];
    for (int user = 0; user < channels.users(); user++) {
      channels.read(user, h, 0);
      double squareNorm = ChannelStatistics.squareNorm(h, 0, channels.antennas());
      if (squareNorm > 0 && squareNorm < Double.POSITIVE_INFINITY) {
        usable[count++] = user;
      }
    }
    return Arrays.copyOf(usable, count);
  }

  /** Those users; says how many were left out. */
  static UserChannels of(UserChannels channels, Path file) {
    int[] usable = in(channels);
    long empty = channels.users() - usable.length;
    Check.that(usable.length > 0, "the channels of all %d users are zero or not finite", channels.users());
    if (empty > 0) {
      System.err.printf(Locale.ROOT, "%s: %,d of %,d users left out, their channels are zero or not finite%n",
          file.getFileName(), empty, channels.users());
    }
    return empty == 0 ? channels : UserSubset.listed(channels, usable);
  }

  /**
   * The same channels, all of them usable.
   *
   * @throws IllegalArgumentException if some are not; says how many, which is the first and what to do
   */
  static UserChannels require(UserChannels channels) {
    float[] h = new float[2 * channels.antennas()];
    long empty = 0;
    long first = -1;
    for (long user = 0; user < channels.users(); user++) {
      channels.read(user, h, 0);
      double squareNorm = ChannelStatistics.squareNorm(h, 0, channels.antennas());
      if (!(squareNorm > 0 && squareNorm < Double.POSITIVE_INFINITY)) {
        first = empty++ == 0 ? user : first;
      }
    }
    if (empty > 0) {
      channels.read(first, h, 0);
      boolean zero = ChannelStatistics.squareNorm(h, 0, channels.antennas()) == 0;
      throw new IllegalArgumentException("the channel of user %d %s; it is one of %d among %d users without a usable "
          .formatted(first, zero ? "is zero" : "holds NaN, infinity or a number beyond float32", empty,
              channels.users()) + "channel, whom skip-empty leaves out");
    }
    return channels;
  }
}
