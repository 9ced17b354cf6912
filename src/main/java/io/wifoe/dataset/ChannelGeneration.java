package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.Library;
import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.Normalization;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Draws the users of a data set. User i of a seed is the same vector whatever the number of users and threads, in
 * memory and on disk. For example {@code generate(task).users(20_000).seed(7).build()}.
 */
public final class ChannelGeneration {
  private TaskConfig task; // null where a model of no task was given
  private ChannelModel model; // null where the task's own is meant
  private String name;
  private long users = 10_000;
  private long seed = 1;
  private int threads = Runtime.getRuntime().availableProcessors();
  private Normalization normalization;
  private Progress progress = Progress.SILENT;

  ChannelGeneration(ChannelModel model) {
    this.model = model;
    if (model instanceof Tr38901 standard) {
      this.task = standard.task();
      this.name = task.name();
      this.normalization = task.assumptions().normalization();
    } else {
      String kind = model.getClass().getSimpleName();
      this.name = kind.isEmpty() ? "generated" : kind;
      this.normalization = model.hasPathGain() ? Normalization.PAPER_CALIBRATED : Normalization.NONE;
    }
  }

  ChannelGeneration(TaskConfig task) {
    this(Tr38901.builder(task).build());
    this.model = null;
  }

  /** How TR 38.901 is read; as the task assumes unless set. */
  public ChannelGeneration reading(Reading value) {
    Check.that(model == null, "reading %s: only generate(task) has a reading to choose; a model has its own", value);
    this.task = task.toBuilder().reading(value).build();
    return this;
  }

  /** How many users; 10,000 unless set. */
  public ChannelGeneration users(long number) {
    Check.that(number >= 1 && number < 1L << 48, "%d users; a set has at least one", number);
    this.users = number;
    return this;
  }

  /** The seed of the set; 1 unless set. */
  public ChannelGeneration seed(long value) {
    this.seed = value;
    return this;
  }

  /** The set's name; the task's, or the model's kind, unless set. */
  public ChannelGeneration name(String text) {
    this.name = text;
    return this;
  }

  /** How many threads draw, which changes the time taken and nothing else; all cores unless set. */
  public ChannelGeneration threads(int number) {
    Check.that(number >= 1 && number <= 1024, "%d threads; 1 to 1024 can draw", number);
    this.threads = number;
    return this;
  }

  /**
   * What samples get; as the task assumes unless set, and for a model of no task {@link Normalization#PAPER_CALIBRATED}
   * if it {@linkplain ChannelModel#hasPathGain has path gain} and nothing otherwise. The channels stay raw.
   */
  public ChannelGeneration normalization(Normalization value) {
    this.normalization = value;
    return this;
  }

  /** Is told how far the work has come. */
  public ChannelGeneration progress(Progress listener) {
    this.progress = listener;
    return this;
  }

  /**
   * Draws all users into memory. Stops with {@link IllegalStateException} if the thread is interrupted, whose interrupt
   * status then stays set.
   */
  public ChannelDataset build() {
    try {
      UserChannels drawn = grouped(MemoryChannels.copyOf(channels(users), threads, progress));
      return new ChannelDataset(name, source(), drawnFor(), drawn, normalization);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Writes the users into a directory and opens it; memory stays bounded whatever their number. A finished set with
   * the same card is opened as it is.
   *
   * @throws IOException if the directory holds something else or cannot be written, or on interrupt; then nothing is
   *     left behind
   */
  public ChannelDataset write(Path directory) throws IOException {
    ChannelWriter.write(directory, card(), channels(users), threads, progress);
    return ChannelDataset.open(directory);
  }

  /**
   * The same users as a description that other machines draw by.
   *
   * @param generator what {@link ChannelModels#parse} made this generation's model of; not looked at for a task's
   * @throws IllegalArgumentException if they are a task's in cells of one's own, which the description does not hold
   */
  public DrawnUsers elsewhere(String generator) {
    Check.that(task == null || drawn().describe().equals(Tr38901.builder(task).build().describe()),
        "%s has %s, but other machines draw a task's users in its scenarios' usual cells; draw them here", name,
        drawn().describe());
    return new DrawnUsers(task == null ? null : Json.line(task), task == null ? generator : null, drawn().antennas(),
        users, seed);
  }

  /**
   * As {@link #write(Path)}, with users that other machines have drawn.
   *
   * @param drawn all users, the same that this machine would draw; they are read once and in order
   */
  public ChannelDataset write(Path directory, UserChannels drawn) throws IOException {
    Check.that(drawn.users() == users && drawn.antennas() == drawn().antennas(), "%d users of %d antennas were drawn, "
        + "not %d of %d", drawn.users(), drawn.antennas(), users, drawn().antennas());
    ChannelWriter.write(directory, card(), drawn, 1, progress);
    return ChannelDataset.open(directory);
  }

  /** All users of the seed, drawn on demand; {@link #users} has no meaning for them. */
  ChannelDataset endless() {
    return new ChannelDataset(name, source() + ", drawn on demand", drawnFor(),
        grouped(channels(Long.MAX_VALUE)), normalization);
  }

  /** Scenario, reading and seed, for results. */
  private String source() {
    return card().source() + "; seed " + seed;
  }

  private UserChannels channels(long number) {
    return new ModelChannels(drawn(), RandomStream.root(seed), number);
  }

  private UserChannels grouped(UserChannels channels) {
    UserGroups groups = UserGroups.of(task);
    return groups == null ? channels : groups.over(channels);
  }

  private ChannelModel drawn() {
    return model != null ? model : Tr38901.builder(task).build();
  }

  private TaskConfig drawnFor() {
    return task == null ? null : task.toBuilder().normalization(normalization).build();
  }

  private ChannelCard card() {
    ChannelModel drawn = drawn();
    String scenario = task == null ? null
        : task.channels().stream().map(Scenario::toString).collect(Collectors.joining(" + ")) + ", multipath "
            + task.assumptions().multipath();
    String reading = task == null ? null : task.assumptions().reading().toString();
    return new ChannelCard(ChannelCard.FORMAT, name, users, drawn.antennas(), scenario, reading, seed,
        drawn.describe(), drawnFor(), UserGroups.of(task), normalization, Library.NAME, null, null);
  }
}
