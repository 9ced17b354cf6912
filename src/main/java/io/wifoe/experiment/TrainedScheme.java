package io.wifoe.experiment;

import io.wifoe.dataset.ChannelDataset;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.Configuration;
import io.wifoe.task.TaskConfig;
import java.util.List;
import java.util.function.Function;

/**
 * A scheme that is ready for one task.
 *
 * @param name the scheme
 * @param task what it was made ready for
 * @param precoder from channels to precoders; a learned one sees them through its pilots only
 * @param cost what it needs in a configuration of the task
 * @param memory what {@link #close} frees
 */
public record TrainedScheme(String name, TaskConfig task, Precoder precoder, Function<Configuration, SchemeCost> cost,
    Runnable memory) implements AutoCloseable {

  /**
   * Sum rate and cost at one operating point.
   *
   * @param rate sum rate with its confidence interval
   * @param cost of the configuration
   */
  public record Measurement(SumRateRow rate, SchemeCost cost) {}

  /** Measures the scheme with K users at an SNR; the same seed gives every scheme the same channels. */
  public Measurement evaluate(ChannelDataset channels, int users, double snrDb, int samples, long seed) {
    List<SumRateRow> rows = Comparison.on(channels).users(users).snrDb(snrDb).samples(samples).seed(seed)
        .schemes(precoder).run();
    SumRateRow row = rows.get(0);
    return new Measurement(new SumRateRow(name, users, snrDb, row.sumRate(), row.ci95(), row.samples(), null,
        row.assumptions()),
        cost.apply(task.configuration(users)));
  }

  @Override
  public void close() {
    memory.run();
  }
}
