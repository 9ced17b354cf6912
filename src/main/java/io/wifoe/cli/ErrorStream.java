package io.wifoe.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * The command line's standard error for those who print on a stream. A line that is written over again and again stays
 * so in a terminal; a log file gets one copy of it a minute and the last.
 */
final class ErrorStream extends OutputStream {
  /** Set by the launcher if standard error is a terminal; Java itself cannot tell. */
  private static final String TERMINAL = "wifoe.terminal";
  private static final long NANOS_BETWEEN_COPIES = 60_000_000_000L;
  /** Before that, Java is still getting faster and the time left is a bad guess. */
  private static final long NANOS_TO_FIRST_COPY = 10_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final StringBuilder line = new StringBuilder();
  private final LongSupplier nanos;
  private boolean startsAgain;
  private boolean isCopied;
  private long lastCopy;

  private ErrorStream(PrintWriter out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.lastCopy = nanos.getAsLong() - NANOS_BETWEEN_COPIES + NANOS_TO_FIRST_COPY;
  }

  static PrintStream of(PrintWriter out) {
    return of(out, Boolean.getBoolean(TERMINAL), System::nanoTime);
  }

  static PrintStream of(PrintWriter out, boolean terminal, LongSupplier nanos) {
    return new PrintStream(new ErrorStream(out, terminal, nanos), false, StandardCharsets.US_ASCII);
  }

  @Override
  public void write(int b) {
    if (terminal) {
      out.write(b & 0x7f);
      if (b == '\n') {
        out.flush();
      }
    } else if (b == '\r') {
      startsAgain = true;
    } else if (b == '\n') {
      if (!isCopied) {
        out.println(line.toString().stripTrailing());
      }
      startAgain();
    } else {
      if (startsAgain) {
        startAgain();
      }
      line.append((char) (b & 0x7f));
    }
  }

  @Override
  public void flush() {
    if (line.length() > 0 && !isCopied && nanos.getAsLong() - lastCopy >= NANOS_BETWEEN_COPIES) {
      out.println(line.toString().stripTrailing());
      isCopied = true;
      lastCopy = nanos.getAsLong();
    }
    out.flush();
  }

  private void startAgain() {
    line.setLength(0);
    startsAgain = false;
    isCopied = false;
  }
}
