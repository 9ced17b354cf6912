package io.wifoe.cluster;

import io.wifoe.dataset.DrawnUsers;
import io.wifoe.dataset.UserChannels;
import java.util.Iterator;
import java.util.function.Supplier;

/** Users that others have drawn, part after part in order, one of them in memory; nothing is drawn before a read. */
final class StreamedUsers implements UserChannels {
  private final DrawnUsers users;
  private final Supplier<Iterator<float[]>> source;
  private Iterator<float[]> parts;
  private float[] part;
  private long number = -1;

  StreamedUsers(DrawnUsers users, Supplier<Iterator<float[]>> source) {
    this.users = users;
    this.source = source;
  }

  @Override
  public long users() {
    return users.number();
  }

  @Override
  public int antennas() {
    return users.antennas();
  }

  @Override
  public synchronized void read(long user, float[] out, int offset) {
    if (parts == null) {
      parts = source.get();
    }
    while (number < user / users.usersOfAPart()) {
      part = parts.next();
      number++;
    }
    if (number > user / users.usersOfAPart()) {
      throw new IllegalStateException("user " + user + " was asked for after those of part " + number);
    }
    int width = 2 * antennas();
    System.arraycopy(part, (int) (user % users.usersOfAPart()) * width, out, offset, width);
  }
}
