package io.wifoe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the library and its build take stands in one place, with its day. */
class PomTest {
  private static final Pattern VERSION = Pattern.compile("<version>([^<$]+)</version>");
  private static final Pattern PROPERTY = Pattern.compile("<[\\w-]+\\.version>[\\w.-]+</[\\w-]+\\.version>(.*)");

  @Test
  void versionsAreProperties() throws IOException {
    List<String> literal = VERSION.matcher(Files.readString(Path.of("pom.xml"))).results().map(m -> m.group(1)).toList();
    assertEquals(1, literal.size(), "only the library's own version stands where it is used: " + literal);
  }

  @Test
  void everyVersionSaysWhenItWasPublished() throws IOException {
    List<String> lines = PROPERTY.matcher(Files.readString(Path.of("pom.xml"))).results().map(m -> m.group()).toList();
    assertTrue(lines.size() > 30, lines.toString());
    assertEquals(List.of(), lines.stream().filter(line -> !line.matches(".*<!-- 20\\d\\d-\\d\\d-\\d\\d -->")).toList());
  }
}
