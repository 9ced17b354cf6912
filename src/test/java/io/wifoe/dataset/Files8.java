package io.wifoe.dataset;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The test files, all of the same eight users of 64 antennas, and their channels. */
final class Files8 {
  static final int USERS = 8;
  static final int ANTENNAS = 64;

  private Files8() {}

  /** A file of the test resources. */
  static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(Files8.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All users of channels, (users)(2 Nt), each [Re h | Im h]. */
  static float[][] rows(UserChannels channels) {
    float[][] rows = new float[Math.toIntExact(channels.users())][2 * channels.antennas()];
    for (int user = 0; user < rows.length; user++) {
      channels.read(user, rows[user], 0);
    }
    return rows;
  }
}
