package io.wifoe.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The command line's standard error for those who print on a stream. A line that is written over again and again stays
 * so in a terminal; a log file gets one copy of it a minute and the last.
 */
final class ErrorStream extends OutputStream {
  /** Set by the launcher if standard error is a terminal; Java itself cannot tell. */
  private static final String TERMINAL = "wifoe.terminal";
  private static final long NANOS_BETWEEN_COPIES = 60_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final StringBuilder line = new StringBuilder();
  private boolean startsAgain;
  private long lastCopy = System.nanoTime() - NANOS_BETWEEN_COPIES;

  private ErrorStream(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static PrintStream of(PrintWriter out) {
    return of(out, Boolean.getBoolean(TERMINAL));
  }

  static PrintStream of(PrintWriter out, boolean terminal) {
    return new PrintStream(new ErrorStream(out, terminal), false, StandardCharsets.US_ASCII);
  }

  @Override
  public void write(int b) {
    if (terminal) {
      out.write(b & 0x7f);
    } else if (b == '\r') {
      startsAgain = true;
    } else if (b == '\n') {
      printLine();
    } else {
      if (startsAgain) {
        line.setLength(0);
        startsAgain = false;
      }
      line.append((char) (b & 0x7f));
    }
  }

  @Override
  public void flush() {
    if (line.length() > 0 && System.nanoTime() - lastCopy >= NANOS_BETWEEN_COPIES) {
      printLine();
      lastCopy = System.nanoTime();
    }
    out.flush();
  }

  private void printLine() {
    out.println(line.toString().stripTrailing());
    line.setLength(0);
    startsAgain = false;
  }
}
