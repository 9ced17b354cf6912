package io.wifoe.dataset;

import io.wifoe.AtomicFile;
import io.wifoe.InvalidFileException;
import io.wifoe.ProcessEnd;
import io.wifoe.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes finished sets: into a directory beside the target, flushed to disk, which is then renamed as a whole; a set of
 * two files is more than {@link AtomicFile} can replace at once.
 */
final class ChannelWriter {
  private ChannelWriter() {}

  /**
   * Writes a set unless one with the same card is there already, which is not read again.
   *
   * @param card what is asked for; SHA-256 and statistics are filled in
   * @throws IOException if the target holds something else, or if writing fails or the process is ended; then
   *     nothing is left behind, but by one that is killed outright
   */
  static void write(Path target, ChannelCard card, UserChannels channels, int threads, Progress progress)
      throws IOException {
    if (isFinished(target, card)) {
      return;
    }
    if (Files.isSymbolicLink(target) && !Files.exists(target)) {
      throw new InvalidFileException(target, "is a link that leads nowhere");
    }
    // a directory cannot be put in the place of a link to one, or of "."
    Path absolute = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute.getParent());
    } catch (IOException e) {
      throw notWritten(target, e);
    }
    // not createTempDirectory, which would leave a set that nobody else may read
    Path temporary = absolute.resolveSibling("." + absolute.getFileName() + "-" + UUID.randomUUID());
    ProcessEnd end = ProcessEnd.interrupts();
    try {
      begin(temporary, target);
      fill(temporary, card, channels, threads, progress);
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      delete(temporary, e); // somebody else was quicker
      isFinished(target, card);
    } catch (IOException | RuntimeException | Error e) {
      delete(temporary, e);
      throw e;
    } finally {
      end.close();
    }
  }

  private static void begin(Path temporary, Path target) throws IOException {
    try {
      Files.createDirectory(temporary);
    } catch (IOException e) {
      throw notWritten(target, e);
    }
  }

  private static InvalidFileException notWritten(Path target, IOException e) {
    return new InvalidFileException(target, "cannot be written (" + AtomicFile.reason(e) + ")", e);
  }

  private static void fill(Path directory, ChannelCard card, UserChannels channels, int threads, Progress progress)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    ChannelStatistics.Sums sums = new ChannelStatistics.Sums(channels.antennas());
    try (FileChannel out = FileChannel.open(directory.resolve(ChannelStore.CHANNELS), StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE)) {
      npy(new DigestOutputStream(Channels.newOutputStream(out), digest), channels, threads, sums, progress);
      out.force(true);
    }
    String json = card.withResult(HexFormat.of().formatHex(digest.digest()), sums.statistics()).toJson();
    AtomicFile.write(directory.resolve(ChannelCard.FILE), json + "\n");
  }

  /** Writes channels as complex64 .npy and adds up their statistics. */
  static void npy(OutputStream out, UserChannels channels, int threads, ChannelStatistics.Sums sums,
      Progress progress) throws IOException {
    int antennas = channels.antennas();
    int width = 2 * antennas;
    out.write(NpyHeader.complex64(channels.users(), channels.antennas()));
    OrderedBlocks.forEach(channels, threads, (first, users, h) -> {
      ByteBuffer bytes = ByteBuffer.allocate(users * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < users; i++) {
        for (int n = i * width; n < i * width + antennas; n++) { // numpy has pairs
          bytes.putFloat(h[n]).putFloat(h[n + antennas]);
        }
        sums.add(first + i, h, i * width);
      }
      out.write(bytes.array());
      progress.report(first + users, channels.users());
    });
  }

  /** Whether the target is a set from the same card already; refuses anything else but an empty directory. */
  private static boolean isFinished(Path target, ChannelCard card) throws IOException {
    if (!Files.exists(target)) {
      return false;
    }
    if (!Files.isDirectory(target)) {
      throw new InvalidFileException(target, "there is a file where a directory of channels should go");
    }
    if (Files.exists(target.resolve(ChannelCard.FILE))) {
      String difference = ChannelCard.read(target).differenceFrom(card);
      if (difference != null) {
        throw new InvalidFileException(target, "there is another set of channels already (" + difference
            + "); choose another directory or delete that one");
      }
      return true;
    }
    try (Stream<Path> entries = Files.list(target)) {
      if (entries.findAny().isPresent()) {
        throw new InvalidFileException(target, "the directory is not empty and holds no set of channels");
      }
    }
    return false;
  }

  private static void delete(Path directory, Throwable why) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
