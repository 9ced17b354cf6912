package io.wifoe.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellOutputTest {
  private final CellOutput output = new CellOutput();
  private final Cell cell = new Cell();

  /** Records what the browser would get, one entry a run of the same stream. */
  private static final class Cell extends ShellReplyEnvironment {
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());

    Cell() {
      super(null, null, null, null);
    }

    @Override
    public void writeToStdOut(String text) {
      add("out:" + text);
    }

    @Override
    public void writeToStdErr(String text) {
      add("err:" + text);
    }

    private void add(String entry) {
      int last = received.size() - 1;
      if (last >= 0 && received.get(last).startsWith(entry.substring(0, 4))) {
        received.set(last, received.get(last) + entry.substring(4));
      } else {
        received.add(entry);
      }
    }
  }

  @Test
  void textAndDisplaysKeepTheirOrder() {
    new CellRun(Thread.currentThread().getThreadGroup(), cell, null);
    for (int i = 0; i < 100; i++) {
      output.out.print("a" + i);
      output.err.print("b" + i);
      output.send(env -> ((Cell) env).add("display"));
    }
    output.flush();
    assertEquals(300, cell.received.size());
    assertEquals(List.of("out:a99", "err:b99", "display"), cell.received.subList(297, 300));
  }

  @Test
  void longTextArrivesWholeWhateverItsCharacters() {
    String text = "\u00e9\u20ac\ud83d\ude00x".repeat(200_000);
    new CellRun(Thread.currentThread().getThreadGroup(), cell, null);
    output.out.print(text);
    output.flush();
    assertEquals(List.of("out:" + text), cell.received);
  }

  @Test
  void interruptedThreadStillPrints() throws InterruptedException {
    new CellRun(Thread.currentThread().getThreadGroup(), cell, null);
    Thread thread = new Thread(() -> {
      Thread.currentThread().interrupt();
      output.out.println("last words");
    });
    thread.start();
    thread.join();
    output.flush();
    assertEquals(1, cell.received.size());
    assertTrue(cell.received.get(0).startsWith("out:last words"));
  }
}
