package io.wifoe.dataset;

import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;

/**
 * Users drawn on demand.
 *
 * @param model draws them
 * @param stream of the whole set
 * @param users how many there are
 */
record ModelChannels(ChannelModel model, RandomStream stream, long users) implements UserChannels {
  @Override
  public int antennas() {
    return model.antennas();
  }

  @Override
  public void read(long user, float[] out, int offset) {
    model.draw(stream, user, out, offset);
  }
}
