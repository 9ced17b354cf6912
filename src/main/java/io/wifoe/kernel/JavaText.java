package io.wifoe.kernel;

/** Steps through Java line by line and knows which lines begin outside comments and text blocks. */
final class JavaText {
  private enum State { CODE, COMMENT, TEXT_BLOCK }

  private State state = State.CODE;

  /** Whether the line that comes next begins in code. */
  boolean isCode() {
    return state == State.CODE;
  }

  /** Steps over a line of Java. */
  void pass(String line) {
    int at = 0;
    while (at < line.length()) {
      switch (state) {
        case COMMENT -> at = closed(line, "*/", at);
        case TEXT_BLOCK -> at = line.charAt(at) == '\\' ? at + 2 : textBlock(line, at);
        case CODE -> at = code(line, at);
      }
    }
  }

  private int closed(String line, String end, int at) {
    int found = line.indexOf(end, at);
    if (found < 0) {
      return line.length();
    }
    state = State.CODE;
    return found + end.length();
  }

  private int textBlock(String line, int at) {
    if (line.startsWith("\"\"\"", at)) {
      state = State.CODE;
      return at + 3;
    }
    return at + 1;
  }

  private int code(String line, int at) {
    if (line.startsWith("//", at)) {
      return line.length();
    }
    if (line.startsWith("/*", at)) {
      state = State.COMMENT;
      return at + 2;
    }
    if (line.startsWith("\"\"\"", at)) {
      state = State.TEXT_BLOCK;
      return at + 3;
    }
    char quote = line.charAt(at);
    return quote == '"' || quote == '\'' ? literal(line, quote, at + 1) : at + 1;
  }

  private static int literal(String line, char quote, int at) {
    int end = at;
    while (end < line.length() && line.charAt(end) != quote) {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }
}
