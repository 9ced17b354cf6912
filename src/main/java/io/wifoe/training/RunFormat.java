package io.wifoe.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.RandomStream;
import io.wifoe.model.Objective;

/** Versions of a run's config: what is read of earlier ones, and what is not. */
final class RunFormat {
  static final int CURRENT = 2;
  /** Had channels in words, the root of the model's seed, and held-out channels beside the tasks. */
  private static final int FIRST = 1;

  private RunFormat() {}

  /**
   * A config in today's layout, from one of any format that is read.
   *
   * @throws IllegalArgumentException if the format is unknown
   */
  static JsonNode upgraded(JsonNode run) {
    JsonNode format = run.path("format");
    Check.that(run.isObject() && (format.asInt() == CURRENT || format.asInt() == FIRST),
        "run format %s is unknown; this library reads formats %d and %d", format, FIRST, CURRENT);
    return format.asInt() == FIRST ? ofFirst(run.deepCopy()) : run;
  }

  /**
   * Why a training cannot go on with a run of this config; null if it can. Weights and curves of earlier formats are
   * read, but their identity and their checkpoints say too little; later ones are not.
   */
  static String refusal(JsonNode run) {
    int format = run.path("format").asInt();
    if (format == CURRENT) {
      return null;
    }
    if (format < FIRST) {
      return "holds a config.json that is of no training; choose another directory";
    }
    boolean later = format > CURRENT;
    return String.format("holds a run of format %d, written by %s version (%s); this one writes format %d%s; to go on "
        + "with it take the version that wrote it, to train choose another directory", format,
        later ? "a later" : "an earlier", run.path("environment").path("library").asText("unknown"), CURRENT,
        later ? " and cannot read it" : ". It can be shown, evaluated and fine-tuned");
  }

  private static JsonNode ofFirst(ObjectNode run) {
    run.put("modelSeed", RandomStream.number(run.path("modelSeed").asLong()));
    run.set("objective", Json.tree(Objective.SUM_RATE));
    JsonNode validation = run.remove("validation");
    for (JsonNode task : run.path("tasks")) {
      if (task instanceof ObjectNode object) {
        object.set("channels", channels(object));
      }
    }
    if (validation != null) {
      for (JsonNode held : validation.path("tasks")) {
        for (JsonNode task : run.path("tasks")) {
          if (task.path("task").path("name").equals(held.path("task").path("name"))
              && task instanceof ObjectNode object && held instanceof ObjectNode other) {
            object.set("validation", channels(other));
          }
        }
      }
    }
    if (run.has("start")) {
      run.put("startWeights", run.remove("start").asText().replace("weights with SHA-256 ", ""));
    }
    if (run.get("training") instanceof ObjectNode training) {
      training.set("batch", Json.tree(BatchSize.total(training.path("batch").asInt())));
      training.set("optimizer", Json.tree(OptimizerSettings.adam(training.path("weightDecay").asDouble())));
      training.remove("weightDecay");
      training.set("loadBalancing", training.remove("balance"));
      training.put("start", Start.RANDOM.toString());
      training.put("tied", 0);
      training.set("validateEvery", validation == null ? null : validation.get("every"));
      training.set("patience", validation == null ? null : validation.get("patience"));
    }
    return run;
  }

  /** What was said in words becomes the name and the source. */
  private static JsonNode channels(ObjectNode task) {
    String words = task.path("channels").asText();
    JsonNode array = task.path("task").path("array");
    ObjectNode channels = JsonNodeFactory.instance.objectNode();
    channels.put("name", words.contains(":") ? words.substring(0, words.indexOf(':')) : words);
    channels.put("antennas", array.path("rows").asInt() * array.path("columns").asInt());
    channels.put("source", words);
    return channels;
  }
}
