package io.wifoe;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a file so that, whatever happens, its name stands for either the old content or the whole new one: under a
 * temporary name in the same folder, flushed to disk, renamed. A thread's interrupt does not break a write off.
 */
public final class AtomicFile {
  private static final String ENDING = ".tmp";
  /** {@code .NAME-UUID.tmp}: other programs have hidden files with this ending too. */
  private static final Pattern UNFINISHED = Pattern.compile("\\..+-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"
      + Pattern.quote(ENDING), Pattern.DOTALL);

  private AtomicFile() {}

  /** Produces the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes or replaces a file.
   *
   * @throws IOException if it cannot be written, with the reason; what was there before is untouched then
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID() + ENDING);
    boolean renamed = false;
    try {
      // a stream and not a channel, which an interrupt would close
      try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
        content.writeTo(out);
        out.getFD().sync();
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      renamed = true;
      flushFolder(target.getParent());
    } catch (IOException e) {
      throw new InvalidFileException(file, "cannot be written (" + reason(e) + "); what was there before is untouched. "
          + "Make room there or choose another place, and start again", e);
    } finally {
      if (!renamed) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /** Writes or replaces a file of text. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Removes what writers that were killed have left in a folder; nobody may be writing there. */
  public static void removeUnfinished(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(AtomicFile::isUnfinished).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Whether a file is one that {@link #write} has not finished. */
  public static boolean isUnfinished(Path file) {
    return UNFINISHED.matcher(file.getFileName().toString()).matches();
  }

  /** The system's own words for a failure, without the path that sentences name already. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException f) {
      String kind = f.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=.)(?=[A-Z])", " ");
      return f.getReason() != null ? f.getReason() : kind.toLowerCase(Locale.ROOT);
    }
    return e.getMessage();
  }

  /** Makes the new name itself survive a power failure. */
  private static void flushFolder(Path folder) {
    if (File.separatorChar == '\\') {
      return; // Windows opens no folders
    }
    boolean interrupted = Thread.interrupted();
    while (true) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
        break;
      } catch (ClosedByInterruptException e) {
        interrupted = Thread.interrupted();
      } catch (IOException e) {
        break; // a folder that may be written and not read; the file itself is on disk
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
