package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void channelsDataSetsAndPrecodersRunWhereNoJarOfAnEngineIs(@TempDir Path directory)
      throws IOException, InterruptedException {
    String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> !jar.matches(".*(djl|pytorch).*\\.jar")).collect(Collectors.joining(File.pathSeparator));
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-cp", jars, WithoutEngine.class.getName(), directory.resolve("other").toString())
        .redirectError(directory.resolve("errors").toFile()).start();
    String rates = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> read(directory.resolve("errors")));
    assertEquals(WithoutEngine.rates(directory.resolve("own")), rates.replace(System.lineSeparator(), "\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
