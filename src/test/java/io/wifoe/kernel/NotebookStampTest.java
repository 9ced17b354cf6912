package io.wifoe.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookStampTest {
  private static final String NOTEBOOK = """
      {
       "cells": [
        {
         "cell_type": "code",
         "metadata": {
          "ran": "a cell's own"
         },
         "source": [
          "int a = 1;"
         ]
        }
       ],
       "metadata": {
        "kernelspec": {}
       },
       "nbformat": 4
      }
      """;

  @Test
  void codeThatWasEditedAfterItRanIsFound(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.ipynb"), NOTEBOOK);
    NotebookStamp.main(new String[] {file.toString()});
    String stamped = Files.readString(file);
    assertEquals(Optional.of(NotebookStamp.digest(stamped)), NotebookStamp.of(stamped));
    String edited = stamped.replace("int a = 1;", "int a = 2;");
    assertNotEquals(Optional.of(NotebookStamp.digest(edited)), NotebookStamp.of(edited));
    String again = NotebookStamp.stamped("a.ipynb", edited);
    assertEquals(Optional.of(NotebookStamp.digest(edited)), NotebookStamp.of(again));
    assertEquals(stamped.length(), again.length(), "the new stamp is in the old one's place");
    assertTrue(JsonParser.parseString(again).isJsonObject());
  }

  @Test
  void whatJupyterDidNotWriteIsRefused() {
    assertEquals("a.ipynb has no metadata where Jupyter writes them", assertThrows(IllegalArgumentException.class,
        () -> NotebookStamp.stamped("a.ipynb", "{\"cells\": []}")).getMessage());
    assertEquals("is no notebook of format 4", assertThrows(IllegalArgumentException.class,
        () -> NotebookStamp.stamped("a.ipynb", "[]")).getMessage());
  }

  /** Run again what this finds: environment/lab --run NOTEBOOK, and take the copy of target/notebooks/laptop. */
  @Test
  void theNotebooksHereShowWhatTheirCodeGaveFromFirstCellToLast() throws IOException {
    List<Path> notebooks;
    try (Stream<Path> files = Files.walk(Path.of("notebooks"))) {
      notebooks = files.filter(file -> file.toString().endsWith(".ipynb") && !file.toString().contains("checkpoint"))
          .toList();
    }
    assertTrue(notebooks.size() >= 13, notebooks.toString());
    for (Path file : notebooks) {
      String json = Files.readString(file);
      NotebookStamp.of(json).ifPresent(ran -> assertEquals(ran, NotebookStamp.digest(json),
          file + ": its code was edited after it ran"));
      int count = 0;
      for (JsonElement each : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("cells")) {
        JsonObject cell = each.getAsJsonObject();
        if (cell.get("cell_type").getAsString().equals("code")) {
          count++;
          assertEquals(String.valueOf(count), cell.get("execution_count").toString(), file + ": order of its cells");
          cell.getAsJsonArray("outputs").forEach(output -> assertNotEquals("error",
              output.getAsJsonObject().get("output_type").getAsString(), file + ": an error in its outputs"));
        }
      }
    }
  }
}
