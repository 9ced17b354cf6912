package io.wifoe.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.StringJoiner;

/** The code cells of a notebook, one after the other. */
final class NotebookCode {
  private NotebookCode() {}

  static String of(String file, String json) throws CellException {
    try {
      StringJoiner code = new StringJoiner("\n");
      for (JsonElement each : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("cells")) {
        JsonObject cell = each.getAsJsonObject();
        if (cell.get("cell_type").getAsString().equals("code")) {
          JsonElement source = cell.get("source");
          code.add(source.isJsonArray() ? joined(source) : source.getAsString());
        }
      }
      return code.toString();
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw Magics.wrong("%load " + file, "is no notebook of format 4");
    }
  }

  private static String joined(JsonElement lines) {
    StringBuilder text = new StringBuilder();
    lines.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }
}
