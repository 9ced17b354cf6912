package io.wifoe.channel;

import io.wifoe.RandomStream;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Multipath;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Prints user channels a second in UMa NLOS (20 clusters of 20 rays), on one thread and on two, beside those of the
 * reference simulator on one core: by the clock, and by processor time, which other programs on the machine disturb
 * less. Run with {@code java -cp target/test-classes:target/classes:target/lib/*
 * io.wifoe.channel.ChannelBench [seconds a figure]}.
 */
final class ChannelBench {
  private static final int ROUNDS = 5;

  private ChannelBench() {}

  public static void main(String[] args) throws Exception {
    double seconds = args.length == 0 ? 2 : Double.parseDouble(args[0]);
    System.out.println(
        "antennas  reading        multipath   threads  users/s  per processor second  reference simulator");
    for (AntennaArray array : new AntennaArray[] {AntennaArray.upa(12, 8), AntennaArray.upa(16, 16)}) {
      double reference = array.antennas() == 96 ? 8.4 : 5.4;
      for (Reading reading : Reading.values()) {
        for (Multipath multipath : new Multipath[] {Multipath.FULL, Multipath.dominant(2)}) {
          TaskConfig task = TaskConfig.builder().array(array).pilotLength(1).feedbackBits(1).users(1, 1)
              .carrierGHz(3.7).channels(Scenario.UMA_NLOS).multipath(multipath).build();
          ChannelModel model = Tr38901.builder(task).reading(reading).build();
          rate(model, 1, seconds); // lets the compiler finish
          for (int threads = 1; threads <= 2; threads++) {
            Rate rate = rate(model, threads, seconds);
            System.out.printf(Locale.ROOT, "%8d  %-13s  %-10s  %7d  %7.0f  %20.0f  %s%n", array.antennas(), reading,
                multipath, threads, rate.clock, rate.processor, multipath.isFull() ? "" + reference : "");
          }
        }
      }
    }
  }

  /** Users a second of the clock, and of one thread's processor time. */
  private record Rate(double clock, double processor) {}

  /** What one thread drew, and its processor time in ns. */
  private record Part(long drawn, long processor) {}

  /** The best of several rounds, since other programs may share the machine. */
  private static Rate rate(ChannelModel model, int threads, double seconds)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Rate best = new Rate(0, 0);
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      long end = start + (long) (seconds / ROUNDS * 1e9);
      long drawn = 0;
      long processor = 0;
      for (Future<Part> future : IntStream.range(0, threads)
          .mapToObj(t -> pool.submit(() -> drawUntil(model, end, t, threads))).toList()) {
        drawn += future.get().drawn;
        processor += future.get().processor;
      }
      best = new Rate(Math.max(best.clock, drawn / ((System.nanoTime() - start) / 1e9)),
          Math.max(best.processor, drawn / (processor / 1e9)));
    }
    pool.shutdown();
    return best;
  }

  private static Part drawUntil(ChannelModel model, long end, int first, int step) {
    float[] h = new float[2 * model.antennas()];
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long drawn = 0;
    for (long user = first; System.nanoTime() < end; user += step, drawn++) {
      model.draw(RandomStream.root(1), user, h, 0);
    }
    return new Part(drawn, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
  }
}
