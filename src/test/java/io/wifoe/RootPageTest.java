package io.wifoe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that leads from an equation to its file leads to files that are there. */
class RootPageTest {
  private static final Path ROOT = Path.of("src/main/java/io/wifoe");
  private static final Pattern FILE = Pattern.compile("\\b[a-z0-9]+(/[a-z0-9]+)?/[A-Z]\\w+");

  @Test
  void everyFileOfThePageIsThere() throws IOException {
    List<String> named = FILE.matcher(Files.readString(ROOT.resolve("package-info.java"))).results()
        .map(match -> match.group()).toList();
    assertTrue(named.size() > 40, named.toString());
    for (String name : named) {
      assertTrue(Files.isRegularFile(ROOT.resolve(name + ".java")), name);
    }
  }
}
