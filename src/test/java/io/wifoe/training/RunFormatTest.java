package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.Json;
import org.junit.jupiter.api.Test;

/** Configs of runs as trees: what is read of an earlier version, and what two of them disagree on. */
class RunFormatTest {
  private static final String FIRST = """
      {"format": 1, "modelSeed": -2152535657050944081, "start": "weights with SHA-256 abc",
       "environment": {"library": "0.0.9"},
       "tasks": [{"task": {"name": "T9", "array": {"rows": 6, "columns": 12}}, "channels": "T9: 40 users, UMi LOS"}],
       "validation": {"every": 50, "patience": 3,
         "tasks": [{"task": {"name": "T9", "array": {"rows": 6, "columns": 12}}, "channels": "held out"}]},
       "training": {"steps": 7, "batch": 54, "weightDecay": 0.25, "balance": 0.5}}""";

  @Test
  void aRunOfTheFirstFormatIsReadInTodaysLayout() throws Exception {
    JsonNode run = RunFormat.upgraded(Json.parse(FIRST));
    assertEquals(0, run.path("modelSeed").asLong()); // whose root is the number above: the first of SplitMix64
    assertEquals("abc", run.path("startWeights").asText());
    assertEquals(false, run.has("start"));
    JsonNode task = run.path("tasks").get(0);
    assertEquals("T9", task.path("channels").path("name").asText());
    assertEquals(72, task.path("channels").path("antennas").asInt());
    assertEquals("T9: 40 users, UMi LOS", task.path("channels").path("source").asText());
    assertEquals("held out", task.path("validation").path("name").asText());
    JsonNode training = run.path("training");
    assertEquals("{\"samples\":54,\"perConfiguration\":false}", training.path("batch").toString());
    assertEquals("adam", training.path("optimizer").path("name").asText());
    assertEquals(0.25, training.path("optimizer").path("weightDecay").asDouble());
    assertEquals(0.5, training.path("loadBalancing").asDouble());
    assertEquals(50, training.path("validateEvery").asInt());
    assertEquals(3, training.path("patience").asInt());
    assertEquals("random", training.path("start").asText());
    assertEquals(0, training.path("tied").asInt(1));
    assertEquals(false, training.has("weightDecay") || training.has("balance"));
    assertEquals("bps/Hz", run.path("objective").path("unit").asText());
  }

  @Test
  void onlyTodaysFormatGoesOn() throws Exception {
    String refusal = RunFormat.refusal(Json.parse(FIRST));
    assertTrue(refusal.contains("format 1, written by an earlier version (0.0.9)"), refusal);
    refusal = RunFormat.refusal(Json.parse("{\"format\": 3, \"environment\": {\"library\": \"9.9\"}}"));
    assertTrue(refusal.contains("format 3, written by a later version (9.9)"), refusal);
    for (String foreign : new String[] {"{}", "[]", "{\"format\": \"mine\"}", "{\"format\": 0}"}) {
      refusal = RunFormat.refusal(Json.parse(foreign));
      assertEquals("holds a config.json that is of no training; choose another directory", refusal);
    }
    assertNull(RunFormat.refusal(Json.parse("{\"format\": 2}")));
    JsonNode today = Json.parse("{\"format\": 2, \"modelSeed\": 5}");
    assertEquals(today, RunFormat.upgraded(today));
    for (String other : new String[] {"{\"format\": 3}", "{}", "[]"}) {
      assertThrows(IllegalArgumentException.class, () -> RunFormat.upgraded(Json.parse(other)), other);
    }
  }

  @Test
  void theFirstDifferenceIsNamed() throws Exception {
    differs(null, "{\"a\": 1, \"environment\": 1}", "{\"a\": 1, \"environment\": 2}");
    differs(null, "{\"training\": {\"threads\": 1}}", "{\"training\": {\"threads\": 2}}");
    differs("its training.steps is 1, asked for is 2", "{\"training\": {\"steps\": 1}}",
        "{\"training\": {\"steps\": 2}}");
    differs("its b is null, asked for is 2", "{\"a\": 1}", "{\"a\": 1, \"b\": 2}");
    differs("its a[1] is 2, asked for is 3", "{\"a\": [1, 2]}", "{\"a\": [1, 3]}");
    differs("its a is [1], asked for is [1,2]", "{\"a\": [1]}", "{\"a\": [1, 2]}");
    differs("its model starts from another seed", "{\"modelSeed\": 1}", "{\"modelSeed\": 2}");
    differs("its tasks is T1, asked for is T1, T2", "{\"tasks\": [{\"task\": {\"name\": \"T1\"}}]}",
        "{\"tasks\": [{\"task\": {\"name\": \"T1\"}}, {\"task\": {\"name\": \"T2\"}}]}");
  }

  /** Whatever else differs says more than a digest. */
  @Test
  void weightsAreComparedLast() throws Exception {
    differs("its z is 1, asked for is 2", "{\"startWeights\": \"a\", \"z\": 1}", "{\"startWeights\": \"b\", \"z\": 2}");
    differs(null, "{\"training\": {\"startsFromChannels\": true}, \"startWeights\": \"a\"}",
        "{\"training\": {\"start\": \"known-task\"}, \"startWeights\": \"a\"}");
    differs(RunDifference.WEIGHTS, "{\"startWeights\": \"a\", \"z\": 1}", "{\"startWeights\": \"b\", \"z\": 1}");
  }

  @Test
  void aLongValueIsCut() throws Exception {
    String message = RunDifference.of(Json.parse("{\"a\": \"" + "x".repeat(300) + "\"}"), Json.parse("{\"a\": 1}"));
    assertTrue(message.length() < 250 && message.contains("...,"), message);
    String whole = RunDifference.of(Json.parse("{\"a\": \"" + "x".repeat(198) + "\"}"), Json.parse("{\"a\": 1}"));
    assertTrue(whole.contains("x\", asked"), whole);
  }

  private static void differs(String words, String there, String asked) throws Exception {
    assertEquals(words, RunDifference.of(Json.parse(there), Json.parse(asked)));
  }
}
