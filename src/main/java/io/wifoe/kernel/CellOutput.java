package io.wifoe.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a cell prints and displays, in order, on its way to the browser. One thread of the kernel sends it: an interrupt
 * that met the user's thread inside a socket would close that socket for good. Text is sent in batches, so a loop that
 * prints is not slowed by a message per line.
 */
final class CellOutput {
  private static final long BATCH_MILLIS = 40;
  private static final int MAX_PENDING_BYTES = 1 << 20;
  /** For the sockets' own threads to send what they were given. */
  private static final long LAST_WORDS_NANOS = 200_000_000;

  private final PrintStream log = System.err;
  private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread thread = new Thread(task, "kernel-output");
    thread.setDaemon(true);
    return thread;
  });

  private final Deque<Object> pieces = new ArrayDeque<>();
  private boolean sendScheduled;

  final PrintStream out = new PrintStream(new TextStream(false), false, StandardCharsets.UTF_8);
  final PrintStream err = new PrintStream(new TextStream(true), false, StandardCharsets.UTF_8);

  /** Bytes of one stream of one cell that follow each other. */
  private static final class Text {
    private final boolean error;
    private final ShellReplyEnvironment cell;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Text(boolean error, ShellReplyEnvironment cell) {
      this.error = error;
      this.cell = cell;
    }
  }

  /** Something else that a cell shows. */
  private record Message(ShellReplyEnvironment cell, Consumer<ShellReplyEnvironment> message) {}

  private final class TextStream extends OutputStream {
    private final boolean error;

    TextStream(boolean error) {
      this.error = error;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      append(error, bytes, offset, length);
    }
  }

  /** Makes {@code System.out} and {@code System.err} the cells'; what is printed before the process ends arrives. */
  void redirectSystem() {
    System.setOut(out);
    System.setErr(err);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      flush();
      LockSupport.parkNanos(LAST_WORDS_NANOS);
    }));
  }

  /** Sends something that is not text after all that was printed before it. */
  void send(Consumer<ShellReplyEnvironment> message) {
    CellRun run = CellRun.of(Thread.currentThread());
    if (run == null || run.isMuted()) {
      return;
    }
    synchronized (pieces) {
      pieces.add(new Message(run.env(), message));
      scheduleSend();
    }
  }

  /** Returns when everything printed and displayed so far has been sent. */
  void flush() {
    try {
      sender.submit(this::sendPieces).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.println("output was lost: " + e.getCause());
    }
  }

  /** Belongs to the cell that started the thread; a pool that serves everybody prints in the latest one. */
  private void append(boolean error, byte[] bytes, int offset, int length) {
    CellRun run = CellRun.of(Thread.currentThread());
    if (run != null && run.isMuted()) {
      return;
    }
    ShellReplyEnvironment cell = run == null ? null : run.env();
    synchronized (pieces) {
      if (!(pieces.peekLast() instanceof Text last && last.error == error && last.cell == cell)) {
        pieces.add(new Text(error, cell));
      }
      Text text = (Text) pieces.getLast();
      text.bytes.write(bytes, offset, length);
      scheduleSend();
      try {
        while (text.bytes.size() > MAX_PENDING_BYTES && pieces.peekLast() == text) {
          pieces.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void scheduleSend() {
    if (!sendScheduled) {
      sendScheduled = true;
      sender.schedule(this::sendPieces, BATCH_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void sendPieces() {
    Deque<Object> batch;
    synchronized (pieces) {
      batch = new ArrayDeque<>(pieces);
      pieces.clear();
      sendScheduled = false;
      if (batch.peekLast() instanceof Text last) {
        keepBrokenCharacter(last);
      }
      pieces.notifyAll();
    }
    for (Object piece : batch) {
      send(piece);
    }
  }

  private void send(Object piece) {
    if (piece instanceof Message other) {
      if (other.cell != null) {
        other.message.accept(other.cell);
      }
    } else if (piece instanceof Text text) {
      String string = text.bytes.toString(StandardCharsets.UTF_8);
      if (text.cell == null) {
        log.print(string);
      } else if (text.error) {
        text.cell.writeToStdErr(string);
      } else {
        text.cell.writeToStdOut(string);
      }
    }
  }

  /** A long text arrives in chunks that may end inside a character: its first bytes wait for the others. */
  private void keepBrokenCharacter(Text text) {
    byte[] bytes = text.bytes.toByteArray();
    int start = bytes.length - 1;
    while (start > 0 && start > bytes.length - 4 && (bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    int lead = start < 0 ? 0 : bytes[start] & 0xFF;
    int expected = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (start >= 0 && start + expected > bytes.length) {
      text.bytes.reset();
      text.bytes.write(bytes, 0, start);
      Text rest = new Text(text.error, text.cell);
      rest.bytes.write(bytes, start, bytes.length - start);
      pieces.add(rest);
    }
  }
}
