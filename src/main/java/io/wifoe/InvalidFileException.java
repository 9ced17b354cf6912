package io.wifoe;

import java.io.IOException;
import java.nio.file.Path;

/** A file or directory that cannot be used; the message names it, says what is wrong and, where possible, a remedy. */
public final class InvalidFileException extends IOException {
  private static final long serialVersionUID = 1;

  public InvalidFileException(Path file, String problem) {
    this(file, problem, null);
  }

  public InvalidFileException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
