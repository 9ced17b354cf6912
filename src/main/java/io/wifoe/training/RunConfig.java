package io.wifoe.training;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wifoe.Library;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * All that a run depends on, and where it ran: {@code config.json} of a run directory and the provenance of its model.
 *
 * @param format version of this layout
 * @param tasks tasks and their channels, in order
 * @param network name of the scheme
 * @param model its sizes
 * @param modelSeed seed of its first weights
 * @param training settings
 * @param validation held-out channels and how often they are used
 * @param environment where it was started; not part of a run's identity
 */
record RunConfig(int format, List<Task> tasks, String network, Record model, long modelSeed, TrainingConfig training,
    Held validation, Environment environment) {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final Path CPU = Path.of("/proc/cpuinfo");

  /** A task and, in words, its channels. */
  record Task(TaskConfig task, String channels) {}

  /** What is measured while it runs, see {@link Validation}. */
  record Held(List<Task> tasks, long every, int patience) {}

  /** The software and the machine. */
  record Environment(String library, String engine, String java, String system, String cpu, int processors) {
    static Environment current() {
      Engine engine = Engine.getInstance();
      return new Environment(Library.NAME, engine.getEngineName() + " " + engine.getVersion(),
          System.getProperty("java.vm.name") + " " + Runtime.version(),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"), cpuName(),
          Runtime.getRuntime().availableProcessors());
    }

    private static String cpuName() {
      try {
        return !Files.exists(CPU) ? "unknown" : Files.readAllLines(CPU).stream()
            .filter(line -> line.startsWith("model name")).map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst().orElse("unknown");
      } catch (IOException e) {
        return "unknown";
      }
    }
  }

  static RunConfig of(PrecodingNetwork model, Map<TaskConfig, ChannelDataset> tasks, TrainingConfig training,
      Map<TaskConfig, ChannelDataset> heldOut, long validateEvery, int patience) {
    return new RunConfig(FORMAT, describe(tasks), model.name(), model.config(), model.seed().value(), training,
        new Held(describe(heldOut), validateEvery, patience), Environment.current());
  }

  private static List<Task> describe(Map<TaskConfig, ChannelDataset> tasks) {
    return tasks.entrySet().stream().map(e -> new Task(e.getKey(), e.getValue().toString())).toList();
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run that cannot be written as JSON: " + this, e);
    }
  }

  /** What another run's JSON and this one disagree on, of all that decides the result; null if nothing. */
  String difference(String json) throws JsonProcessingException {
    return difference("", identity(JSON.readTree(json)), identity(JSON.readTree(toJson())));
  }

  private static JsonNode identity(JsonNode run) {
    if (run instanceof ObjectNode object) {
      object.remove("environment");
      if (object.get("training") instanceof ObjectNode training) {
        training.remove("threads");
      }
    }
    return run;
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
    return "its " + path.replaceFirst("^\\.", "") + " is " + there + ", asked for is " + asked;
  }
}
