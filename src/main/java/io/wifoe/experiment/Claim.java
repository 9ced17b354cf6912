package io.wifoe.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.AtomicFile;
import io.wifoe.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says that a cell is being done. Its file's heart beats: while the owner lives a number in it grows, and who sees it
 * stand still knows that the owner is dead. No clocks of different machines are compared.
 */
final class Claim implements AutoCloseable {
  static final long SECONDS_BETWEEN_BEATS = 2;

  private final CellLock lock;
  private final Path file;
  private final Content first;
  private final ScheduledExecutorService heart;
  private long beat;

  /**
   * What the file holds.
   *
   * @param owner a name nobody else has
   * @param process number of the process, for people who look
   * @param beat grows
   */
  record Content(String owner, long process, long beat) {}

  private Claim(CellLock lock, Path file, Content first) {
    this.lock = lock;
    this.file = file;
    this.first = first;
    this.heart = Executors.newSingleThreadScheduledExecutor(run -> {
      Thread thread = new Thread(run, "heartbeat");
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Claims a file, whoever had it; to be called with the lock held. */
  static Claim of(CellLock lock, Path file) throws IOException {
    Content content = new Content(UUID.randomUUID().toString(), ProcessHandle.current().pid(), 0);
    AtomicFile.write(file, Json.line(content));
    Claim claim = new Claim(lock, file, content);
    claim.heart.scheduleWithFixedDelay(claim::beat, SECONDS_BETWEEN_BEATS, SECONDS_BETWEEN_BEATS, TimeUnit.SECONDS);
    return claim;
  }

  private void beat() {
    try {
      lock.run(() -> {
        if (isOurs()) {
          AtomicFile.write(file, Json.line(new Content(first.owner, first.process, ++beat)));
        }
      });
    } catch (IOException e) {
      // a beat that is missed does no harm; if the disk is full for long another may do the cell as well
    }
  }

  /** Whether nobody has taken over; to be called with the lock held. */
  private boolean isOurs() throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      return Json.read(Files.readString(file), Content.class).owner.equals(first.owner);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Gives the cell up. */
  @Override
  public void close() {
    heart.shutdownNow();
    try {
      lock.run(() -> {
        if (isOurs()) {
          Files.delete(file);
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
