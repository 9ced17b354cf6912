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
    for (String reading : readings(code, at)) {
      int[] anchor = {0};
      List<String> names = analysis.completionSuggestions(reading, reading.length(), anchor).stream()
          .map(Suggestion::continuation).distinct().toList();
      if (!names.isEmpty()) {
        int start = at - reading.length() + anchor[0];
        return new ReplacementOptions(names, codePoints(code, start), codePoints(code, end));
      }
    }
    return new ReplacementOptions(List.of(), codePoints(code, at), codePoints(code, at));
  }

  /** Signature and documentation of the name at, or just before, a position; empty if there are none. */
  String explain(String code, int codePoint, boolean withDocumentation) {
    int at = offset(code, codePoint);
    int end = nameEnd(code, at);
    boolean isCall = code.startsWith("(", end);
    for (String reading : readings(code, end)) {
      // a method's name has its documentation inside the brackets of its call, also where they are not written yet
      for (String text : isCall ? List.of(reading + "(") : List.of(reading, reading + "(")) {
        String found = documentation(text, withDocumentation);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  private String documentation(String code, boolean withDocumentation) {
    return analysis.documentation(code, code.length(), withDocumentation).stream()
        .map(each -> each.javadoc() == null ? each.signature() : each.signature() + "\n" + each.javadoc())
        .distinct().collect(joining("\n\n"));
  }

  /** What comes before a position: its snippet alone, then with what the cell has before it and has not run yet. */
  private List<String> readings(String code, int at) {
    int start = 0;
    int behindImports = 0;
    while (start < at) {
      CompletionInfo info = analysis.analyzeCompletion(code.substring(start));
      int length = code.length() - start - info.remaining().length();
      if (info.source() == null || info.remaining().isEmpty() || start + length >= at) {
        break;
      }
      start += length;
      if (info.source().strip().startsWith("import")) {
        behindImports = start;
      }
    }
    // an empty statement makes JShell read declarations as those of a method
    return List.of(code.substring(start, at), ";" + code.substring(behindImports, at));
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
