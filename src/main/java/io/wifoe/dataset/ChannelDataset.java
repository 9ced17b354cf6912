package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.Seed;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.Normalization;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Raw channels of many users, and samples H = [h_1 .. h_K] of K of them, normalised. A data set is a view: splitting
 * and normalising copy nothing.
 */
public final class ChannelDataset {
  /** Users read to estimate the mean square norm of a set without end. */
  private static final int USERS_OF_AN_ESTIMATE = 10_000;

  private final String name;
  private final String source;
  private final UserChannels channels;
  private final Normalization normalization;
  private final FixedSamples fixed; // null where every sample is a fresh one

  /** So many samples, made from the seed. */
  private record FixedSamples(int number, Seed seed) {
    Seed anyOf(Seed draw) {
      return seed.of(draw.random().nextInt(number));
    }
  }

  ChannelDataset(String name, String source, UserChannels channels, Normalization normalization) {
    this(name, source, channels, normalization, null);
  }

  private ChannelDataset(String name, String source, UserChannels channels, Normalization normalization,
      FixedSamples fixed) {
    this.fixed = fixed;
    this.name = name;
    this.source = source;
    this.channels = channels;
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
    return new ChannelDataset(name, "own channels", channels, Normalization.PAPER_CALIBRATED);
  }

  /** Fresh users of a task for ever, drawn and normalised as it assumes: those of {@link #generate} and more. */
  public static ChannelDataset endless(TaskConfig task, long seed) {
    return endless(Tr38901.builder(task).build(), seed);
  }

  /**
   * Fresh users for ever: every sample's are drawn at random among 2^63 of this seed. They are normalised as the model's
   * task assumes, and as {@link Normalization#PAPER_CALIBRATED} where it has none.
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
    return new ChannelDataset(name, source, channels, other, fixed);
  }

  /** The same users under another name. */
  public ChannelDataset named(String other) {
    return new ChannelDataset(other, source, channels, normalization, fixed);
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
    return new ChannelDataset(name, source, channels, normalization,
        new FixedSamples(number, Seed.root(seed).of("samples")));
  }

  /** The paper's split 7:3. */
  public Split split(long seed) {
    return split(0.7, seed);
  }

  /**
   * Splits by users, at random by the seed; no user is in both parts, and both keep this set's normalisation.
   *
   * @param share of the users that go into the training part, above 0 and below 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public Split split(double share, long seed) {
    Check.that(share > 0 && share < 1, "a training share of %s must be above 0 and below 1", share);
    UserSubset[] parts = UserSubset.split(channels, share, Seed.root(seed).of("split"));
    return new Split(part("training", parts[0]), part("test", parts[1]));
  }

  private ChannelDataset part(String part, UserSubset users) {
    return new ChannelDataset(name + " " + part, source, users, normalization, fixed);
  }

  /**
   * Draws samples of K distinct users, normalised. Sample i depends on this set, on K and on {@code seed.of(i)} only.
   *
   * @param users K
   * @param samples number of samples
   * @param seed of the batch, for example {@code Seed.root(7).of("training").of(step)}
   * @return H, (samples, K, Nt)
   */
  public ComplexMatrices batch(int users, int samples, Seed seed) {
    return batch(users, 0, samples, seed);
  }

  /**
   * Some of the samples of a batch that would be too large at once.
   *
   * @param first number of the first of them; they are those that {@link #batch(int, int, Seed)} draws from there on
   */
  public ComplexMatrices batch(int users, long first, int samples, Seed seed) {
    Check.that(users >= 1 && users <= users(), "samples of %d users from a set of %d", users, users());
    ComplexMatrices batch = ComplexMatrices.zeros(samples, users, antennas());
    IntStream.range(0, samples).parallel().forEach(i -> {
      Seed own = seed.of(first + i);
      sample(i, (fixed == null ? own : fixed.anyOf(own)).random(), batch);
    });
    return batch;
  }

  /**
   * Writes the raw channels as one file with one variable, {@code h} of shape (users, Nt) in single precision.
   *
   * @param file its ending says the format: {@code .npy}, {@code .npz} or {@code .mat} (MATLAB 5); replaced if there
   */
  public void export(Path file) throws IOException {
    Check.that(!isEndless(), "an endless set cannot be written; generate(...).users(n) has an end");
    ChannelExport.write(file, channels);
  }

  private void sample(int sample, SplittableRandom random, ComplexMatrices batch) {
    int antennas = antennas();
    long[] chosen = new long[batch.rows()];
    double[] squareNorms = new double[chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      do {
        chosen[k] = random.nextLong(users());
      } while (contains(chosen, k, chosen[k]));
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

  private static boolean contains(long[] chosen, int length, long user) {
    for (int k = 0; k < length; k++) {
      if (chosen[k] == user) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s: %s users%s, Nt = %d, normalised %s; %s", name,
        isEndless() ? "endless" : String.format(Locale.ROOT, "%,d", users()),
        fixed == null ? "" : String.format(Locale.ROOT, " in %,d samples for each K", fixed.number), antennas(),
        normalization, source);
  }

  /**
   * Two parts of a data set without a common user.
   *
   * @param training what a model may see
   * @param test what it is measured on
   */
  public record Split(ChannelDataset training, ChannelDataset test) {}
}
