package io.wifoe.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/** The code cells of a notebook. */
final class NotebookCode {
  private NotebookCode() {}

  /**
   * The code, cell by cell.
   *
   * @throws IllegalArgumentException if this is no notebook of format 4
   */
  static List<String> of(String json) {
    try {
      List<String> code = new ArrayList<>();
      for (JsonElement each : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("cells")) {
        JsonObject cell = each.getAsJsonObject();
        if (cell.get("cell_type").getAsString().equals("code")) {
          JsonElement source = cell.get("source");
          code.add(source.isJsonArray() ? joined(source) : source.getAsString());
        }
      }
      return code;
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw new IllegalArgumentException("is no notebook of format 4", e);
    }
  }

  private static String joined(JsonElement lines) {
    StringBuilder text = new StringBuilder();
    lines.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }
}
