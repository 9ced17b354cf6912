package io.wifoe.kernel;

import java.io.Serial;
import java.util.List;

/** A cell that failed, in the words the notebook shows. */
final class CellException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String kind;
  private final transient List<String> lines;

  /**
   * @param kind short name of the error, an exception's simple class name
   * @param message one sentence
   * @param lines what is printed under the cell
   */
  CellException(String kind, String message, List<String> lines) {
    super(message, null, false, false);
    this.kind = kind;
    this.lines = List.copyOf(lines);
  }

  String kind() {
    return kind;
  }

  List<String> lines() {
    return lines;
  }
}
