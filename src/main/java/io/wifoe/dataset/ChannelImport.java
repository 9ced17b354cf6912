package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Library;
import io.wifoe.Sha256;
import io.wifoe.task.Normalization;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads channels that others made: NumPy (.npy, .npz), MATLAB (-v6, -v7, -v7.3) and HDF5, in single or double
 * precision. Complex numbers may be complex, two real variables, or a last axis (re, im). For example
 * {@code importFrom(file).variable("H").layout("antennas", "subcarrier", "users").select("subcarrier", 12).read()}.
 */
public final class ChannelImport {
  private static final String USERS = "users";
  private static final String ANTENNAS = "antennas";

  private final Path file;
  private final Map<String, Long> selections = new LinkedHashMap<>();
  private List<String> axes = List.of(USERS, ANTENNAS);
  private String variable = "h";
  private String imaginary;
  private String name;
  private String scenario;
  private TaskConfig task;
  private UserGroups groups; // null where a sample may bring anybody together
  private Normalization normalization = Normalization.PAPER_CALIBRATED;
  private int threads = Runtime.getRuntime().availableProcessors();
  private Progress progress = Progress.SILENT;

  ChannelImport(Path file) {
    this.file = file;
    String fileName = file.getFileName().toString();
    this.name = fileName.contains(".") ? fileName.substring(0, fileName.lastIndexOf('.')) : fileName;
  }

  /** The variable with the channels, {@code h} unless set; in HDF5 a path; without meaning for .npy files. */
  public ChannelImport variable(String complex) {
    this.variable = complex;
    this.imaginary = null;
    return this;
  }

  /** Two variables of one shape with real and imaginary parts. */
  public ChannelImport variables(String real, String imaginaryPart) {
    this.variable = real;
    this.imaginary = imaginaryPart;
    return this;
  }

  /**
   * What each axis is, without a last axis (re, im): {@code "users"} and {@code "antennas"}, and any names for axes of
   * which one index will be selected. {@code ("users", "antennas")} unless set.
   */
  public ChannelImport layout(String... names) {
    this.axes = List.of(names);
    return this;
  }

  /** Keeps one index, from 0, of an axis that {@link #layout} names. */
  public ChannelImport select(String axis, long index) {
    selections.put(axis, index);
    return this;
  }

  /** The set's name, the file's unless set. */
  public ChannelImport name(String text) {
    this.name = text;
    return this;
  }

  /** What the users are in, for the card. */
  public ChannelImport scenario(String text) {
    this.scenario = text;
    return this;
  }

  /** The task that the channels are for, for the card. */
  public ChannelImport task(TaskConfig config) {
    this.task = config;
    return this;
  }

  /** Which users one kind of base station serves, so that no sample mixes them; everybody unless set. */
  public ChannelImport groups(UserGroups rule) {
    this.groups = rule;
    return this;
  }

  /** What samples get; {@link Normalization#PAPER_CALIBRATED} unless set. The channels stay raw. */
  public ChannelImport normalization(Normalization value) {
    this.normalization = value;
    return this;
  }

  /** Is told how far {@link #write} has come. */
  public ChannelImport progress(Progress listener) {
    this.progress = listener;
    return this;
  }

  /**
   * Opens the channels where they are. Every value is read once and checked.
   *
   * @throws IOException naming the file and what is wrong with it
   * @throws IllegalArgumentException if the settings contradict one another or the array's shape
   */
  public ChannelDataset read() throws IOException {
    UserChannels channels = channels();
    try {
      ChannelStatistics.of(channels);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
    return new ChannelDataset(name, source(), task, groups == null ? channels : groups.over(channels), normalization);
  }

  /**
   * Writes the channels as a set of their own and opens it. A set from the same import that is there already is kept.
   *
   * @throws IOException if the file is no good or the directory holds something else; then nothing is written
   */
  public ChannelDataset write(Path directory) throws IOException {
    UserChannels channels = channels();
    String origin = "Imported from " + file.getFileName() + ", SHA-256 " + Sha256.of(file) + ", variable "
        + (imaginary == null ? variable : variable + " + i " + imaginary) + " " + axes
        + (selections.isEmpty() ? "" : " at " + selections);
    try {
      ChannelWriter.write(directory, new ChannelCard(ChannelCard.FORMAT, name, channels.users(), channels.antennas(),
          scenario, null, null, origin, task, groups, normalization, Library.NAME, null, null), channels, threads,
          progress);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
    return ChannelDataset.open(directory);
  }

  private UserChannels channels() throws IOException {
    Check.that(new HashSet<>(axes).size() == axes.size() && axes.contains(USERS) && axes.contains(ANTENNAS),
        "layout %s must name different axes, \"users\" and \"antennas\" among them", axes);
    Check.that(axes.containsAll(selections.keySet()) && !selections.containsKey(USERS)
        && !selections.containsKey(ANTENNAS), "select %s names no axis of layout %s to choose from",
        selections.keySet(), axes);
    Check.that(axes.size() == selections.size() + 2, "layout %s has axes without a select; one index of each but "
        + "\"users\" and \"antennas\" must be selected", axes);
    NumericArray array = ArrayFile.read(file, variable);
    try {
      return layOut(imaginary == null ? array : array.withImaginary(ArrayFile.read(file, imaginary)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
  }

  private UserChannels layOut(NumericArray stored) {
    NumericArray array = stored.isComplex() ? stored : stored.pairs();
    List<String> left = new ArrayList<>(axes);
    if (array.rank() > axes.size() && Arrays.stream(array.shape()).skip(axes.size()).allMatch(n -> n == 1)) {
      while (array.rank() > axes.size()) {
        array = array.select(array.rank() - 1, 0);
      }
    }
    Check.that(array.rank() == axes.size(), "shape %s has %d axes, but layout %s names %d; name each with .layout(...) "
        + "and choose with .select(...)", Arrays.toString(array.shape()), array.rank(), axes, axes.size());
    for (Map.Entry<String, Long> selection : selections.entrySet()) {
      int axis = left.indexOf(selection.getKey());
      array = array.select(axis, selection.getValue());
      left.remove(axis);
    }
    return array.channels(left.indexOf(USERS), left.indexOf(ANTENNAS));
  }

  private String source() {
    return (scenario == null ? "" : scenario + "; ") + "from " + file.getFileName();
  }
}
