package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.Normalization;
import io.wifoe.task.TaskBuilder;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Raw channels of many users, and samples H = [h_1 .. h_K] of K of them, normalised. A data set is a view: splitting
 * and normalising copy nothing.
 */
public final class ChannelDataset {
  /** Users read to estimate the mean square norm of a set without end. */
  private static final int USERS_OF_AN_ESTIMATE = 10_000;

  /** Some milliseconds of drawing, a fraction of a second for eight users of the largest array. */
  private static final int SAMPLES_BETWEEN_LOOKS = 64;

  private final String name;
  private final String source;
  private final TaskConfig task; // null if nobody knows
  private final UserChannels channels;
  private final Normalization normalization;
  private final SampleUsers choice;
  private final FixedSamples fixed; // null where every sample is a fresh one

  /** So many samples, made from the stream. */
  private record FixedSamples(int number, RandomStream stream) {
    RandomStream anyOf(RandomStream draw) {
      return stream.of(draw.random().nextInt(number));
    }
  }

  /**
   * A whole set.
   *
   * @param task that the channels were drawn or kept for; null if nobody knows
   */
  ChannelDataset(String name, String source, TaskConfig task, UserChannels channels, Normalization normalization) {
    this(name, source, task, channels, normalization, null, null);
  }

  private ChannelDataset(String name, String source, TaskConfig task, UserChannels channels,
      Normalization normalization, FixedSamples fixed, SampleUsers choice) {
    this.fixed = fixed;
    this.name = name;
    this.source = source;
    this.task = task;
    this.channels = channels;
    this.choice = choice != null ? choice : new SampleUsers(channels, isEndless());
    this.normalization = normalization.needsMeanSquareNorm()
        ? normalization.withMeanSquareNorm(statistics().meanSquareNorm()) : normalization;
  }

  /**
   * Opens a directory with {@code h.npy} and {@code card.json}, or a bare file whose variable, if it has names, is
   * {@code h} of shape (users, Nt). Every value is read once and checked.
   *
   * @throws IOException if the file is damaged or holds no channels; the message names it and says what is wrong
   */
  public static ChannelDataset open(Path path) throws IOException {
    return ChannelStore.open(path);
  }

  /** Starts to read channels that others made, in their own layout and format. */
  public static ChannelImport importFrom(Path file) {
    return new ChannelImport(file);
  }

  /**
   * Starts to draw the TR 38.901 channels of a task, users in equal numbers from each of its scenarios.
   *
   * @throws IllegalArgumentException if the task names no scenario or a carrier beyond the standard's
   */
  public static ChannelGeneration generate(TaskConfig task) {
    return new ChannelGeneration(task);
  }

  /** Starts to draw the users of a data set from any model. */
  public static ChannelGeneration generate(ChannelModel model) {
    return new ChannelGeneration(model);
  }

  /** Channels from anywhere, normalised as {@link Normalization#PAPER_CALIBRATED} unless changed. */
  public static ChannelDataset of(String name, UserChannels channels) {
    return new ChannelDataset(name, "own channels", null, channels, Normalization.PAPER_CALIBRATED);
  }

  /** Fresh users of a task for ever, drawn and normalised as it assumes: those of {@link #generate} and more. */
  public static ChannelDataset endless(TaskConfig task, long seed) {
    return endless(Tr38901.builder(task).build(), seed);
  }

  /**
   * Fresh users for ever: every sample's are drawn at random among 2^63 of this seed. They are normalised as the
   * model's task assumes; where it has none, as {@link Normalization#PAPER_CALIBRATED} if it has path gain and not at
   * all otherwise.
   */
  public static ChannelDataset endless(ChannelModel model, long seed) {
    return generate(model).seed(seed).endless();
  }

  public String name() {
    return name;
  }

  /** Where the channels come from, in a few words. */
  public String source() {
    return source;
  }

  public long users() {
    return channels.users();
  }

  public int antennas() {
    return channels.antennas();
  }

