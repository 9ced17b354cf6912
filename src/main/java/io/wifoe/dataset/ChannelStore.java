package io.wifoe.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Channels on disk: a directory with {@value #CHANNELS} and {@value #CARD}, and bare files. */
final class ChannelStore {
  static final String CHANNELS = "h.npy";
  static final String CARD = "card.json";
  private static final int LONGEST_CARD = 1 << 20;

  private ChannelStore() {}

  static ChannelDataset open(Path path) throws IOException {
    return Files.isDirectory(path) ? openSet(path) : new ChannelImport(path).read();
  }

  /** Reads a set's card. */
  static ChannelCard card(Path directory) throws IOException {
    Path file = directory.resolve(CARD);
    if (!Files.exists(file)) {
      throw new ChannelFileException(directory, "there is no " + CARD + "; a set of channels is a directory with "
          + CHANNELS + " and " + CARD + ", and one that is being written has none yet");
    }
    if (Files.size(file) > LONGEST_CARD) {
      throw new ChannelFileException(file, "a card of " + Files.size(file) + " bytes is none of ours");
    }
    try {
      return ChannelCard.fromJson(Files.readString(file));
    } catch (IllegalArgumentException | IOException e) {
      throw new ChannelFileException(file, e.getMessage(), e);
    }
  }

  private static ChannelDataset openSet(Path directory) throws IOException {
    ChannelCard card = card(directory);
    Path file = directory.resolve(CHANNELS);
    ChannelDataset dataset = new ChannelImport(file).read();
    if (dataset.users() != card.users() || dataset.antennas() != card.antennas()) {
      throw new ChannelFileException(file, dataset.users() + " users with " + dataset.antennas()
          + " antennas, but the card says " + card.users() + " with " + card.antennas());
    }
    String sha256 = Sha256.of(file);
    if (!sha256.equals(card.sha256())) {
      throw new ChannelFileException(file, "its SHA-256 is " + sha256 + ", but the card says " + card.sha256()
          + "; the file was altered or damaged after it was written");
    }
    return new ChannelDataset(card.name(), card.source(), dataset.channels(), card.normalization());
  }
}
