package io.wifoe.kernel;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Evaluates cells one snippet at a time with JShell, in this process and on this process's class path. */
final class CellEvaluator implements AutoCloseable {
  /** What IJava imports; not more, so that a notebook written here also runs there. */
  private static final String START_UP = """
      import java.util.*;
      import java.io.*;
      import java.math.*;
      import java.net.*;
      import java.util.concurrent.*;
      import java.util.prefs.*;
      import java.util.regex.*;
      import static io.wifoe.kernel.Display.*;
      public void printf(String format, Object... args) { System.out.printf(format, args); }
      """;

  private static final Set<Snippet.SubKind> SHOWN = EnumSet.of(Snippet.SubKind.VAR_VALUE_SUBKIND,
      Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND, Snippet.SubKind.OTHER_EXPRESSION_SUBKIND);

  /** Blank space and comments before a snippet. */
  private static final Pattern LEAD = Pattern.compile("(?:\\s|//[^\\n]*|/\\*(?s:.)*?\\*/)*+");

  private final SnippetRunner runner = new SnippetRunner();
  private final Cells cells = new Cells();
  private final ErrorText errors = new ErrorText(cells);
  private final JShell shell;
  private int cell;

  /**
   * Starts an evaluator.
   *
   * @param classPath what cells can import; also what this process runs on, since they share their classes
   */
  CellEvaluator(String classPath) throws CellException {
    shell = JShell.builder().executionEngine(new InProcess(runner), Map.of()).build();
    shell.addToClasspath(classPath);
    cells.begin(0, START_UP);
    runAll(START_UP);
  }

  private record InProcess(SnippetRunner runner) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "in-process";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return runner;
    }
  }

  /**
   * Runs a cell.
   *
   * @return the value of its last expression; null where it ends with something else
   * @throws CellException if it does not compile, throws, or was interrupted before its end
   */
  Object evaluate(String code) throws CellException {
    runner.beginCell();
    cells.begin(++cell, code);
    return runAll(Magics.run(code, shell::addToClasspath));
  }

  /** The report of an exception that came from rendering a value rather than from a snippet. */
  CellException describe(Throwable thrown) {
    return errors.thrown(thrown, null);
  }

  /** Interrupts the cell that runs now, if any; comes from another thread. */
  void interrupt() {
    runner.interrupt();
  }

  SourceCodeAnalysis analysis() {
    return shell.sourceCodeAnalysis();
  }

  @Override
  public void close() {
    shell.close();
  }

  private Object runAll(String code) throws CellException {
    Map<String, DeclarationSnippet> declared = new LinkedHashMap<>();
    Object value = null;
    String rest = withoutLead(code);
    while (!rest.isEmpty()) {
      CompletionInfo info = analysis().analyzeCompletion(rest);
      int offset = code.length() - rest.length();
      if (info.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
        throw ErrorText.plain("IncompleteSourceException", "the cell ends in the middle of what starts on its line "
            + cells.lineAt(offset) + "; a bracket or quote is not closed", List.of());
      }
      value = run(info.source().strip(), offset, declared);
      rest = withoutLead(info.remaining());
      if (runner.interrupted() && !rest.isEmpty()) {
        int line = cells.lineAt(code.length() - rest.length());
        throw interrupted("the cell was interrupted; from its line " + line + " on it did not run");
      }
    }
    declared.values().forEach(this::warnIfUnresolved);
    return value;
  }

  /** JShell takes an import behind a blank line or a comment for a new one and reloads all variables with null. */
  private static String withoutLead(String code) {
    Matcher lead = LEAD.matcher(code);
    return lead.lookingAt() ? code.substring(lead.end()) : code;
  }

  private Object run(String source, int offset, Map<String, DeclarationSnippet> declared) throws CellException {
    List<SnippetEvent> events = shell.eval(source);
    events.forEach(event -> cells.addIfNew(event.snippet().id(), offset));
    Object value = runner.takeResult();
    Throwable thrown = runner.takeFailure();
    if (runner.stopped()) {
      throw interrupted("the cell was interrupted on its line " + cells.lineAt(offset));
    }
    for (SnippetEvent event : events) {
      Snippet snippet = event.snippet();
      if (event.causeSnippet() != null) {
        continue;
      }
      if (event.status() == Snippet.Status.REJECTED) {
        throw errors.compileErrors(snippet.id(), source, shell.diagnostics(snippet).toList());
      }
      if (event.exception() instanceof UnresolvedReferenceException unresolved) {
        throw unresolved(unresolved.getSnippet());
      }
      if (event.exception() != null) {
        throw thrown instanceof InterruptedException && runner.interrupted()
            ? interrupted("the cell was interrupted on its line " + cells.lineAt(offset))
            : errors.thrown(thrown == null ? event.exception() : thrown, event.exception());
      }
      if (snippet instanceof DeclarationSnippet declaration) {
        declared.put(snippet.id(), declaration);
      }
      if (!SHOWN.contains(snippet.subKind())) {
        value = null;
      }
    }
    return value;
  }

  private static CellException interrupted(String message) {
    return ErrorText.plain("Interrupted", message, List.of());
  }

  private CellException unresolved(DeclarationSnippet snippet) {
    return ErrorText.plain("UnresolvedReferenceException",
        snippet.name() + " cannot run yet: it uses " + missing(snippet) + ", which no cell has defined", List.of());
  }

  private void warnIfUnresolved(DeclarationSnippet snippet) {
    Snippet.Status status = shell.status(snippet);
    if (status == Snippet.Status.RECOVERABLE_DEFINED || status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
      System.err.printf("%s waits for %s, which no cell has defined yet.%n", snippet.name(), missing(snippet));
    }
  }

  private String missing(DeclarationSnippet snippet) {
    return String.join(", ", shell.unresolvedDependencies(snippet).toList());
  }
}