  /** Whether users are drawn on demand without end. */
  public boolean isEndless() {
    return users() > Integer.MAX_VALUE;
  }

  public Normalization normalization() {
    return normalization;
  }

  /** The task that the channels were drawn or kept for; null if nobody knows. */
  public TaskConfig task() {
    return task;
  }

  /**
   * A task with the assumptions that its results on this set rest on: this set's normalisation and, where the channels
   * were drawn for a task, that one's reading and multipath.
   */
  public TaskConfig assumedBy(TaskConfig other) {
    TaskBuilder builder = other.toBuilder().normalization(normalization);
    if (task != null && !task.channels().isEmpty()) {
      builder.reading(task.assumptions().reading()).multipath(task.assumptions().multipath());
    }
    return builder.build();
  }

  /** The raw channels, path gain included. */
  public UserChannels channels() {
    return channels;
  }

  /**
   * Statistics of the raw channels, for which every user is read; of an endless set, of the first 10,000.
   *
   * @throws IllegalArgumentException if a channel is zero, infinite or not a number
   */
  public ChannelStatistics statistics() {
    return ChannelStatistics.of(isEndless() ? new UserSubset(channels, 0, USERS_OF_AN_ESTIMATE) : channels);
  }

  /**
   * The same users with another normalisation. {@link Normalization#DATASET_MEAN} is filled in with this set's mean
   * square norm unless it comes filled in from another set.
   */
  public ChannelDataset normalized(Normalization other) {
    return new ChannelDataset(name, source, task, channels, other, fixed, choice);
  }

  /** The same users under another name. */
  public ChannelDataset named(String other) {
    return new ChannelDataset(other, source, task, channels, normalization, fixed, choice);
  }

  /**
   * The same users in a fixed number of samples: for each K there are only so many matrices H, and batches draw from
   * them, with replacement. A training on a set of 2,000 samples sees no H beyond these, however long it runs.
   *
   * @param number of samples H for each number of users K
   * @param seed of the choice of users; the samples are the same whatever a batch's seed
   */
  public ChannelDataset fixedSamples(int number, long seed) {
    Check.that(number >= 1, "a set of %d samples is empty; the number starts at 1", number);
    return new ChannelDataset(name, source, task, channels, normalization,
        new FixedSamples(number, RandomStream.root(seed).of("samples")), choice);
  }

  /** Splits by {@link SplitShares#PAPER} and seed 1. */
  public Split split() {
    return split(SplitShares.PAPER, 1);
  }

  /**
   * Splits by users, at random by the seed; no user is in two parts, and all keep this set's normalisation.
   *
   * @throws IllegalArgumentException if a part would be empty
   */
  public Split split(SplitShares shares, long seed) {
    UserSubset[] parts = UserSubset.split(channels, shares, RandomStream.root(seed).of("split"));
    return new Split(part("training", parts[0]), part("validation", parts[1]), part("test", parts[2]));
  }

  private ChannelDataset part(String part, UserSubset users) {
    return users == null ? null
        : new ChannelDataset(name + " " + part, source, task, users, normalization, fixed, null);
  }

  /** As {@link #batch(int, int, long)} with seed 1. */
  public ComplexMatrices batch(int users, int samples) {
    return batch(users, samples, 1);
  }

  /**
   * Draws samples of K distinct users, normalised. The users of a sample belong to one group, where there are several,
   * for example scenarios, every group with the same probability. Sample i depends on this set, on K, on the seed and
   * on i only.
   *
   * @param users K
   * @param samples number of samples
   * @return H, (samples, K, Nt)
   * @throws CancellationException if the calling thread is interrupted, whose interrupt status stays set
   */
  public ComplexMatrices batch(int users, int samples, long seed) {
    return batch(users, samples, RandomStream.root(seed).of("batch")); // not what noise of the same seed begins with
  }

  /**
   * The same for a stream of its own, for example {@code RandomStream.root(7).of("training").of(step)}; sample i takes
   * {@code stream.of(i)}.
   */
  public ComplexMatrices batch(int users, int samples, RandomStream stream) {
    return batch(users, 0, samples, stream);
  }

