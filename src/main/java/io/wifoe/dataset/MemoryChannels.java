package io.wifoe.dataset;

import io.wifoe.Check;
import java.io.IOException;
import java.util.Arrays;

/** Channels in the heap, one array a user. */
final class MemoryChannels implements UserChannels {
  private final float[][] rows; // (users)(2 Nt), each [Re h | Im h]
  private final int antennas;

  private MemoryChannels(float[][] rows, int antennas) {
    this.rows = rows;
    this.antennas = antennas;
  }

  /** Copies all users of other channels. */
  static MemoryChannels copyOf(UserChannels channels, int threads, Progress progress) throws IOException {
    int width = 2 * channels.antennas();
    Check.that(channels.users() <= Integer.MAX_VALUE - 8, "%d users do not fit into memory; write them to a directory",
        channels.users());
    HeapLimit.require(channels.users() * width * Float.BYTES, channels.users() + " users of "
        + channels.antennas() + " antennas");
    float[][] rows = new float[(int) channels.users()][];
    OrderedBlocks.forEach(channels, threads, (first, users, h) -> {
      for (int i = 0; i < users; i++) {
        rows[(int) first + i] = Arrays.copyOfRange(h, i * width, (i + 1) * width);
      }
      progress.report(first + users, channels.users());
    });
    return new MemoryChannels(rows, channels.antennas());
  }

  @Override
  public long users() {
    return rows.length;
  }

  @Override
  public int antennas() {
    return antennas;
  }

  @Override
  public void read(long user, float[] out, int offset) {
    System.arraycopy(rows[Math.toIntExact(user)], 0, out, offset, 2 * antennas);
  }
}
