package io.wifoe.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.TextFile;
import io.wifoe.task.Normalization;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What lies beside the channels of a set, as {@value #FILE}, and says where they come from.
 *
 * @param format version of this layout, {@value #FORMAT}
 * @param name short name of the set
 * @param users rows of the file
 * @param antennas columns Nt of the file
 * @param scenario what the users are in, for example {@code UMa LOS}; null if unknown
 * @param reading whose reading of TR 38.901 made the channels; null if none did
 * @param seed the seed they were drawn from; null if unknown
 * @param origin one sentence or more on where the channels come from
 * @param task the task they were made for; null if there was none
 * @param groups whom a sample may bring together; null if everybody
 * @param normalization what samples get unless another is asked for; the file itself holds raw channels
 * @param library name and version of the program that wrote the set
 * @param sha256 of the file of channels, in hexadecimal
 * @param statistics of the raw channels
 */
@JsonInclude(Include.NON_NULL)
public record ChannelCard(int format, String name, long users, int antennas, String scenario, String reading,
    Long seed, String origin, TaskConfig task, UserGroups groups, Normalization normalization, String library,
    String sha256, ChannelStatistics statistics) {

  static final int FORMAT = 1;

  /** The card's name in its set's directory. */
  static final String FILE = "card.json";

  private static final int LONGEST = 1 << 20;

  public ChannelCard {
    Check.that(format == FORMAT, "card format %d is unknown; this library reads format %d", format, FORMAT);
    Check.that(name != null && !name.isBlank() && name.length() <= 200, "a set of channels needs a short name");
    Check.that(users >= 1 && antennas >= 1, "%d users with %d antennas; both start at 1", users, antennas);
    Check.that(task == null || task.antennas() == antennas, "a task of %d antennas, but channels of %d",
        task == null ? 0 : task.antennas(), antennas);
    normalization = normalization == null ? Normalization.PAPER_CALIBRATED : normalization;
    if (groups == null && seed != null) {
      groups = UserGroups.of(task); // sets that version 0.1 drew are in these groups and do not say it
    }
  }

  /** Scenario and reading, or else the origin, for results. */
  String source() {
    List<String> known = Stream.of(scenario, reading == null ? null : "reading " + reading)
        .filter(Objects::nonNull).toList();
    return !known.isEmpty() ? String.join("; ", known) : origin == null ? "own channels" : origin;
  }

  /** This card as JSON; {@link #fromJson} reads it back. */
  public String toJson() {
    return Json.text(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if the text is no card, with the reason
   */
  public static ChannelCard fromJson(String json) {
    try {
      return Json.read(json, ChannelCard.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no card of channels: " + Json.reason(e), e);
    }
  }

  /**
   * Reads the card of a set.
   *
   * @param directory of the set
   * @throws IOException naming the file and what is wrong, if there is no card or none of ours
   */
  public static ChannelCard read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      throw new InvalidFileException(directory, "there is no " + FILE + "; a set of channels is a directory with "
          + ChannelStore.CHANNELS + " and " + FILE);
    }
    if (Files.size(file) > LONGEST) {
      throw new InvalidFileException(file, "a card of " + Files.size(file) + " bytes is none of ours");
    }
    try {
      return fromJson(TextFile.read(file));
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
  }

  /** What this card and another, which asks for channels, disagree on; null if nothing. */
  String differenceFrom(ChannelCard other) {
    JsonNode mine = Json.tree(withResult(null, null));
    JsonNode asked = Json.tree(other.withResult(null, null));
    Set<String> fields = new LinkedHashSet<>();
    mine.fieldNames().forEachRemaining(fields::add);
    asked.fieldNames().forEachRemaining(fields::add);
    return fields.stream().filter(field -> !Objects.equals(mine.get(field), asked.get(field))).findFirst()
        .map(field -> "its " + field + " is " + mine.get(field) + ", asked for is " + asked.get(field)).orElse(null);
  }

  ChannelCard withResult(String sha256, ChannelStatistics statistics) {
    return new ChannelCard(format, name, users, antennas, scenario, reading, seed, origin, task, groups, normalization,
        library, sha256, statistics);
  }
}
