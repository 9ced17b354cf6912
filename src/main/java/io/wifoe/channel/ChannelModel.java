package io.wifoe.channel;

import io.wifoe.RandomStream;

/**
 * Where channels come from. User i of a stream is always the same vector, whatever the thread, the order or the batch,
 * and no two users share a random number.
 */
public interface ChannelModel {
  /** The number of antennas Nt of every vector. */
  int antennas();

  /**
   * Draws one user's narrowband downlink channel.
   *
   * @param stream the stream of the whole set
   * @param user the user's number, from 0
   * @param out receives h as 2 Nt numbers [Re h | Im h]
   * @param offset index of the first real part in {@code out}
   */
  void draw(RandomStream stream, long user, float[] out, int offset);

  /**
   * Whether users are as far apart in gain as in a real sector, so that samples are normalised unless told otherwise;
   * where not, they are used as they come.
   */
  default boolean hasPathGain() {
    return true;
  }

  /** One line that says what is drawn, for cards and results. */
  String describe();
}
