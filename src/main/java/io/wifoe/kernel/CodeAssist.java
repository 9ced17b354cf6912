package io.wifoe.kernel;

import static java.util.stream.Collectors.joining;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Completes and explains names in a cell. Positions are counted as Jupyter counts them, in code points. */
final class CodeAssist {
  private final SourceCodeAnalysis analysis;

  CodeAssist(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** What may stand in the place of the name at a position. */
  ReplacementOptions complete(String code, int codePoint) {
    int at = offset(code, codePoint);
    int end = nameEnd(code, at);
    int first = snippetStart(code, at);
    for (int start : first == 0 ? new int[] {0} : new int[] {first, 0}) {
      int[] anchor = {at - start};
      List<String> names = analysis.completionSuggestions(code.substring(start), at - start, anchor).stream()
          .map(Suggestion::continuation).distinct().toList();
      if (!names.isEmpty()) {
        return new ReplacementOptions(names, codePoints(code, start + anchor[0]), codePoints(code, end));
      }
    }
    return new ReplacementOptions(List.of(), codePoints(code, at), codePoints(code, at));
  }

  /** Signature and documentation of the name at, or just before, a position; empty if there are none. */
  String explain(String code, int codePoint, boolean withDocumentation) {
    int at = offset(code, codePoint);
    int start = snippetStart(code, at);
    int end = nameEnd(code, at);
    boolean isCall = code.startsWith("(", end);
    String before = code.substring(start, end);
    String found = isCall ? documentation(before + "(", withDocumentation) : documentation(before, withDocumentation);
    if (found.isEmpty() && !isCall) {
      found = documentation(before + "(", withDocumentation); // a method whose call is not written yet
    }
    return found.isEmpty() && start > 0 ? documentation(code.substring(0, end) + (isCall ? "(" : ""), withDocumentation)
        : found;
  }

  private String documentation(String code, boolean withDocumentation) {
    return analysis.documentation(code, code.length(), withDocumentation).stream()
        .map(each -> each.javadoc() == null ? each.signature() : each.signature() + "\n" + each.javadoc())
        .distinct().collect(joining("\n\n"));
  }

  /** Where the snippet begins in which a position is: names are looked up in it, after what has run. */
  private int snippetStart(String code, int at) {
    int start = 0;
    while (start < at) {
      CompletionInfo info = analysis.analyzeCompletion(code.substring(start));
      int length = code.length() - start - info.remaining().length();
      if (info.source() == null || info.remaining().isEmpty() || start + length >= at) {
        return start;
      }
      start += length;
    }
    return start;
  }

  private static int nameEnd(String code, int at) {
    int end = at;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int offset(String code, int codePoint) {
    return code.offsetByCodePoints(0, Math.max(0, Math.min(codePoint, code.codePointCount(0, code.length()))));
  }

  private static int codePoints(String code, int offset) {
    return code.codePointCount(0, offset);
  }
}
