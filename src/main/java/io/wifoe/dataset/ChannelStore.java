package io.wifoe.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Channels on disk: a directory with {@value #CHANNELS} and {@value #CARD}, and bare files. */
final class ChannelStore {
  static final String CHANNELS = "h.npy";
  static final String CARD = "card.json";
  private static final int LONGEST_CARD = 1 << 20;

  private ChannelStore() {}

  static ChannelDataset open(Path path) throws IOException {
    return Files.isDirectory(path) ? openSet(path) : openBare(path);
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
    NpyFile.Content content = npy(file);
    UserChannels channels = channels(file, content);
    if (channels.users() != card.users() || channels.antennas() != card.antennas()) {
      throw new ChannelFileException(file, "shape " + content.header().shapeText() + ", but the card says ("
          + card.users() + ", " + card.antennas() + ")");
    }
    String sha256 = Sha256.of(file);
    if (!sha256.equals(card.sha256())) {
      throw new ChannelFileException(file, "its SHA-256 is " + sha256 + ", but the card says " + card.sha256()
          + "; the file was altered or damaged after it was written");
    }
    return new ChannelDataset(card.name(), card.source(), channels, card.normalization());
  }

  private static ChannelDataset openBare(Path file) throws IOException {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    NpyFile.Content content = switch (ending) {
      case "npy" -> npy(file);
      case "npz" -> npz(file, "h");
      default -> throw new ChannelFileException(file, "neither a set of channels nor a .npy or .npz file");
    };
    return ChannelDataset.of(name.substring(0, name.lastIndexOf('.')), channels(file, content));
  }

  private static NpyFile.Content npy(Path file) throws IOException {
    try {
      return NpyFile.open(file);
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  private static NpyFile.Content npz(Path file, String variable) throws IOException {
    try {
      return NpzFile.read(file, variable);
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  private static IOException problem(Path file, IOException e) {
    return e instanceof java.nio.file.FileSystemException ? e : new ChannelFileException(file, e.getMessage(), e);
  }

  private static UserChannels channels(Path file, NpyFile.Content content) throws ChannelFileException {
    try {
      NumericArray array = content.header().isComplex() ? content.array() : content.array().pairs();
      UserChannels channels = content.isRowMajorComplex64() ? content.rows() : array.channels(0, 1);
      ChannelStatistics.of(channels);
      return channels;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ChannelFileException(file, e.getMessage(), e);
    }
  }
}
