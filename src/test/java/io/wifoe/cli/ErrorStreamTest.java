package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ErrorStreamTest {
  private static String printed(boolean terminal, String lineEnd) {
    StringWriter err = new StringWriter();
    PrintStream out = ErrorStream.of(new PrintWriter(err), terminal);
    out.print("T8" + lineEnd);
    for (int step = 1; step <= 3; step++) {
      out.print("\rstep " + step + "  ");
      out.flush();
    }
    out.print(lineEnd + "done" + lineEnd);
    out.flush();
    return err.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void aTerminalSeesOneLineWrittenOver() {
    assertEquals("T8\n\rstep 1  \rstep 2  \rstep 3  \ndone\n", printed(true, "\n"));
  }

  @Test
  void aLogFileGetsTheFirstCopyAndTheLast() {
    assertEquals("T8\nstep 1\nstep 3\ndone\n", printed(false, "\n"));
    assertEquals("T8\nstep 1\nstep 3\ndone\n", printed(false, "\r\n"));
  }
}
