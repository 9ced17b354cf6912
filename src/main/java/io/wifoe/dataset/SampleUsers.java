package io.wifoe.dataset;

import io.wifoe.Check;
import java.util.SplittableRandom;

/** Chooses the users of samples: K distinct ones of one group, every group with the same probability. */
final class SampleUsers {
  private final UserChannels channels;
  private final long[] sizes; // users of each group; null where nobody counts them

  SampleUsers(UserChannels channels, boolean endless) {
    this.channels = channels;
    this.sizes = endless ? null : sizes(channels);
  }

  private static long[] sizes(UserChannels channels) {
    if (channels.groups() == 1) {
      return new long[] {channels.users()};
    }
    long[] sizes = new long[channels.groups()];
    for (long user = 0; user < channels.users(); user++) {
      sizes[channels.group(user)]++;
    }
    return sizes;
  }

  /** Refuses more users than the smallest group has. */
  void require(int users) {
    Check.that(users >= 1 && users <= channels.users(), "samples of %d users from a set of %d", users,
        channels.users());
    for (int group = 0; sizes != null && group < sizes.length; group++) {
      Check.that(users <= sizes[group], "samples of %d users from a set with %d users of group %d; those of a sample "
          + "belong to one group", users, sizes[group], group);
    }
  }

  long[] draw(int users, SplittableRandom random) {
    int groups = channels.groups();
    int group = groups == 1 ? 0 : random.nextInt(groups);
    long[] chosen = new long[users];
    for (int k = 0; k < users; k++) {
      do {
        chosen[k] = random.nextLong(channels.users());
      } while (channels.group(chosen[k]) != group || contains(chosen, k, chosen[k]));
    }
    return chosen;
  }

  private static boolean contains(long[] chosen, int length, long user) {
    for (int k = 0; k < length; k++) {
      if (chosen[k] == user) {
        return true;
      }
    }
    return false;
  }
}
