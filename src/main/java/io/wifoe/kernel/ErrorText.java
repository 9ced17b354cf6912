package io.wifoe.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;

/** Says what went wrong in a cell: the sentence first, then the user's own lines, then every cause. */
final class ErrorText {
  private static final String RED = "\u001B[1;31m";
  private static final String PLAIN = "\u001B[0m";
  /** Library frames shown above the user's line; the rest says nothing to a notebook's reader. */
  private static final int LIBRARY_FRAMES = 8;
  /** Frames of one exception: a recursion that never ends has a thousand, of which the first and last say all. */
  private static final int FIRST_FRAMES = 14;
  private static final int LAST_FRAMES = 4;
  private static final int SUPPRESSED = 5;

  private final Cells cells;

  ErrorText(Cells cells) {
    this.cells = cells;
  }

  /** An error without a stack, for example a compile error's headline. */
  static CellException plain(String kind, String message, List<String> details) {
    List<String> lines = new ArrayList<>();
    lines.add(RED + kind + PLAIN + ": " + message);
    lines.addAll(details);
    return new CellException(kind, message, lines);
  }

  /** Compile errors of one snippet, each with its line marked. */
  CellException compileErrors(String snippetId, String source, List<Diag> diagnostics) {
    List<String> details = new ArrayList<>();
    String first = "the snippet was rejected";
    for (Diag diagnostic : diagnostics) {
      String message = diagnostic.getMessage(null).strip();
      if (diagnostic.isError() && details.isEmpty()) {
        first = message.lines().findFirst().orElse(message);
      }
      int start = (int) Math.max(0, Math.min(diagnostic.getStartPosition(), source.length()));
      int end = (int) Math.max(start + 1, Math.min(diagnostic.getEndPosition(), source.length()));
      int lineStart = source.lastIndexOf('\n', start - 1) + 1;
      int lineEnd = source.indexOf('\n', start);
      String line = source.substring(lineStart, lineEnd < 0 ? source.length() : lineEnd);
      int number = 1 + (int) source.substring(0, start).chars().filter(c -> c == '\n').count();
      int width = Math.max(1, Math.min(end, lineStart + line.length()) - start);
      details.add("  " + cells.where(snippetId, number));
      details.add("    " + line);
      details.add("    " + " ".repeat(start - lineStart) + RED + "^".repeat(width) + PLAIN);
      message.lines().forEach(each -> details.add("  " + each));
    }
    return plain("CompilationException", first, details);
  }

  /**
   * An exception of the user's code with its causes.
   *
   * @param thrown what was thrown
   * @param translated JShell's copy of it, whose frames name snippets; it may have fewer causes
   */
  CellException thrown(Throwable thrown, JShellException translated) {
    List<String> lines = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable copy = translated;
    for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
      String head = seen.size() == 1 ? "" : "Caused by ";
      String message = each.getMessage() == null ? "" : ": " + each.getMessage();
      lines.add(head + RED + each.getClass().getName() + PLAIN + message);
      Throwable traced = copy instanceof EvalException ? copy : each;
      lines.addAll(shortened(frames(traced.getStackTrace())));
      Arrays.stream(each.getSuppressed()).limit(SUPPRESSED).forEach(other -> lines.add("  and suppressed " + other));
      copy = copy == null ? null : copy.getCause();
    }
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    return new CellException(thrown.getClass().getSimpleName(), message, lines);
  }

  private static List<String> shortened(List<String> frames) {
    int left = frames.size() - FIRST_FRAMES - LAST_FRAMES;
    if (left <= 1) {
      return frames;
    }
    List<String> shorter = new ArrayList<>(frames.subList(0, FIRST_FRAMES));
    shorter.add(String.format(Locale.ROOT, "  ... %,d more", left));
    shorter.addAll(frames.subList(frames.size() - LAST_FRAMES, frames.size()));
    return shorter;
  }

  private List<String> frames(StackTraceElement[] stack) {
    List<String> lines = new ArrayList<>();
    int library = 0;
    for (StackTraceElement frame : stack) {
      String file = frame.getFileName();
      if (file != null && file.startsWith("#")) {
        String snippet = file.substring(1);
        int line = frame.getLineNumber();
        lines.add("  at " + cells.where(snippet, line) + ": " + cells.codeAt(snippet, line));
      } else if (!isMachinery(frame) && library++ < LIBRARY_FRAMES) {
        lines.add("  at " + frame);
      } else if (!isMachinery(frame) && library == LIBRARY_FRAMES + 1) {
        lines.add("  ...");
      }
    }
    return lines;
  }

  private static boolean isMachinery(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("jdk.internal.reflect.") || name.startsWith("java.lang.reflect.")
        || name.startsWith("REPL.$JShell$") || name.startsWith("io.wifoe.kernel.")
        || name.equals("java.util.concurrent.FutureTask") || name.equals("java.lang.Thread");
  }
}
