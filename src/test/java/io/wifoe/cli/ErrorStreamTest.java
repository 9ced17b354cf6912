package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ErrorStreamTest {
  /** A line written over every 20 seconds, five times. */
  private static String printed(boolean terminal, String lineEnd) {
    long[] now = new long[1];
    StringWriter err = new StringWriter();
    PrintStream out = ErrorStream.of(new PrintWriter(err), terminal, () -> now[0]);
    out.print("T8" + lineEnd);
    for (int step = 1; step <= 5; step++) {
      out.print("\rstep " + step + "  ");
      out.flush();
      now[0] += TimeUnit.SECONDS.toNanos(20);
    }
    out.print(lineEnd + "done" + lineEnd);
    out.flush();
    return err.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void aTerminalSeesOneLineWrittenOver() {
    assertEquals("T8\n\rstep 1  \rstep 2  \rstep 3  \rstep 4  \rstep 5  \ndone\n", printed(true, "\n"));
  }

  @Test
  void aTerminalSeesALineWhenItEnds() {
    StringWriter err = new StringWriter();
    PrintStream out = ErrorStream.of(new PrintWriter(new BufferedWriter(err)), true, () -> 0);
    out.print("cell 1\nunfinished");
    assertEquals("cell 1\n", err.toString());
  }

  @Test
  void aLogFileGetsACopyAMinuteAndNoneTwice() {
    assertEquals("T8\nstep 2\nstep 5\ndone\n", printed(false, "\n"));
    assertEquals("T8\nstep 2\nstep 5\ndone\n", printed(false, "\r\n"));
  }
}
