package io.wifoe.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line's standard error for those who print on a stream. */
final class ErrorStream extends OutputStream {
  private final PrintWriter out;

  private ErrorStream(PrintWriter out) {
    this.out = out;
  }

  static PrintStream of(PrintWriter out) {
    return new PrintStream(new ErrorStream(out), false, StandardCharsets.US_ASCII);
  }

  @Override
  public void write(int b) {
    out.write(b & 0x7f);
  }

  @Override
  public void flush() {
    out.flush();
  }
}
