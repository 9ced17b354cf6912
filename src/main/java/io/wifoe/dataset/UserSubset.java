package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.Seed;
import java.util.Objects;
import java.util.SplittableRandom;

/** Some users of other channels: listed, or a range of numbers. */
final class UserSubset implements UserChannels {
  private final UserChannels all;
  private final int[] order; // null where numbers are not shuffled
  private final long first;
  private final long users;

  /** The users {@code first} to {@code first + users - 1}. */
  UserSubset(UserChannels all, long first, long users) {
    this(all, null, first, users);
  }

  private UserSubset(UserChannels all, int[] order, long first, long users) {
    this.all = all;
    this.order = order;
    this.first = first;
    this.users = users;
  }

  /** Two disjoint subsets, shuffled unless there are too many users to list. */
  static UserSubset[] split(UserChannels all, double share, Seed seed) {
    long training = Math.round(all.users() * share);
    Check.that(training >= 1 && training < all.users(),
        "a share of %s of %d users leaves %d for training and %d for the test; both parts need users",
        share, all.users(), training, all.users() - training);
    int[] order = all.users() <= Integer.MAX_VALUE - 8 ? shuffled((int) all.users(), seed.random()) : null;
    return new UserSubset[] {new UserSubset(all, order, 0, training),
        new UserSubset(all, order, training, all.users() - training)};
  }

  private static int[] shuffled(int users, SplittableRandom random) {
    int[] order = new int[users];
    for (int i = 0; i < users; i++) { // Fisher and Yates, inside out
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  @Override
  public long users() {
    return users;
  }

  @Override
  public int antennas() {
    return all.antennas();
  }

  @Override
  public void read(long user, float[] out, int offset) {
    long place = first + Objects.checkIndex(user, users);
    all.read(order == null ? place : order[(int) place], out, offset);
  }
}
