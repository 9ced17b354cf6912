package io.wifoe.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.RandomStream;
import io.wifoe.TextFile;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.Objective;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.task.Normalization;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * All that a run depends on, and where it ran: {@code config.json} of a run directory and the provenance of its model.
 * Two runs are the same if all but the environment and the number of threads is. The same run can be built from it:
 * {@link #untrained}, {@link Trainer#settings} and each task's channels.
 *
 * @param format version of this layout
 * @param tasks tasks and their channels, in order
 * @param network name of the scheme
 * @param model its sizes; {@link #untrained} reads those of WiFo-E
 * @param modelSeed seed of its first weights
 * @param objective what the training improves
 * @param trainable what the training moves; null in format 1
 * @param startWeights SHA-256 of all weights that it starts from; in format 1 often null
 * @param training settings
 * @param environment where it was started; not part of a run's identity
 */
public record RunConfig(int format, List<Task> tasks, String network, JsonNode model, long modelSeed,
    Objective objective, Trainable trainable, String startWeights, TrainingSettings training,
    RunEnvironment environment) {

  private static final long LONGEST = 1 << 24; // bytes

  public RunConfig {
    Check.that(tasks != null && tasks.stream().noneMatch(Objects::isNull) && network != null && objective != null
        && training != null, "its tasks, network, objective or training are missing");
    tasks = List.copyOf(tasks);
  }

  /**
   * A task and its channels.
   *
   * @param validation channels of the users that are held out; null for none
   * @param recipe how to open the channels again; null where only the program that started the run knows
   */
  public record Task(TaskConfig task, Channels channels,
      @JsonInclude(JsonInclude.Include.NON_NULL) Channels validation,
      @JsonInclude(JsonInclude.Include.NON_NULL) ChannelRecipe recipe) {
    public Task {
      Check.that(task != null, "it has channels without a task");
    }
  }

  /**
   * What tells a set of channels from another.
   *
   * @param users users of the set; null if it has no end
   * @param source where they come from, in words
   * @param sample the first numbers of some samples, in three digits: sets that are told alike may differ
   */
  public record Channels(String name, @JsonInclude(JsonInclude.Include.NON_NULL) Long users, int antennas,
      Normalization normalization, String source, @JsonInclude(JsonInclude.Include.NON_NULL) List<String> sample) {
    private static final int SAMPLES = 4;

    /** What a set is told by now. */
    public static Channels of(ChannelDataset channels) {
      ComplexMatrices h =
          Uninterrupted.draw(() -> channels.batch(1, SAMPLES, RandomStream.root(0).of("identity")));
      return new Channels(channels.name(), channels.isEndless() ? null : Long.valueOf(channels.users()),
          channels.antennas(), channels.normalization(), channels.source(),
          IntStream.range(0, SAMPLES).mapToObj(i -> String.format(Locale.ROOT, "%.2e", h.re(i, 0, 0))).toList());
    }
  }

  /**
   * What a training moves.
   *
   * @param arrays number of arrays
   * @param values numbers in them
   * @param names SHA-256 of their names
   */
  public record Trainable(int arrays, long values, String names) {
    static Trainable of(PrecodingNetwork network) {
      List<String> names = network.parameters().arrays().keySet().stream().filter(network::isTrainable).toList();
      return new Trainable(names.size(),
          names.stream().mapToLong(name -> network.parameters().get(name).size()).sum(), WeightsDigest.of(names));
    }
  }

  /** A training that begins with the network as it is now. */
  static RunConfig of(PrecodingNetwork network, List<TrainingTask> tasks, TrainingSettings settings) {
    return new RunConfig(RunFormat.CURRENT, tasks.stream().map(RunConfig::describe).toList(), network.name(),
        Json.tree(network.config()), network.seed(), network.objective(), Trainable.of(network),
        WeightsDigest.of(network.parameters()), settings, RunEnvironment.of(network.parameters().device()));
  }

  private static Task describe(TrainingTask task) {
    return new Task(task.task(), Channels.of(task.channels()),
        task.validation() == null ? null : Channels.of(task.validation()), task.recipe());
  }

  /** The same run with the weights and on the machine that it was once begun with. */
  RunConfig begunAs(RunConfig once) {
    return new RunConfig(format, tasks, network, model, modelSeed, objective, trainable, once.startWeights, training,
        once.environment);
  }

  /** Why products of matrices have other bits here than where the run was begun, in words; null if they have not. */
  String otherProducts() {
    Boolean begun = environment == null ? null : environment.bfloat16();
    boolean here = MatmulPrecision.isMediumSupported();
    return training.matmulPrecision() == MatmulPrecision.HIGHEST || begun == null || begun == here ? null
        : "the processor of this process multiplies bfloat16 numbers: " + here + ", that of the training: " + begun
            + "; with precision medium their bits differ";
  }

  /**
   * Reads a run directory's {@code config.json}, also of an earlier format.
   *
   * @throws IOException if there is no such file or it is no run's config; the message says what is wrong
   */
  public static RunConfig read(Path file) throws IOException {
    JsonNode tree = readTree(file);
    try {
      return Json.read(RunFormat.upgraded(tree), RunConfig.class);
    } catch (JsonProcessingException e) {
      String reason = e.getCause() instanceof IllegalArgumentException rule ? rule.getMessage()
          : e.getOriginalMessage();
      throw new InvalidFileException(file, "is no run's config: " + reason, e);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file, "is no run's config: " + e.getMessage(), e);
    }
  }

  /** The file as it is, of whatever format. */
  static JsonNode readTree(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new InvalidFileException(file, "has " + Files.size(file) + " bytes and is no run's config");
    }
    try {
      return Json.parse(TextFile.read(file));
    } catch (JsonProcessingException e) {
      throw new InvalidFileException(file, "is no run's config: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The network before its first step.
   *
   * @throws IllegalArgumentException if the run trained no WiFo-E network
   */
  public WiFoE.Builder untrained() {
    Check.that((network + ",").startsWith(WiFoE.NAME + ","), "the run trained %s and no %s", network, WiFoE.NAME);
    try {
      return WiFoE.builder(Json.read(model, WiFoEConfig.class)).seed(modelSeed);
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException("the run of " + network + " does not say the sizes of a WiFo-E network", e);
    }
  }

  String toJson() {
    return Json.text(this);
  }

  JsonNode toTree() {
    try {
      return Json.parse(toJson()); // as a file gives it: trees tell 1 from 1L
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run whose JSON cannot be read: " + this, e);
    }
  }

  /** What another run and this one disagree on, of all that decides the result; null if nothing. */
  String difference(JsonNode other) {
    return RunDifference.of(other, toTree());
  }
}
