package io.wifoe.channel;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.task.AntennaArray;
import java.util.SplittableRandom;

/**
 * Independent Rayleigh fading: every entry is CN(0, 1).
 *
 * @param antennas antennas Nt
 */
public record Rayleigh(int antennas) implements ChannelModel {
  public Rayleigh {
    Check.that(antennas >= 1 && antennas <= AntennaArray.MOST_ANTENNAS, "%d antennas: Nt is 1 to %d", antennas,
        AntennaArray.MOST_ANTENNAS);
  }

  public static Rayleigh of(int antennas) {
    return new Rayleigh(antennas);
  }

  @Override
  public void draw(RandomStream stream, long user, float[] out, int offset) {
    SplittableRandom random = stream.of("rayleigh").of(user).random();
    for (int n = offset; n < offset + antennas; n++) {
      out[n] = (float) (random.nextGaussian() * Math.sqrt(0.5));
      out[n + antennas] = (float) (random.nextGaussian() * Math.sqrt(0.5));
    }
  }

  @Override
  public boolean hasPathGain() {
    return false;
  }

  @Override
  public String describe() {
    return "i.i.d. Rayleigh: " + antennas + " antennas";
  }
}
