package io.wifoe.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.TextFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What is to be solved: an array, what may be sent and fed back, how many users, and where channels come from. A task
 * with users 3..8 stands for six {@linkplain Configuration configurations}, Eq. (10).
 *
 * @param name short name, used in file names and tables
 * @param array base station antennas, Nt of them
 * @param pilots pilot length L
 * @param bits feedback bits B of each user
 * @param minUsers smallest number of users K
 * @param maxUsers largest number of users K
 * @param carrierGHz carrier frequency in GHz
 * @param channels TR 38.901 scenarios, in equal shares; empty where the user brings channels
 * @param assumptions what the paper does not state
 */
public record TaskConfig(
    String name,
    AntennaArray array,
    int pilots,
    int bits,
    int minUsers,
    int maxUsers,
    double carrierGHz,
    List<Scenario> channels,
    Assumptions assumptions) {

  /**
   * What tasks of version 0.1 mean, whose JSON has {@code multipath} and no {@code assumptions}: pilot columns had
   * power P, and trainings drew this reading and normalised so.
   */
  private static final Assumptions EARLIER = Assumptions.PAPER_LIKE.withPilotPower(PilotPower.TOTAL);

  public TaskConfig {
    Check.that(array != null, "a task needs an antenna array, for example upa(12, 8)");
    Check.that(name != null && name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"),
        "task name \"%s\" must be 1 to 64 letters, digits, '.', '_' or '-'", name);
    Check.that(minUsers <= maxUsers, "users %d..%d: the first number exceeds the second", minUsers, maxUsers);
    Check.that(carrierGHz > 0 && carrierGHz <= 300, "carrier %s GHz is outside 0..300 GHz", carrierGHz);
    Check.that(channels == null || channels.stream().noneMatch(Objects::isNull), "channels %s: a scenario is missing",
        channels);
    channels = channels == null ? List.of() : List.copyOf(channels);
    Check.that(assumptions != null, "a task needs assumptions, for example Assumptions.PAPER_LIKE");
    for (int users : new int[] {minUsers, maxUsers}) {
      new Configuration(name, pilots, array.antennas(), users, bits, assumptions.pilotPower());
    }
  }

  @JsonCreator
  static TaskConfig ofJson(
      @JsonProperty(value = "name", required = true) String name,
      @JsonProperty(value = "array", required = true) AntennaArray array,
      @JsonProperty(value = "pilots", required = true) int pilots,
      @JsonProperty(value = "bits", required = true) int bits,
      @JsonProperty(value = "minUsers", required = true) int minUsers,
      @JsonProperty(value = "maxUsers", required = true) int maxUsers,
      @JsonProperty(value = "carrierGHz", required = true) double carrierGHz,
      @JsonProperty(value = "channels", required = true) List<Scenario> channels,
      @JsonProperty("assumptions") Assumptions assumptions,
      @JsonProperty("multipath") Multipath earlier) {
    Check.that((assumptions == null) != (earlier == null), "%s", assumptions == null ? "its assumptions are missing"
        : "it has multipath beside assumptions; of the two, assumptions holds it");
    return new TaskConfig(name, array, pilots, bits, minUsers, maxUsers, carrierGHz, channels,
        assumptions != null ? assumptions : EARLIER.withMultipath(earlier));
  }

  public static TaskBuilder builder() {
    return new TaskBuilder();
  }

  /** The number of transmit antennas Nt. */
  @JsonIgnore
  public int antennas() {
    return array.antennas();
  }

  /** One configuration for every number of users, smallest first. */
  @JsonIgnore
  public List<Configuration> configurations() {
    return IntStream.rangeClosed(minUsers, maxUsers).mapToObj(this::configuration).toList();
  }

  /** The configuration with {@code users} users, which need not be one of this task's own numbers. */
  public Configuration configuration(int users) {
    return new Configuration(name, pilots, antennas(), users, bits, assumptions.pilotPower());
  }

  /** A builder that starts from this task's values. */
  public TaskBuilder toBuilder() {
    return new TaskBuilder().name(name).array(array).pilotLength(pilots).feedbackBits(bits).users(minUsers, maxUsers)
        .carrierGHz(carrierGHz).channels(channels).assumptions(assumptions);
  }

  /** The same task under other assumptions. */
  public TaskConfig withAssumptions(Assumptions other) {
    return toBuilder().assumptions(other).build();
  }

  /** This task as JSON; {@link #fromJson} reads it back. */
  public String toJson() {
    return Json.text(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if the text is no task, with the place and the reason
   */
  public static TaskConfig fromJson(String json) {
    try {
      return Json.read(json, TaskConfig.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this JSON is not a task: " + Json.reason(e), e);
    }
  }

  /**
   * Reads a task's JSON file.
   *
   * @throws IOException naming the file, if it cannot be read or is no task
   */
  public static TaskConfig read(Path file) throws IOException {
    try {
      return fromJson(TextFile.read(file));
    } catch (NoSuchFileException e) {
      throw new InvalidFileException(file, "there is no such file", e);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    String users = minUsers == maxUsers ? "" + minUsers : minUsers + ".." + maxUsers;
    String source = channels.isEmpty() ? "own channels, " + assumptions.ofOwnChannels()
        : String.join(" + ", channels.stream().map(Scenario::toString).toList()) + ", " + assumptions;
    return String.format(Locale.ROOT, "%s: %s (Nt = %d), L = %d, B = %d, K = %s, %s GHz, %s", name, array,
         antennas(), pilots, bits, users, carrierGHz, source);
  }
}
