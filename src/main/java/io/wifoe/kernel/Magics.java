package io.wifoe.kernel;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that start with {@code %}. Those of IJava that change the class path are not needed here; the notebook goes on
 * with a word about it.
 */
final class Magics {
  private static final Pattern LINE = Pattern.compile("(?m)^(%{1,2})([A-Za-z]\\w*)\\b *(.*)$");
  private static final Set<String> DEPENDENCIES =
      Set.of("maven", "addMavenDependency", "addMavenDependencies", "mavenRepo", "loadFromPOM");
  private static final Set<String> CLASS_PATH = Set.of("classpath", "jars");

  private Magics() {}

  /**
   * Carries out the magics of a cell and returns the rest, line for line where it was.
   *
   * @param addToClasspath takes a path that a {@code %jars} or {@code %classpath} line names
   */
  static String run(String code, Consumer<String> addToClasspath) throws CellException {
    Matcher line = LINE.matcher(code);
    StringBuilder rest = new StringBuilder();
    while (line.find()) {
      if (insideTextBlock(code, line.start())) {
        continue;
      }
      String magic = line.group(1) + line.group(2);
      if (CLASS_PATH.contains(line.group(2))) {
        addToClasspath.accept(line.group(3).strip());
      } else if (DEPENDENCIES.contains(line.group(2))) {
        System.err.printf("%s was skipped: the class path is prepared, it holds the library with all its "
            + "dependencies. A jar of your own comes in by %%jars PATH.%n", magic);
        if (line.group(1).length() == 2) {
          return "";
        }
      } else {
        throw ErrorText.plain("UndefinedMagicException", "this kernel has no " + magic
            + "; it knows %jars PATH and %classpath PATH, everything else is Java", List.of());
      }
      line.appendReplacement(rest, "");
    }
    return line.appendTail(rest).toString();
  }

  private static boolean insideTextBlock(String code, int offset) {
    return code.substring(0, offset).split("\"\"\"", -1).length % 2 == 0;
  }
}
