package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.ChannelModels;
import io.wifoe.dataset.FileLayout;
import io.wifoe.task.Reading;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the channels that a command line names: a set, a file of others, a generator, or a task to draw for. */
final class ChannelSource {
  private static final Pattern NAMED_VARIABLES = Pattern.compile(".*\\.(npz|mat|h5|hdf5)");

  private static final Pattern OWN_SCENARIOS = Pattern.compile("tr38901(?::reading=(.*))?");
  static final String NAME_OF_TASK = "{task}";

  private ChannelSource() {}

  /**
   * Opens channels.
   *
   * @param text a directory, a file, a generator such as {@code few-path:antennas=64,paths=2,spread=30}, or a task's
   *     file, {@code .json}, for channels of its own scenarios
   * @param layout how a file of others holds its channels; null for the usual way
   * @param seed of a generator
   * @param assumptions how a generator that is a task draws, and how samples are normalised
   * @throws IOException if a file is damaged
   * @throws IllegalArgumentException if there is nothing of this name
   */
  static ChannelDataset open(String text, FileLayout layout, long seed, AssumptionOptions assumptions)
      throws IOException {
    Path path = pathOrNull(text);
    if (path != null && text.endsWith(".json") && Files.isRegularFile(path)) {
      requireFile(text, layout);
      return ChannelDataset.endless(assumptions.of(TaskConfig.read(path)), seed);
    }
    ChannelDataset there = atRest(text, layout);
    ChannelModel model = there == null ? model(text) : null;
    if (model instanceof Tr38901 standard) {
      return ChannelDataset.endless(assumptions.of(standard.task()), seed);
    }
    assumptions.requireNoneOfDrawing(text);
    ChannelDataset channels = there == null ? ChannelDataset.endless(model, seed) : there;
    return channels.normalized(assumptions.normalizationOr(channels.normalization()));
  }

  /**
   * Opens the channels of a task, normalised as it assumes.
   *
   * @param text as for {@link #open}, with {@value #NAME_OF_TASK} in place of the task's name; or {@code tr38901} for
   *     fresh channels of the task's own scenarios without end, in another reading with {@code :reading=standard}
   */
  static ChannelDataset ofTask(TaskConfig task, String text, FileLayout layout, long seed) throws IOException {
    Matcher own = OWN_SCENARIOS.matcher(text.strip());
    if (own.matches()) {
      requireFile(text, layout);
      return ChannelDataset.endless(own.group(1) == null ? task
          : task.toBuilder().reading(Reading.parse(own.group(1))).build(), seed);
    }
    String named = text.replace(NAME_OF_TASK, task.name());
    ChannelDataset there = atRest(named, layout);
    return (there == null ? ChannelDataset.endless(model(named), seed) : there)
        .normalized(task.assumptions().normalization());
  }

  /** Whether channels are drawn as each task assumes. */
  static boolean isOfTask(String text) {
    return OWN_SCENARIOS.matcher(text.strip()).matches();
  }

  /** Whether channels come from a generator whose samples need no normalisation. */
  static boolean isWithoutPathGain(String text) {
    Path path = pathOrNull(text);
    try {
      return (path == null || !Files.exists(path)) && !isOfTask(text) && !ChannelModels.parse(text).hasPathGain();
    } catch (IllegalArgumentException e) {
      return false; // which is said when it is opened
    }
  }

  /** The set or file of this name, null if there is none. */
  private static ChannelDataset atRest(String text, FileLayout layout) throws IOException {
    Path path = pathOrNull(text);
    if (path != null && Files.isRegularFile(path)) {
      return file(path, layout);
    }
    requireFile(text, layout);
    return path != null && Files.isDirectory(path) ? ChannelDataset.open(path) : null;
  }

  private static void requireFile(String text, FileLayout layout) {
    Check.that(layout == null, "--variable, --layout, --select and --skip-empty say how a file holds its channels, but "
        + "%s is no file of channels", text);
  }

  private static ChannelModel model(String text) {
    try {
      return ChannelModels.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "; there is no file or directory of that name either", e);
    }
  }

  /** Opens a file without a card. */
  static ChannelDataset file(Path file, FileLayout layout) throws IOException {
    requireVariable(file, layout);
    return layout == null ? ChannelDataset.open(file) : layout.of(file).read();
  }

  static void requireVariable(Path file, FileLayout layout) {
    boolean named = NAMED_VARIABLES.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
    Check.that(!named || layout != null && layout.variable() != null, "%s names its variables; say which holds the "
        + "channels with --variable, for example --variable h", file);
  }

  private static Path pathOrNull(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
