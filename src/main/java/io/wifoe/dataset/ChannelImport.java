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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads channels that others made: NumPy (.npy, .npz), MATLAB (-v6, -v7, -v7.3) and HDF5, in single or double
 * precision. Complex numbers may be complex, two real variables, or a last axis (re, im). For example
 * {@code importFrom(file).variable("H").layout("antennas", "subcarrier", "users").select("subcarrier", 12).read()}.
 */
public final class ChannelImport {
  private static final String USERS = "users";
  private static final String ANTENNAS = "antennas";
  private static final String SAMPLES = "samples";
  private static final String PARTS = "re-im";
  private static final String HALVES = "re-im-antennas";
  private static final String NOTHING = "0";

  private static final Set<String> RESERVED = Set.of(USERS, ANTENNAS, SAMPLES, PARTS, HALVES);
  private static final Set<String> OF_A_CHANNEL = Set.of(ANTENNAS, PARTS, HALVES);

  private final Path file;
  private final Map<String, Long> selections = new TreeMap<>(); // named in the card in one order
  private List<String> axes = List.of(USERS, ANTENNAS);
  private String variable = "h";
  private String imaginary;
  private String name;
  private String scenario;
  private TaskConfig task;
  private UserGroups groups; // null where a sample may bring anybody together
  private Normalization normalization = Normalization.PAPER_CALIBRATED;
  private boolean skipsEmpty;
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

  /** Two variables of one shape with real and imaginary parts; {@code "0"} for no imaginary part. */
  public ChannelImport variables(String real, String imaginaryPart) {
    this.variable = real;
    this.imaginary = imaginaryPart;
    return this;
  }

  /**
   * What each axis is: {@code "users"} and {@code "antennas"}, and any names for axes of which one index will be
   * selected. Four names are reserved: {@code "samples"}, where the users are spread over two axes (samples, users);
   * {@code "re-im"}, an axis of real and imaginary part, which can be left out where it is the last; and in place of
   * antennas {@code "re-im-antennas"}, Nt real parts before Nt imaginary ones. Capitals and blanks around a name mean
   * nothing. {@code ("users", "antennas")} unless set.
   */
  public ChannelImport layout(String... names) {
    this.axes = Arrays.stream(names).map(ChannelImport::axis).toList();
    return this;
  }

