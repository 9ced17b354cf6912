package io.wifoe.training;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** What two runs disagree on, in words. */
final class RunDifference {
  /** The weights that a run starts from are compared last: whatever else differs says more. */
  static final String WEIGHTS = "its model starts from other weights";

  private static final int LONGEST_VALUE = 200; // characters of a message

  private RunDifference() {}

  /** Of all that decides the result, the first that differs; null if nothing does. */
  static String of(JsonNode there, JsonNode asked) {
    String difference = difference("", identity(there), identity(asked));
    return difference == null && !Objects.equals(there.get("startWeights"), asked.get("startWeights")) ? WEIGHTS
        : difference;
  }

  private static JsonNode identity(JsonNode run) {
    JsonNode copy = run.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove("environment");
      object.remove("startWeights");
      if (object.get("training") instanceof ObjectNode training) {
        training.remove("threads");
        training.remove(List.of("start", Start.BEFORE)); // that its weights are the same says more
      }
    }
    return copy;
  }

  /** Tasks by their names, and no more of anything else than a message holds. */
  private static String brief(JsonNode value) {
    String text = String.valueOf(value);
    if (value != null && value.isArray() && value.findValue("task") != null) {
      text = value.findValues("task").stream().map(task -> task.path("name").asText()).collect(joining(", "));
    }
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }

  private static String difference(String path, JsonNode there, JsonNode asked) {
    if (Objects.equals(there, asked)) {
      return null;
    }
    if (there != null && asked != null && there.isObject() && asked.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      there.fieldNames().forEachRemaining(names::add);
      asked.fieldNames().forEachRemaining(names::add);
      return names.stream().map(name -> difference(path + "." + name, there.get(name), asked.get(name)))
          .filter(Objects::nonNull).findFirst().orElse(null);
    }
    if (there != null && asked != null && there.isArray() && asked.isArray() && there.size() == asked.size()) {
      for (int i = 0; i < asked.size(); i++) {
        String difference = difference(path + "[" + i + "]", there.get(i), asked.get(i));
        if (difference != null) {
          return difference;
        }
      }
    }
    return path.equals(".modelSeed") ? "its model starts from another seed"
        : "its " + path.replaceFirst("^\\.", "") + " is " + brief(there) + ", asked for is " + brief(asked);
  }
}
