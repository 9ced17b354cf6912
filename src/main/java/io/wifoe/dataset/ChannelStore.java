package io.wifoe.dataset;

import io.wifoe.InvalidFileException;
import io.wifoe.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Channels on disk: a directory with {@value #CHANNELS} and {@value ChannelCard#FILE}, and bare files. */
final class ChannelStore {
  static final String CHANNELS = "h.npy";

  private ChannelStore() {}

  static ChannelDataset open(Path path) throws IOException {
    return Files.isDirectory(path) ? openSet(path) : new ChannelImport(path).read();
  }

  private static ChannelDataset openSet(Path directory) throws IOException {
    ChannelCard card = ChannelCard.read(directory);
    Path file = directory.resolve(CHANNELS);
    ChannelDataset dataset = new ChannelImport(file).read();
    if (dataset.users() != card.users() || dataset.antennas() != card.antennas()) {
      throw new InvalidFileException(file, dataset.users() + " users with " + dataset.antennas()
          + " antennas, but the card says " + card.users() + " with " + card.antennas());
    }
    String sha256 = Sha256.of(file);
    if (!sha256.equals(card.sha256())) {
      throw new InvalidFileException(file, "its SHA-256 is " + sha256 + ", but the card says " + card.sha256()
          + "; the file was altered or damaged after it was written");
    }
    UserChannels channels = card.groups() == null ? dataset.channels() : card.groups().over(dataset.channels());
    return new ChannelDataset(card.name(), card.source(), card.task(), channels, card.normalization());
  }
}
