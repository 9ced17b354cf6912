package io.wifoe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links and names of files in pages and notebooks lead to files that are there. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern NAMED = Pattern.compile(
      "`((?:data|environment|notebooks|src|solutions|\\.ci)/[\\w./-]*|[A-Z]+\\.(?:md|cff))[ `]");

  /** Texts by the file they stand in. */
  private static Map<Path, String> texts() throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (Path folder : List.of(Path.of("."), Path.of("data"), Path.of("notebooks"))) {
      try (Stream<Path> files = Files.walk(folder, folder.equals(Path.of(".")) ? 1 : 5)) {
        for (Path file : files.toList()) {
          if (file.toString().endsWith(".md")) {
            texts.put(file, Files.readString(file));
          } else if (file.toString().endsWith(".ipynb") && !file.toString().contains("checkpoint")) {
            texts.put(file, markdown(file));
          }
        }
      }
    }
    return texts;
  }

  private static String markdown(Path notebook) throws IOException {
    StringBuilder text = new StringBuilder();
    for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).get("cells")) {
      if (cell.get("cell_type").asText().equals("markdown")) {
        cell.get("source").forEach(line -> text.append(line.asText()));
        text.append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void everyLinkAndEveryNamedFileIsThere() throws IOException {
    Map<Path, String> texts = texts();
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (Map.Entry<Path, String> text : texts.entrySet()) {
      Path folder = text.getKey().toAbsolutePath().normalize().getParent();
      boolean old = text.getKey().endsWith("CHANGELOG.md"); // names what there was
      for (String link : LINK.matcher(text.getValue()).results().map(match -> match.group(1)).toList()) {
        boolean elsewhere = link.startsWith("https://");
        found += elsewhere ? 0 : 1;
        if (!elsewhere && !Files.exists(folder.resolve(link.replaceAll("#.*", "")))) {
          missing.add(text.getKey() + ": " + link);
        }
      }
      for (String name : NAMED.matcher(text.getValue()).results().map(match -> match.group(1)).toList()) {
        found++;
        if (!old && !Files.exists(Path.of(name)) && !Files.exists(folder.resolve(name))) {
          missing.add(text.getKey() + ": " + name);
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(found > 25, found + " were looked for");
  }
}
