package io.wifoe.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each snippet stands in which cell, so that errors name the lines the user sees. */
final class Cells {
  private record Place(String cell, int first, List<Integer> numbers, String[] lines) {}

  private final Map<String, Place> places = new HashMap<>();
  private String cell = "";
  private String source = "";
  private String[] sourceLines = {};
  private List<Integer> numbers = List.of();

  /**
   * A cell is next.
   *
   * @param name as the person sees it, {@code cell 4}
   * @param code its Java
   * @param lineNumbers the cell's line, from 1, of each line of the Java
   */
  void begin(String name, String code, List<Integer> lineNumbers) {
    cell = name;
    source = code;
    sourceLines = code.split("\n", -1); // once, and not for each of its snippets, which all keep them
    numbers = lineNumbers;
  }

  /** Line, from 1, of an offset in the current cell. */
  int lineAt(int offset) {
    return number(numbers, index(offset));
  }

  private int index(int offset) {
    return (int) source.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  private static int number(List<Integer> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : index + 1;
  }

  /** Remembers where a snippet starts; one that ran before, word for word, is now here. */
  void add(String snippetId, int offset) {
    places.put(snippetId, new Place(cell, index(offset), numbers, sourceLines));
  }

  /** {@code cell 4, line 2} for a line, from 1, of a snippet. */
  String where(String snippetId, int snippetLine) {
    Place place = places.get(snippetId);
    return place == null ? "elsewhere" : place.cell + ", line " + number(place.numbers, place.first + snippetLine - 1);
  }

  /** The cell's own code at a line, from 1, of a snippet. */
  String codeAt(String snippetId, int snippetLine) {
    Place place = places.get(snippetId);
    int index = place == null ? -1 : place.first + snippetLine - 1;
    return index >= 0 && index < place.lines.length ? place.lines[index].strip() : "";
  }
}
