package io.wifoe.training;

import static java.util.stream.Collectors.joining;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Library;
import io.wifoe.Seed;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoEBuilder;
import io.wifoe.model.WiFoEConfig;
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
 * The same run can be built from it: {@link #untrained}, {@link Pretraining#settings} and each task's channels.
 *
 * @param format version of this layout
 * @param tasks tasks and their channels, in order
 * @param network name of the scheme
 * @param model its sizes; {@link #untrained} reads those of WiFo-E
 * @param modelSeed seed of its first weights
 * @param training settings
 * @param validation held-out channels and how often they are used
 * @param start weights that it starts from, where seed and sizes do not tell; otherwise null
 * @param environment where it was started; not part of a run's identity
 */
public record RunConfig(int format, List<Task> tasks, String network, JsonNode model, long modelSeed,
    TrainingConfig training, Held validation, @JsonInclude(JsonInclude.Include.NON_NULL) String start,
    Environment environment) {

  private static final int FORMAT = 1;
  private static final long LONGEST = 1 << 24; // bytes
  private static final int LONGEST_VALUE = 200; // characters of a message
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
  private static final Path CPU = Path.of("/proc/cpuinfo");

  public RunConfig {
    Check.that(format == FORMAT, "run format %d is unknown; this library reads format %d", format, FORMAT);
    Check.that(tasks != null && tasks.stream().noneMatch(Objects::isNull) && network != null && training != null
        && validation != null, "its tasks, network, training or validation are missing");
    tasks = List.copyOf(tasks);
  }

  /**
   * A task and its channels.
   *
   * @param channels in words
   * @param recipe how to open them again; null where only the program that started the run knows
   */
  public record Task(TaskConfig task, String channels,
      @JsonInclude(JsonInclude.Include.NON_NULL) ChannelRecipe recipe) {
    public Task {
      Check.that(task != null, "it has channels without a task");
    }
  }

  /**
   * What is measured while it runs.
   *
   * @param every steps between two measurements
   * @param patience measurements without a new best that end the run, 0 for none
   */
  public record Held(List<Task> tasks, long every, int patience) {}

  /** The software and the machine. */
  public record Environment(String library, String engine, String java, String system, String cpu, int processors) {
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

  static RunConfig of(PrecodingNetwork model, List<Task> tasks, TrainingConfig training, Held validation,
      String start) {
    return new RunConfig(FORMAT, tasks, model.name(), JSON.valueToTree(model.config()), model.seed().value(), training,
        validation, start, Environment.current());
  }

  static List<Task> describe(Map<TaskConfig, ChannelDataset> tasks, Map<TaskConfig, ChannelRecipe> recipes) {
    return tasks.entrySet().stream()
        .map(e -> new Task(e.getKey(), e.getValue().toString(), recipes.get(e.getKey()))).toList();
  }

  /**
   * Reads a run directory's {@code config.json}.
   *
   * @throws IOException if there is no such file or it is no run's config; the message says what is wrong
   */
  public static RunConfig read(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new InvalidFileException(file, "has " + Files.size(file) + " bytes and is no run's config");
    }
    try {
      return JSON.readValue(Files.readString(file), RunConfig.class);
    } catch (JsonProcessingException e) {
      String reason = e.getCause() instanceof IllegalArgumentException rule ? rule.getMessage()
          : e.getOriginalMessage();
      throw new InvalidFileException(file, "is no run's config: " + reason, e);
    }
  }

  /**
   * The network before its first step.
   *
   * @throws IllegalArgumentException if the run trained no WiFo-E network
   */
  public WiFoEBuilder untrained() {
    try {
      return JSON.treeToValue(model, WiFoEConfig.class).toBuilder().seed(new Seed(modelSeed));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException("the run of " + network + " does not say the sizes of a WiFo-E network", e);
    }
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
