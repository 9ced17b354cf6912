package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.RandomStream;
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

  /** The users with these numbers. */
  static UserSubset listed(UserChannels all, int[] numbers) {
    return new UserSubset(all, numbers, 0, numbers.length);
  }

  private UserSubset(UserChannels all, int[] order, long first, long users) {
    this.all = all;
    this.order = order;
    this.first = first;
    this.users = users;
  }

  /**
   * Three disjoint subsets, shuffled unless there are too many users to list; null for a share of 0.
   *
   * @throws IllegalArgumentException if a part with a share would be empty
   */
  static UserSubset[] split(UserChannels all, SplitShares shares, RandomStream stream) {
    long[] ends = {0, Math.round(all.users() * shares.training()),
        shares.test() == 0 ? all.users() : Math.round(all.users() * (shares.training() + shares.validation())),
        all.users()};
    if (shares.validation() == 0) {
      ends[1] = ends[2];
    }
    boolean[] wanted = {true, shares.validation() > 0, shares.test() > 0};
    int[] order = all.users() <= Integer.MAX_VALUE - 8 ? shuffled((int) all.users(), stream.random()) : null;
    UserSubset[] parts = new UserSubset[3];
    for (int part = 0; part < parts.length; part++) {
      long users = ends[part + 1] - ends[part];
      Check.that(!wanted[part] || users >= 1, "%s of %d users leave a part empty", shares, all.users());
      parts[part] = wanted[part] ? new UserSubset(all, order, ends[part], users) : null;
    }
    return parts;
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
  public int groups() {
    return all.groups();
  }

  @Override
  public int group(long user) {
    return all.group(place(user));
  }

  @Override
  public void read(long user, float[] out, int offset) {
    all.read(place(user), out, offset);
  }

  private long place(long user) {
    long place = first + Objects.checkIndex(user, users);
    return order == null ? place : order[(int) place];
  }
}
