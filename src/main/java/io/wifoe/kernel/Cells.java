package io.wifoe.kernel;

import java.util.HashMap;
import java.util.Map;

/** Where each snippet stands in which cell, so that errors name the lines the user sees. */
final class Cells {
  private record Place(int cell, int firstLine, String[] lines) {}

  private final Map<String, Place> places = new HashMap<>();
  private int cell;
  private String source = "";

  void begin(int number, String code) {
    cell = number;
    source = code;
  }

  /** Line, from 1, of an offset in the current cell. */
  int lineAt(int offset) {
    return 1 + (int) source.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /** Remembers where a snippet starts, unless an earlier cell has brought it. */
  void addIfNew(String snippetId, int offset) {
    places.putIfAbsent(snippetId, new Place(cell, lineAt(offset), source.split("\n", -1)));
  }

  /** {@code cell 4, line 2} for a line, from 1, of a snippet. */
  String where(String snippetId, int snippetLine) {
    Place place = places.get(snippetId);
    return "cell %d, line %d".formatted(place.cell, place.firstLine + snippetLine - 1);
  }

  /** The cell's own code at a line, from 1, of a snippet. */
  String codeAt(String snippetId, int snippetLine) {
    Place place = places.get(snippetId);
    int index = place.firstLine + snippetLine - 2;
    return index < place.lines.length ? place.lines[index].strip() : "";
  }
}
