package io.wifoe.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
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

  private static final Set<Snippet.Status> UNUSABLE =
      EnumSet.of(Snippet.Status.RECOVERABLE_DEFINED, Snippet.Status.RECOVERABLE_NOT_DEFINED);

  /** Blank space and comments before a snippet. */
  private static final Pattern LEAD = Pattern.compile("(?:\\s|//[^\\n]*|/\\*(?s:.)*?\\*/)*+");

  /** Unnamed results that stay: $7 can be asked for until so many others have come. */
  private static final int UNNAMED_KEPT = 8;

  private final SnippetRunner runner = new SnippetRunner();
  private final Cells cells = new Cells();
  private final ErrorText errors = new ErrorText(cells);
  private final Magics magics = new Magics();
  private final Deque<VarSnippet> unnamed = new ArrayDeque<>();
  private final ThreadGroup threads = Thread.currentThread().getThreadGroup();
  private final JShell shell;

  /**
   * Starts an evaluator.
   *
   * @param classPath what cells can import; also what this process runs on, since they share their classes
   */
  CellEvaluator(String classPath) throws CellException {
    Redefinition.start();
    shell = JShell.builder().executionEngine(new InProcess(runner), Map.of()).build();
    shell.addToClasspath(classPath);
    evaluate(new Cell("the start", START_UP, null), value -> value);
  }

  /**
   * A cell to run.
   *
   * @param name as errors call it, {@code cell 4}
   * @param env where its output goes; null for none
   */
  record Cell(String name, String code, ShellReplyEnvironment env) {}

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
   * @param show makes of the value of its last expression what the caller wants; may run the user's code, so it is part
   *     of the cell: its errors and interrupts are the cell's
   * @return what {@code show} made; null where the cell ends with something else than an expression
   * @throws CellException if it does not compile, throws, or was interrupted before its end
   */
  Object evaluate(Cell cell, UnaryOperator<Object> show) throws CellException {
    CellRun run = new CellRun(threads, cell.env(), errors);
    runner.begin(run);
    cells.begin(cell.name(), cell.code(), List.of());
    try {
      Magics.Prepared prepared = (Magics.Prepared) call(() -> magics.prepare(cell.code(), shell::addToClasspath));
      cells.begin(cell.name(), prepared.java(), prepared.lines());
      long start = System.nanoTime();
      Object value = runAll(prepared);
      if (prepared.isTimed()) {
        Magics.printTime("the cell", start);
      }
      return value == null ? null : call(() -> show.apply(value));
    } finally {
      runner.classes().takeResets().forEach(System.err::println);
      if (runner.interrupted()) {
        run.mute();
      }
      runner.end();
    }
  }

  private Object call(Callable<Object> work) throws CellException {
    try {
      return runner.call(work);
    } catch (ExecutionControl.StoppedException e) {
      throw interrupted("the cell was interrupted");
    } catch (InvocationTargetException e) {
      runner.takeFailure();
      throw e.getCause() instanceof CellException known ? known : errors.thrown(e.getCause(), null);
    }
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

  private Object runAll(Magics.Prepared prepared) throws CellException {
    String code = prepared.java();
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
      long start = System.nanoTime();
      value = run(info.source().strip(), offset, declared);
      if (prepared.timedLines().contains(cells.lineAt(offset))) {
        Magics.printTime("line " + cells.lineAt(offset), start);
      }
      rest = withoutLead(info.remaining());
      if (runner.interrupted()) {
        throw interrupted("the cell was interrupted on its line %d%s".formatted(cells.lineAt(offset), rest.isEmpty()
            ? "" : "; from its line " + cells.lineAt(code.length() - rest.length()) + " on it did not run"));
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
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        cells.add(event.snippet().id(), offset);
      } else {
        sayIfLost(event);
      }
    }
    Object value = runner.takeResult();
    Throwable thrown = runner.takeFailure();
    if (runner.stopped()) {
      String stuck = runner.stuckIn();
      throw interrupted("the cell was interrupted on its line " + cells.lineAt(offset)
          + (stuck == null ? "" : "; " + stuck + " has not returned and ends by itself"));
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
        throw runner.interrupted() ? interrupted("the cell was interrupted on its line " + cells.lineAt(offset))
            : errors.thrown(thrown == null ? event.exception() : thrown, event.exception());
      }
      if (snippet instanceof DeclarationSnippet declaration) {
        declared.put(snippet.id(), declaration);
        runner.classes().declared(declaration.name());
      }
      if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        keepUnnamed((VarSnippet) snippet);
      }
      if (!SHOWN.contains(snippet.subKind())) {
        value = null;
      }
    }
    return value;
  }

  /** The last few unnamed results stay, and those that code refers to; a notebook's pictures would fill the heap. */
  private void keepUnnamed(VarSnippet snippet) {
    unnamed.add(snippet);
    if (unnamed.size() > UNNAMED_KEPT) {
      VarSnippet oldest = unnamed.remove();
      if (shell.snippets().noneMatch(each -> each != oldest && each.source().contains(oldest.name()))) {
        shell.drop(oldest);
        runner.classes().forget(oldest.name());
      }
    }
  }

  /** Something that an earlier cell declared does not compile any more, because this one declared something else. */
  private void sayIfLost(SnippetEvent event) {
    if (event.snippet() instanceof DeclarationSnippet lost && event.previousStatus() == Snippet.Status.VALID
        && UNUSABLE.contains(event.status())) {
      String why = shell.diagnostics(lost).filter(Diag::isError)
          .map(each -> each.getMessage(null).lines().findFirst().orElse("")).findFirst()
          .orElse("it needs " + missing(lost));
      System.err.printf("%s cannot be used until its cell has run again, changed: %s.%n", lost.name(),
          why.replaceFirst("[;.]+$", ""));
    }
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