  private static String axis(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Leaves out users whose channel is zero, infinite or not a number, as blocked ones are in ray-traced grids. */
  public ChannelImport skipEmpty() {
    this.skipsEmpty = true;
    return this;
  }

  /** Keeps one index, from 0, of an axis that {@link #layout} names. */
  public ChannelImport select(String axis, long index) {
    selections.put(axis(axis), index);
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

  /** The task that the channels are for, for the card; they are not drawn from its scenarios. */
  public ChannelImport task(TaskConfig config) {
    this.task = config == null ? null : config.toBuilder().channels(List.of()).build();
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
    return new ChannelDataset(name, source(), task, usable(stored()), normalization);
  }

  /**
   * Writes the channels as a set of their own and opens it. A set from the same import that is there already is kept.
   *
   * @throws IOException if the file is no good or the directory holds something else; then nothing is written
   * @throws IllegalArgumentException as {@link #read}, or if users of groups are left out, which a set cannot say
   */
  public ChannelDataset write(Path directory) throws IOException {
    UserChannels stored = stored();
    UserChannels channels = usable(stored);
    Check.that(groups == null || channels.users() == stored.users(), "%d of %d users are left out, and the groups %s "
        + "of the others are no longer in blocks of %s, by which a set tells them; write each group as a set of its "
        + "own",
        stored.users() - channels.users(), stored.users(), groups == null ? null : groups.names(),
        groups == null ? null : groups.block());
    String origin = "Imported from " + file.getFileName() + ", SHA-256 " + Sha256.of(file) + ", variable "
        + (imaginary == null ? variable : variable + " + i " + imaginary) + " " + axes
        + (selections.isEmpty() ? "" : " at " + selections)
        + (channels.users() == stored.users() ? "" : String.format(Locale.ROOT, ", %,d of %,d users left out, whose "
            + "channels are zero or not finite", stored.users() - channels.users(), stored.users()));
    try {
      ChannelWriter.write(directory, new ChannelCard(ChannelCard.FORMAT, name, channels.users(), channels.antennas(),
          scenario, null, null, origin, task, groups, normalization, Library.NAME, null, null), channels, threads,
          progress);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
    return ChannelDataset.open(directory);
  }

  /** All users of the file, in their groups. */
  private UserChannels stored() throws IOException {
    Check.that(new HashSet<>(axes).size() == axes.size() && axes.contains(USERS)
        && axes.contains(ANTENNAS) != axes.contains(HALVES), "layout %s must name different axes, users and antennas "
        + "(or re-im-antennas) among them", axes);
    Check.that(axes.containsAll(selections.keySet()) && selections.keySet().stream().noneMatch(RESERVED::contains),
        "select %s names no axis of layout %s to choose from", selections.keySet(), axes);
    List<String> unselected = axes.stream().filter(axis -> !RESERVED.contains(axis) && !selections.containsKey(axis))
        .toList();
    Check.that(unselected.isEmpty(), "layout %s has axes of which no index is selected: %s; select one of each, for "
        + "example %s=0", axes, unselected, unselected.isEmpty() ? "" : unselected.get(0));
    NumericArray array = ArrayFile.read(file, variable);
    if (imaginary != null && !imaginary.equals(NOTHING) && !ArrayFile.hasNames(file)) {
      throw new InvalidFileException(file, "is one array, which cannot be real part and imaginary part " + imaginary
          + " at once; put both in a .npz file, or on an axis re-im");
    }
    try {
      UserChannels all = layOut(imaginary == null ? array : imaginary.equals(NOTHING) ? array.withoutImaginary()
          : array.withImaginary(ArrayFile.read(file, imaginary)), ArrayFile.isOfMatlab(file));
      return groups == null ? all : groups.over(all);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
  }

  private UserChannels usable(UserChannels all) throws IOException {
    Check.that(task == null || task.antennas() == all.antennas(), "the channels of %s have %d antennas, task %s has %d",
        file, all.antennas(), task == null ? null : task.name(), task == null ? 0 : task.antennas());
    try {
      return skipsEmpty ? UsableUsers.of(all, file) : UsableUsers.require(all);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
  }

  private UserChannels layOut(NumericArray stored, boolean isOfMatlab) {
    List<String> left = new ArrayList<>(axes);
    List<String> missing = axes.subList(Math.min(stored.rank(), axes.size()), axes.size());
    // one of length 1 that an index is selected of may be missing, from MATLAB a single user's or sample's too; if
    // antennas are, or users from others, something else is wrong
    boolean isOther = missing.stream()
        .anyMatch(axis -> isOfMatlab ? OF_A_CHANNEL.contains(axis) : RESERVED.contains(axis));
    NumericArray array = isOther ? stored : stored.withRank(axes.size());
    if (left.contains(PARTS)) {
      array = array.pairs(left.indexOf(PARTS));
      left.remove(PARTS);
    } else if (left.contains(HALVES)) {
      array = array.halves(left.indexOf(HALVES));
      left.set(left.indexOf(HALVES), ANTENNAS);
    } else if (!array.isComplex()) {
      array = array.pairs(array.rank() - 1);
    }
    List<String> named = List.copyOf(left);
    if (array.rank() > named.size() && Arrays.stream(array.shape()).skip(named.size()).allMatch(n -> n == 1)) {
      while (array.rank() > named.size()) {
        array = array.select(array.rank() - 1, 0);
      }
    }
    boolean pairs = stored.isComplex() || axes.contains(PARTS) || axes.contains(HALVES);
    Check.that(array.rank() == named.size(), "shape %s has %d axes, but the layout names %d, %s%s; name every axis in "
        + "the layout, for example users,antennas,subcarrier, and select one index of those that are neither users nor "
        + "antennas", Arrays.toString(stored.shape()), stored.rank(), axes.size(), String.join(",", axes), pairs ? ""
            : ", and the last one of real numbers holds their real and imaginary parts");
    for (Map.Entry<String, Long> selection : selections.entrySet()) {
      int axis = left.indexOf(selection.getKey());
      array = array.select(axis, selection.getValue());
      left.remove(axis);
    }
    return array.channels(left.indexOf(SAMPLES), left.indexOf(USERS), left.indexOf(ANTENNAS));
  }

  private String source() {
    return (scenario == null ? "" : scenario + "; ") + "from " + file.getFileName();
  }
}
