package io.wifoe.dataset;

/** Users' narrowband channels by number, at rest in a file or drawn on demand. Safe for use by several threads. */
public interface UserChannels {
  /** How many users there are; {@link Long#MAX_VALUE} where they are drawn on demand without end. */
  long users();

  /** The number of antennas Nt of every vector. */
  int antennas();

  /** How many groups the users are in; those of a sample belong to one, for one base station serves them. */
  default int groups() {
    return 1;
  }

  /** The group of a user, 0 to {@code groups() - 1}. */
  default int group(long user) {
    return 0;
  }

  /**
   * Copies one user's channel.
   *
   * @param user the user's number, 0 to {@code users() - 1}
   * @param out receives h as 2 Nt numbers [Re h | Im h]
   * @param offset index of the first real part in {@code out}
   */
  void read(long user, float[] out, int offset);
}
