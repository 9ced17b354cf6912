package io.wifoe.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.zeromq.ZMQ;

/**
 * {@code System.in} of cells: every line is asked for in the browser. Ends at once where nobody can answer, as in a
 * notebook that is run without a browser. A thread of the kernel's own waits for the answer, so that an interrupt never
 * meets a socket.
 */
final class CellInput extends InputStream {
  private static final long POLL_MILLIS = 20;

  private final JupyterSocket stdin;
  private final CellOutput output;
  private final Set<ShellReplyEnvironment> asking = ConcurrentHashMap.newKeySet();
  private final ExecutorService waiter = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "kernel-input");
    thread.setDaemon(true);
    return thread;
  });

  private byte[] line = {};
  private int next;

  CellInput(JupyterSocket stdin, CellOutput output) {
    this.stdin = stdin;
    this.output = output;
  }

  /** A cell whose browser can be asked. */
  void allow(ShellReplyEnvironment cell) {
    asking.clear();
    asking.add(cell);
  }

  /** Nobody can be asked. */
  void refuse() {
    asking.clear();
  }

  @Override
  public synchronized int read() throws IOException {
    return fill() ? line[next++] & 0xFF : -1;
  }

  @Override
  public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, line.length - next);
    System.arraycopy(line, next, bytes, offset, count);
    next += count;
    return count;
  }

  @Override
  public synchronized int available() {
    return line.length - next;
  }

  private boolean fill() throws IOException {
    if (next < line.length) {
      return true;
    }
    CellRun run = CellRun.of(Thread.currentThread());
    ShellReplyEnvironment cell = run == null ? null : run.env();
    if (cell == null || !asking.contains(cell)) {
      return false;
    }
    output.flush();
    Future<String> answer = waiter.submit(() -> ask(cell));
    try {
      line = (answer.get() + "\n").getBytes(StandardCharsets.UTF_8);
      next = 0;
      return true;
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a line of input was awaited");
    } catch (ExecutionException e) {
      throw new IOException("no input came", e.getCause());
    }
  }

  private String ask(ShellReplyEnvironment cell) throws InterruptedException {
    while (isAnswered()) {
      stdin.readMessage(); // an answer to a cell that was interrupted
    }
    stdin.sendMessage(new Message<>(cell.getContext(), InputRequest.MESSAGE_TYPE, new InputRequest("", false)));
    while (!isAnswered()) {
      Thread.sleep(POLL_MILLIS);
    }
    return stdin.readMessage(InputReply.MESSAGE_TYPE).getContent().getValue();
  }

  private boolean isAnswered() {
    return (stdin.getEvents() & ZMQ.Poller.POLLIN) != 0;
  }
}