  /**
   * Some of the samples of a batch that would be too large at once.
   *
   * @param first number of the first of them; they are those that {@link #batch(int, int, RandomStream)} draws from
   *   there on
   * @throws CancellationException as there
   */
  public ComplexMatrices batch(int users, long first, int samples, RandomStream stream) {
    choice.require(users);
    ComplexMatrices batch = ComplexMatrices.zeros(samples, users, antennas());
    for (int from = 0; from < samples; from += SAMPLES_BETWEEN_LOOKS) {
      if (Thread.currentThread().isInterrupted()) { // a thread that waits for its parallel stream hides its interrupt
        throw new CancellationException("interrupted while samples of " + name + " were drawn");
      }
      try {
        IntStream.range(from, Math.min(from + SAMPLES_BETWEEN_LOOKS, samples)).parallel().forEach(i -> {
          RandomStream own = stream.of(first + i);
          sample(i, (fixed == null ? own : fixed.anyOf(own)).random(), batch);
        });
      } catch (IllegalArgumentException e) { // of another thread it comes wrapped
        throw e.getCause() instanceof IllegalArgumentException cause ? cause : e;
      }
    }
    return batch;
  }

  /**
   * Writes the raw channels as one file with one variable, {@code h} of shape (users, Nt) in single precision; in
   * {@code .h5} files of shape (users, Nt, 2), real and imaginary parts.
   *
   * @param file its ending says the format: {@code .npy}, {@code .npz}, {@code .mat} (MATLAB 5) or {@code .h5} (HDF5);
   *     replaced if there
   */
  public void export(Path file) throws IOException {
    Check.that(!isEndless(), "an endless set cannot be written; generate(...).users(n) has an end");
    ChannelExport.write(file, channels);
  }

  private void sample(int sample, SplittableRandom random, ComplexMatrices batch) {
    int antennas = antennas();
    long[] chosen = choice.draw(batch.rows(), random);
    double[] squareNorms = new double[chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      channels.read(chosen[k], batch.values(), batch.row(sample, k));
      squareNorms[k] = ChannelStatistics.squareNorm(batch.values(), batch.row(sample, k), antennas);
      ChannelStatistics.requireUsable(chosen[k], squareNorms[k]);
    }
    double[] factors = SampleFactors.of(normalization, squareNorms, random);
    for (int k = 0; k < chosen.length; k++) {
      for (int i = batch.row(sample, k), end = i + 2 * antennas; i < end; i++) {
        batch.values()[i] = (float) (factors[k] * batch.values()[i]);
      }
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s: %s users%s, Nt = %d, normalised %s; %s", name,
        isEndless() ? "endless" : String.format(Locale.ROOT, "%,d", users()),
        fixed == null ? "" : String.format(Locale.ROOT, " in %,d samples for each K", fixed.number), antennas(),
        normalization, source);
  }

  /**
   * Parts of a data set without a common user.
   *
   * @param training what a model may see
   * @param validation what is measured on the way
   * @param test what is measured at the end
   */
  public record Split(ChannelDataset training, ChannelDataset validation, ChannelDataset test) {
    @Override
    public String toString() {
      StringJoiner text = new StringJoiner("; ");
      for (ChannelDataset part : Arrays.asList(training, validation, test)) {
        if (part != null) {
          text.add(text.length() == 0 ? part.toString()
              : String.format(Locale.ROOT, "%s: %,d users", part.name(), part.users()));
        }
      }
      return text.toString();
    }

    @Override
    public ChannelDataset validation() {
      return present(validation, "validation");
    }

    @Override
    public ChannelDataset test() {
      return present(test, "test");
    }

    private static ChannelDataset present(ChannelDataset part, String what) {
      if (part == null) {
        throw new IllegalStateException("this split has no " + what + " part; its share was 0");
      }
      return part;
    }
  }
}
