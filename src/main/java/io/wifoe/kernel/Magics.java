package io.wifoe.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that start with {@code %}, as IJava and JJava have them: {@code %jars} and {@code %classpath}, {@code %maven}
 * and {@code %mavenRepo}, {@code %loadFromPOM} as a line or a cell, {@code %load}, {@code %time} and {@code %%time}.
 */
final class Magics {
  private static final Pattern LINE = Pattern.compile("(\\s*)(%{1,2})([A-Za-z]\\w*)(?:\\s+(.*?))?\\s*");
  private static final Set<String> KNOWN = Set.of("jars", "classpath", "maven", "addMavenDependency",
      "addMavenDependencies", "mavenRepo", "loadFromPOM", "load", "time");
  private static final String LIST = "%jars PATH, %classpath PATH, %maven GROUP:ARTIFACT:VERSION, %mavenRepo ID URL, "
      + "%loadFromPOM FILE, %%loadFromPOM, %load FILE, %time and %%time";

  private final MavenJars maven = new MavenJars();

  /**
   * What is left of a cell.
   *
   * @param java its Java
   * @param lines the cell's line, from 1, of each line of the Java: a {@code %load} brings many
   * @param timedLines lines, from 1, whose time is to be printed
   * @param isTimed whether the whole cell's is
   */
  record Prepared(String java, List<Integer> lines, Set<Integer> timedLines, boolean isTimed) {}

  static void printTime(String what, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    System.out.printf(Locale.ROOT, "%s took %.3g s%n", what, seconds);
  }

  /**
   * Carries out the magics of a cell.
   *
   * @param addToClasspath takes a path
   * @throws CellException if a magic is unknown or its argument wrong
   */
  Prepared prepare(String code, Consumer<String> addToClasspath) throws CellException {
    return expand(code, addToClasspath, 0);
  }

  private Prepared expand(String code, Consumer<String> addToClasspath, int depth) throws CellException {
    StringBuilder java = new StringBuilder();
    List<Integer> places = new ArrayList<>();
    Set<Integer> timedLines = new HashSet<>();
    boolean timed = false;
    boolean begun = false;
    JavaText text = new JavaText();
    String[] lines = code.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Matcher magic = LINE.matcher(lines[i]);
      boolean fires = text.isCode() && magic.matches() && (magic.group(1).isEmpty() || KNOWN.contains(magic.group(3)));
      String line = lines[i];
      if (fires) {
        String argument = magic.group(4) == null ? "" : magic.group(4);
        boolean cell = magic.group(2).length() == 2;
        if (cell && begun) {
          throw wrong("%%" + magic.group(3), "stands on the first line of its cell");
        }
        if (cell && magic.group(3).equals("loadFromPOM")) {
          String rest = String.join("\n", List.of(lines).subList(i + 1, lines.length));
          add(maven.fromPom(rest, argument), addToClasspath);
          return new Prepared("", List.of(1), Set.of(), false);
        }
        if (magic.group(3).equals("time")) {
          timed |= cell;
          if (!cell) {
            timedLines.add(i + 1);
          }
          line = argument;
        } else {
          line = cell ? unknown("%%" + magic.group(3)) : run(magic.group(3), argument, addToClasspath, depth);
        }
      }
      begun |= !lines[i].isBlank();
      java.append(i == 0 ? "" : "\n").append(line);
      for (String each : line.split("\n", -1)) {
        text.pass(each);
        places.add(i + 1);
      }
    }
    return new Prepared(java.toString(), places, timedLines, timed);
  }

  /** Carries out a line and returns the Java that takes its place. */
  private String run(String magic, String argument, Consumer<String> addToClasspath, int depth) throws CellException {
    List<String> words = MagicPaths.words(argument);
    if (KNOWN.contains(magic) && words.isEmpty()) {
      throw wrong("%" + magic, "wants an argument");
    }
    switch (magic) {
      case "jars", "classpath" -> add(MagicPaths.named("%" + magic, words), addToClasspath);
      case "maven", "addMavenDependency", "addMavenDependencies" -> add(maven.resolve(words), addToClasspath);
      case "mavenRepo" -> maven.addRepository(words);
      case "loadFromPOM" -> add(maven.fromPom(MagicPaths.text("%loadFromPOM", words.get(0)),
          String.join(" ", words.subList(1, words.size()))), addToClasspath);
      case "load" -> {
        if (depth > 10) {
          throw wrong("%load " + argument, "loads itself");
        }
        return loaded(words.get(0), addToClasspath, depth);
      }
      default -> unknown("%" + magic);
    }
    return "";
  }

  /** A script, or the cells of a notebook, whose magics are carried out one by one as if they were typed. */
  private String loaded(String file, Consumer<String> addToClasspath, int depth) throws CellException {
    List<String> java = new ArrayList<>();
    boolean timed = false;
    for (String cell : MagicPaths.script("%load", file)) {
      Prepared prepared = expand(cell, addToClasspath, depth + 1);
      java.add(prepared.java());
      timed |= prepared.isTimed() || !prepared.timedLines().isEmpty();
    }
    if (timed) {
      System.err.println("%time of what " + file + " loads is not taken; put %%time before %load to time all of it.");
    }
    return String.join("\n", java);
  }

  private static void add(List<Path> paths, Consumer<String> addToClasspath) {
    paths.forEach(path -> addToClasspath.accept(path.toString()));
  }

  private static String unknown(String magic) throws CellException {
    throw ErrorText.plain("UndefinedMagicException", "this kernel has no " + magic + "; it knows " + LIST
        + ", everything else is Java", List.of());
  }

  static CellException wrong(String magic, String rule) {
    return ErrorText.plain("MagicException", magic + " " + rule, List.of());
  }
}
