package io.wifoe.bench;

import io.wifoe.Check;
import io.wifoe.task.Configuration;
import io.wifoe.task.PaperTasks;
import io.wifoe.training.Scale;
import java.util.Collection;
import java.util.List;

/**
 * What a training costs on how many machines: arithmetic, of which {@code data/results/rounds/README.md} says how far
 * it was held against measurements. The driver is what everything goes through: weights once to all, who pass them on
 * among themselves, and a gradient from every shard, or from every worker of a round; it turns each into bytes or back.
 *
 * @param weights numbers of a network with the parts of all configurations, each of 4 bytes
 * @param configurations that every worker's batch has a sample of
 * @param samples of the whole training
 * @param batch samples of a step, all machines together
 * @param samplesPerSecond of one machine
 * @param driverMegabytes a second that the driver turns into bytes or back, and adds
 */
public record ClusterPlan(long weights, int configurations, long samples, int batch, double samplesPerSecond,
    double driverMegabytes) {
  /** Measured on one core of a slow machine, see {@code data/results/rounds/README.md}. */
  public static final int USUAL_DRIVER_MEGABYTES = 150;

  private static final int BYTES_OF_A_NUMBER = 4;
  private static final double BYTES_OF_A_GIGABIT = 1e9 / 8;
  private static final double SECONDS_OF_A_DAY = 86_400;
  private static final int MOST_WORKERS = 1 << 20;

  public ClusterPlan {
    Check.that(weights >= 1 && configurations >= 1 && samples >= 1, "nothing is trained: %d weights, %d "
        + "configurations, %d samples", weights, configurations, samples);
    Check.that(batch >= configurations, "a batch of %d has no sample of each of %d configurations", batch,
        configurations);
    Check.that(samplesPerSecond > 0 && Double.isFinite(samplesPerSecond), "%s samples a second must be a positive "
        + "number", samplesPerSecond);
    Check.that(driverMegabytes > 0, "a driver that turns %s MB a second into bytes does nothing", driverMegabytes);
  }

  /**
   * What a scale trains on Group 1.
   *
   * @param samples of the whole training, 0 for the scale's own
   */
  public static ClusterPlan of(Scale scale, long samples, double samplesPerSecond, double driverMegabytes) {
    List<Configuration> all = PaperTasks.group1().stream().map(task -> task.configurations())
        .flatMap(Collection::stream).toList();
    return new ClusterPlan(scale.model().config().parameters(all), all.size(),
        samples > 0 ? samples : scale.steps() * scale.batch(), scale.batch(), samplesPerSecond,
        driverMegabytes);
  }

  /**
   * A training on some machines.
   *
   * @param workers machines beside the driver
   * @param gigabits a second that each link carries
   * @param localSteps steps of a round; 1 for steps that all take together
   * @param megabytes that the driver sends and gets for each step
   * @param computing seconds of a step
   * @param traffic seconds of a step in which the driver or its link is at work for that
   * @param samplesPerSecond of all together
   * @param days of the whole training
   */
  public record Row(int workers, double gigabits, long localSteps, double megabytes, double computing, double traffic,
      double samplesPerSecond, double days) {
    /** Whether machines wait for the network longer than they compute. */
    public boolean waits() {
      return traffic > computing;
    }
  }

  /**
   * Steps that all machines take together, each with as many shards as the others, or rounds of {@code localSteps}.
   *
   * @param localSteps steps of a round; 1 for steps that all take together
   */
  public Row on(int workers, double gigabits, long localSteps) {
    Check.that(workers >= 1, "%d workers: the number starts at 1", workers);
    Check.that(gigabits > 0, "links of %s Gbit/s carry nothing", gigabits);
    Check.that(localSteps >= 1, "rounds of %d steps: the number starts at 1", localSteps);
    int share = (batch + workers - 1) / workers;
    int ofEach = localSteps == 1 ? share : Math.max(share, configurations);
    double computing = ofEach / samplesPerSecond;
    double bytes = (1.0 + workers) * weights * BYTES_OF_A_NUMBER / localSteps;
    double traffic = bytes / (gigabits * BYTES_OF_A_GIGABIT) + bytes / (driverMegabytes * 1e6);
    double rate = (localSteps == 1 ? batch : (double) ofEach * workers) / (computing + traffic);
    return new Row(workers, gigabits, localSteps, bytes / 1e6, computing, traffic, rate,
        samples / rate / SECONDS_OF_A_DAY);
  }

  /** The smallest number of machines that wait longer for the network than they compute. */
  public int workersThatWait(double gigabits, long localSteps) {
    int workers = 1;
    while (workers < MOST_WORKERS && !on(workers, gigabits, localSteps).waits()) {
      workers++;
    }
    return workers;
  }
}
