package io.wifoe.model;

import io.wifoe.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Models that ship with the library: files {@code data/pretrained/NAME.safetensors} of the checkout that the working
 * directory lies in. The directory that the environment variable {@code WIFOE_PRETRAINED} names goes first.
 */
public final class PretrainedModels {
  private static final String VARIABLE = "WIFOE_PRETRAINED";
  private static final Path DIRECTORY = Path.of("data", "pretrained");
  private static final String ENDING = ".safetensors";

  private PretrainedModels() {}

  /**
   * The file of a model.
   *
   * @throws IOException if there is none; the message says where was looked, and which models are there
   */
  public static Path file(String name) throws IOException {
    TreeSet<String> known = new TreeSet<>();
    for (Path directory : directories()) {
      Path file = directory.resolve(name + ENDING);
      if (Files.isRegularFile(file)) {
        return file;
      }
      try (Stream<Path> files = Files.list(directory)) {
        files.map(path -> path.getFileName().toString()).filter(text -> text.endsWith(ENDING))
            .forEach(text -> known.add(text.substring(0, text.length() - ENDING.length())));
      }
    }
    throw new InvalidFileException(Path.of(name), "there is no such file or directory, nor a model of this name that "
        + "ships with the library: " + (known.isEmpty() ? "none was found in " + DIRECTORY + " of the working directory "
            + Path.of("").toAbsolutePath() + " or above it; work in a checkout of the library, or let " + VARIABLE
            + " name the directory" : "there are " + String.join(", ", known)));
  }

  private static List<Path> directories() {
    String named = System.getenv(VARIABLE);
    Stream<Path> first = named == null || named.isBlank() ? Stream.of() : Stream.of(Path.of(named));
    Stream<Path> above = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(path -> path.resolve(DIRECTORY));
    return Stream.concat(first, above).filter(Files::isDirectory).toList();
  }
}
