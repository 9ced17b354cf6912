package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels, data sets and classical precoders serve people who have no tensor engine installed. */
class NoEngineTest {
  @ParameterizedTest
  @ValueSource(strings = {"task", "channel", "dataset", "precoding"})
  void noClassMentionsDjl(String room) throws IOException, URISyntaxException {
    Path classes = Path.of(Precoder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes.resolve("io/wifoe").resolve(room))) {
      files = walk.filter(file -> file.toString().endsWith(".class")).toList();
    }
    assertTrue(files.size() > 2);
    for (Path file : files) {
      // names in a class file's constant pool are plain ASCII; every class used is named there
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertFalse(bytes.contains("ai/djl"), file + " uses DJL");
    }
  }
}
