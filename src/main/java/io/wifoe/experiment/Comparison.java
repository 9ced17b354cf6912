package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.Estimate;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.Progress;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Precoders;
import io.wifoe.precoding.SumRate;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import io.wifoe.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Sum rates of several schemes on the same channel samples, for several numbers of users and SNRs: the one measurement
 * of notebooks, experiments and the command line. A fluent builder; {@link #run} measures, batch by batch, so that the
 * number of samples costs time and no memory.
 */
public final class Comparison {
  /** A batch takes well under a second, so that an interrupt does too, and fills a learned precoder's shapes. */
  private static final int LARGEST_BATCH = 256; // samples
  private static final int LARGEST_ARRAY = 1 << 20; // complex numbers of a batch, 8 MiB

  private final ChannelDataset channels;
  private final List<Precoder> schemes = new ArrayList<>();
  private final List<SchemeTraining> trainings = new ArrayList<>();
  private List<Integer> users = List.of(4);
  private double[] snrDb = {10};
  private int samples = 1_000;
  private long seed = 1;
  private boolean withShares;
  private Progress progress = Progress.SILENT;

  private Comparison(ChannelDataset channels) {
    this.channels = channels;
  }

  /** A comparison on these channels, normalised as the data set says. */
  public static Comparison on(ChannelDataset channels) {
    return new Comparison(channels);
  }

  /** Adds schemes, classical or learned. */
  public Comparison schemes(Precoder... precoders) {
    return schemes(List.of(precoders));
  }

  /** Adds schemes, classical or learned. */
  public Comparison schemes(List<Precoder> precoders) {
    schemes.addAll(precoders);
    return this;
  }

  /**
   * Adds a network that was trained, under a name of its own; the {@link #result} says how it has learned.
   *
   * @param name in tables and charts, for example {@code SchemeKind.STL.label()}
   * @throws io.wifoe.training.InterruptedTrainingException if the training was interrupted: what has not learned to the
   *     end is not measured
   */
  public Comparison trained(String name, Training<?> training, TaskConfig task) {
    schemes.add(training.finishedModel().precoder(task, 1).named(name));
    trainings.add(SchemeTraining.of(name, training));
    return this;
  }

  /** One number of users K; 4 unless set. */
  public Comparison users(int users) {
    return users(List.of(users));
  }

  /** Every number of users from {@code min} to {@code max}. */
  public Comparison users(int min, int max) {
    Check.that(min <= max, "users %d..%d must rise", min, max);
    return users(IntStream.rangeClosed(min, max).boxed().toList());
  }

  /** These numbers of users. */
  public Comparison users(List<Integer> numbers) {
    this.users = List.copyOf(numbers);
    return this;
  }

  /** Signal-to-noise ratios in dB; 10 unless set. */
  public Comparison snrDb(double... values) {
    this.snrDb = values.clone();
    return this;
  }

  /** Channel samples of each point; 1,000 unless set. */
  public Comparison samples(int number) {
    this.samples = number;
    return this;
  }

  /** Seed of the samples; 1 unless set. The same seed gives every scheme the same channels. */
  public Comparison seed(long value) {
    this.seed = value;
    return this;
  }

  /** Every row says its share of WMMSE's sum rate on the same channels, whether WMMSE is among the schemes or not. */
  public Comparison withShares() {
    this.withShares = true;
    return this;
  }

  /** Is told how far the measurement has come, in samples of all numbers of users. */
  public Comparison progress(Progress listener) {
    this.progress = listener;
    return this;
  }

  /**
   * Measures every scheme at every point: first by users, then by SNR, then in the order of the schemes. Sample i of
   * K users, and the noise in it, depends on the data set, on K, the seed and i alone.
   *
   * @throws IllegalArgumentException if a setting breaks its rule
   * @throws CancellationException within a second if the thread is interrupted, whose interrupt status stays set
   */
  public List<SumRateRow> run() {
    Check.that(!schemes.isEmpty(), "a comparison needs at least one scheme, for example Precoders.mrt()");
    return run(schemes);
  }

  /**
   * Measures as {@link #run}, for tables and charts or to be kept.
   *
   * @param title what is compared
   * @param scale of the trainings; null where nothing was trained
   * @throws IllegalArgumentException if a setting breaks its rule or two schemes have one name
   * @throws CancellationException as {@link #run}
   */
  public ComparisonResult result(String title, Scale scale) {
    return ComparisonResult.of(title, scale, run().stream().map(SchemeRow::of).toList()).with(trainings)
        .with("channels", channels);
  }

  /**
   * Trains schemes one after the other and measures each at every point, on the same channels, beside none of
   * {@link #schemes}. An interrupt ends it: schemes that have been measured keep their rows, the one in hand and those
   * after it have rows {@linkplain SchemeRow#isMissing without a figure}, and the interrupt is used up.
   *
   * @param training channels to learn from
   * @return rows scheme by scheme, first by users, then by SNR
   * @throws IllegalArgumentException if a setting breaks its rule
   */
  public List<SchemeRow> train(List<Scheme> learners, TaskConfig task, ChannelDataset training, SchemeBudget budget) {
    Check.that(!learners.isEmpty(), "a comparison needs at least one scheme, for example Schemes.dsc(PAPER, 1)");
    requireValid();
    List<SchemeRow> rows = new ArrayList<>();
    boolean interrupted = false;
    for (Scheme learner : learners) {
      if (!interrupted) {
        try (TrainedScheme trained = learner.train(task, training, budget)) {
          run(List.of(trained.precoder())).forEach(rate -> rows.add(SchemeRow.of(trained.name(), rate,
              trained.cost().apply(task.configuration(rate.users())))));
          continue;
        } catch (CancellationException e) {
          interrupted = true;
          Thread.interrupted();
        }
      }
      users.forEach(k -> DoubleStream.of(snrDb).forEach(snr -> rows.add(SchemeRow.missing(learner.name(), k, snr))));
    }
    return rows;
  }

  private void requireValid() {
    Check.that(!users.isEmpty() && snrDb.length > 0, "a comparison needs a number of users and an SNR");
    for (int size : users) {
      Check.that(size >= 1 && size <= channels.antennas(), "users %s: each must be from 1 to the %d antennas", users,
          channels.antennas());
      Check.that(size <= channels.users(), "users %s: the set has only %d", users, channels.users());
    }
    Estimate.requireInterval(samples);
  }

  private List<SumRateRow> run(List<Precoder> precoders) {
    requireValid();
    List<SumRateRow> rows = new ArrayList<>();
    for (int i = 0; i < users.size(); i++) {
      rows.addAll(measure(precoders, users.get(i), (long) i * samples));
    }
    return rows;
  }

  /** One scheme at one SNR and its sum rates so far. */
  private record SchemeAtSnr(Precoder scheme, double snrDb, SummaryStatistics sumRates) {
    void measure(ComplexMatrices batch, long first) {
      LinkBudget link = LinkBudget.snrDb(snrDb);
      for (double rate : SumRate.perSample(batch, scheme.precode(batch, link, first), link.noisePower())) {
        sumRates.addValue(rate);
      }
    }
  }

  private List<SumRateRow> measure(List<Precoder> precoders, int users, long before) {
    List<SchemeAtSnr> points = DoubleStream.of(snrDb).boxed().flatMap(snr -> precoders.stream()
        .map(scheme -> new SchemeAtSnr(scheme, snr, new SummaryStatistics()))).toList();
    List<SchemeAtSnr> bounds = withShares ? Arrays.stream(snrDb)
        .mapToObj(snr -> new SchemeAtSnr(Precoders.wmmse(), snr, new SummaryStatistics())).toList() : List.of();
    RandomStream draws = RandomStream.root(seed).of("comparison").of(users);
    int most = Math.max(1, Math.min(LARGEST_BATCH, LARGEST_ARRAY / users / channels.antennas()));
    for (long first = 0; first < samples; first += most) {
      requireNotInterrupted(before + first);
      ComplexMatrices batch = channels.batch(users, first, (int) Math.min(most, samples - first), draws);
      for (List<SchemeAtSnr> list : List.of(points, bounds)) {
        for (SchemeAtSnr point : list) {
          requireNotInterrupted(before + first);
          point.measure(batch, first);
        }
      }
      progress.report(before + first + batch.samples(), (long) this.users.size() * samples);
    }
    requireNotInterrupted(before + samples);
    List<SumRateRow> rows = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      SchemeAtSnr point = points.get(i);
      Estimate rate = Estimate.of(point.sumRates);
      Double share = withShares ? rate.mean() / bounds.get(i / precoders.size()).sumRates.getMean() : null;
      rows.add(new SumRateRow(point.scheme.name(), users, point.snrDb, rate.mean(), rate.ci95(), rate.samples(),
          share, Conditions.of(channels, point.scheme)));
    }
    return rows;
  }

  private void requireNotInterrupted(long done) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the comparison was interrupted after %,d of %,d samples; nothing of it is kept"
          .formatted(done, (long) users.size() * samples));
    }
  }
}
