package io.wifoe.training;

import io.wifoe.InvalidFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a directory to one training of one process. The system frees it when the process ends, even a killed one; but
 * it would also free it as soon as the process closed the file a second time, so that who asks again inside the process
 * is refused before.
 */
final class DirectoryLock implements Closeable {
  private static final String FILE = ".lock";
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final RandomAccessFile file;

  private DirectoryLock(Path directory, RandomAccessFile file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * Locks a directory that exists.
   *
   * @throws RunInUseException if another training has it
   * @throws IOException if it cannot be written
   */
  static DirectoryLock of(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!HELD_HERE.add(real)) {
      throw new RunInUseException(directory);
    }
    RandomAccessFile file = null;
    try {
      file = new RandomAccessFile(directory.resolve(FILE).toFile(), "rw");
      if (file.getChannel().tryLock() != null) {
        return new DirectoryLock(real, file);
      }
    } catch (OverlappingFileLockException e) { // by another loader of this class
      release(real, file);
      throw new RunInUseException(directory);
    } catch (IOException e) {
      release(real, file);
      throw new InvalidFileException(directory, "cannot be written (" + e.getMessage()
          + "); choose a directory that you may write for this run", e);
    }
    release(real, file);
    throw new RunInUseException(directory);
  }

  private static void release(Path directory, RandomAccessFile file) throws IOException {
    try {
      if (file != null) {
        file.close();
      }
    } finally {
      HELD_HERE.remove(directory);
    }
  }

  @Override
  public void close() throws IOException {
    release(directory, file);
  }
}
