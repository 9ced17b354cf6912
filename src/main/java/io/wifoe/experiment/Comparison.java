package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.Seed;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.SumRate;
import io.wifoe.task.LinkBudget;
import java.util.ArrayList;
import java.util.List;

/**
 * Sum rates of several schemes on the same channel samples, for several numbers of users and SNRs. A fluent builder;
 * {@link #run} measures.
 */
public final class Comparison {
  private final ChannelDataset channels;
  private final List<Precoder> schemes = new ArrayList<>();
  private int minUsers = 4;
  private int maxUsers = 4;
  private double[] snrDb = {10};
  private int samples = 1_000;
  private long seed = 1;

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

  /** One number of users K; 4 unless set. */
  public Comparison users(int users) {
    return users(users, users);
  }

  /** Every number of users from {@code min} to {@code max}. */
  public Comparison users(int min, int max) {
    this.minUsers = min;
    this.maxUsers = max;
    return this;
  }

  /** Signal-to-noise ratios in dB; 10 unless set. */
  public Comparison snrDb(double... values) {
    this.snrDb = values.clone();
    return this;
  }

  /** Channel samples of each point; 1,000 unless set. */
  public Comparison samples(int samples) {
    this.samples = samples;
    return this;
  }

  /** Seed of the samples; 1 unless set. The same seed gives every scheme the same channels. */
  public Comparison seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Measures every scheme at every point: first by users, then by SNR, then in the order of the schemes.
   *
   * @throws IllegalArgumentException if a setting breaks its rule
   */
  public List<SumRateRow> run() {
    Check.that(!schemes.isEmpty(), "a comparison needs at least one scheme, for example Precoders.mrt()");
    Check.that(minUsers >= 1 && minUsers <= maxUsers && maxUsers <= channels.antennas(),
        "users %d..%d must rise from at least 1 to at most the %d antennas", minUsers, maxUsers, channels.antennas());
    Check.that(samples >= 2, "%d samples have no confidence interval; take at least 2", samples);
    List<SumRateRow> rows = new ArrayList<>();
    for (int users = minUsers; users <= maxUsers; users++) {
      ComplexMatrices batch = channels.batch(users, samples, Seed.root(seed).of("comparison").of(users));
      for (double snr : snrDb) {
        for (Precoder scheme : schemes) {
          rows.add(SumRateRow.of(scheme.name(), users, snr, SumRate.estimate(scheme, LinkBudget.snrDb(snr), batch)));
        }
      }
    }
    return rows;
  }
}
