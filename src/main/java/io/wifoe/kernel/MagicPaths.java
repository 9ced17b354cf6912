package io.wifoe.kernel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Paths in the arguments of magics: several, in quotes where there are blanks in them, and patterns. */
final class MagicPaths {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final Pattern GLOB = Pattern.compile("[*?{\\[]");
  private static final int DEPTH = 16;

  private MagicPaths() {}

  /** The words of an argument; quotes hold one together and are not part of it. */
  static List<String> words(String argument) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(argument); word.find();) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  /**
   * Jars and folders of classes.
   *
   * @throws CellException if one is not there, or neither a jar nor a folder
   */
  static List<Path> named(String magic, List<String> words) throws CellException {
    List<Path> all = new ArrayList<>();
    for (String word : words) {
      for (String each : exists(word) ? List.of(word) : List.of(word.split(File.pathSeparator))) {
        List<Path> found = GLOB.matcher(each).find() && !exists(each) ? matching(each) : List.of(path(magic, each));
        if (found.isEmpty()) {
          throw Magics.wrong(magic + " " + each, "matches no file in " + Path.of("").toAbsolutePath());
        }
        for (Path path : found) {
          if (!Files.exists(path)) {
            throw Magics.wrong(magic + " " + each, "names no file; it would be " + path.toAbsolutePath());
          }
          if (Files.isRegularFile(path) && !isArchive(path)) {
            throw Magics.wrong(magic + " " + each, "names " + path + ", which is no jar");
          }
          all.addAll(Files.isDirectory(path) && magic.equals("%jars") ? jars(magic, path) : List.of(path));
        }
      }
    }
    return all;
  }

  /** The Java of a script, or of each cell of a notebook. */
  static List<String> script(String magic, String file) throws CellException {
    String text = text(magic, file);
    try {
      return file.endsWith(".ipynb") ? NotebookCode.of(text) : List.of(text);
    } catch (IllegalArgumentException e) {
      throw Magics.wrong(magic + " " + file, e.getMessage());
    }
  }

  /** What a text file holds. */
  static String text(String magic, String file) throws CellException {
    try {
      return Files.readString(path(magic, file));
    } catch (IOException e) {
      throw Magics.wrong(magic + " " + file, "cannot be read: " + e);
    }
  }

  private static List<Path> jars(String magic, Path folder) throws CellException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw Magics.wrong(magic + " " + folder, "is a folder without jars");
      }
      return jars;
    } catch (IOException e) {
      throw Magics.wrong(magic + " " + folder, "cannot be read: " + e);
    }
  }

  private static boolean exists(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException pattern) {
      return false;
    }
  }

  private static Path path(String magic, String word) throws CellException {
    try {
      return Path.of(word.startsWith("~/") ? System.getProperty("user.home") + word.substring(1) : word);
    } catch (InvalidPathException e) {
      throw Magics.wrong(magic + " " + word, "is no path");
    }
  }

  private static List<Path> matching(String glob) throws CellException {
    String pattern = glob.startsWith("~/") ? System.getProperty("user.home") + glob.substring(1) : glob;
    Matcher special = GLOB.matcher(pattern);
    int folderEnd = pattern.lastIndexOf('/', special.find() ? special.start() : pattern.length());
    Path folder = Path.of(folderEnd < 0 ? "" : pattern.substring(0, folderEnd + 1));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files = Files.walk(folder, pattern.contains("**") ? DEPTH : pattern.split("/").length)) {
      return files.filter(matcher::matches).sorted().toList();
    } catch (IOException noFolder) {
      return List.of();
    }
  }

  private static boolean isArchive(Path path) throws CellException {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(2), StandardCharsets.ISO_8859_1).equals("PK");
    } catch (IOException e) {
      throw Magics.wrong("the class path", "cannot take " + path + ": " + e);
    }
  }
}
