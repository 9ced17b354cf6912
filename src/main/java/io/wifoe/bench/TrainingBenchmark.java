package io.wifoe.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.Check;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.MacCount;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.Parameters;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.LearningCurve;
import io.wifoe.training.Scale;
import io.wifoe.training.Trainer;
import io.wifoe.training.Training;
import io.wifoe.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How fast training is on this machine: samples a second of Algorithm 1 on all 54 configurations of Group 1, beside the
 * rate of plain matrix products through the same library, measured in the same run.
 */
public final class TrainingBenchmark {
  /** A gradient costs twice the forward pass. */
  private static final int PASSES_OF_A_STEP = 3;
  private static final int WARM_UP = 8;
  private static final int USERS_OF_A_SET = 200;
  private static final int STEP_OF_MEMORY = 100;

  private TrainingBenchmark() {}

  /**
   * One measurement.
   *
   * @param model sizes, for example {@code 256 x 5}, behind the scale whose optimizer and heads it learns with
   * @param device cpu or gpu:0
   * @param threads threads that work
   * @param batch samples of a step
   * @param samplesPerSecond training samples a second
   * @param gigaMacs matrix-product rate of the training, 1e9 multiply-accumulates a second
   * @param gemmGigaMacs rate of plain matrix products on as many threads
   * @param share the one divided by the other
   * @param residentMiB resident memory at the end, 0 where the system does not tell
   */
  public record Throughput(String model, String device, int threads, int batch, double samplesPerSecond,
      double gigaMacs, double gemmGigaMacs, double share, long residentMiB) {}

  /**
   * Measures one model with the paper's optimizer and heads: what Algorithm 1 itself costs.
   *
   * @param device where it learns
   * @param steps steps after a warm-up of eight, in which Java still compiles what runs often
   */
  public static Throughput measure(int width, int blocks, Device device, int threads, int batch, int steps) {
    return measure(Scale.PAPER, WiFoE.builder().width(width).blocks(blocks).device(device), threads, batch, steps);
  }

  /** Measures a scale's own model with its batch, its optimizer and its heads, which are tied where it ties them. */
  public static Throughput measure(Scale scale, Device device, int threads, int steps) {
    return measure(scale, scale.model().device(device), threads, scale.batch(), steps);
  }

  /** The matrix products run between the steps, so that both meet the same neighbours. */
  private static Throughput measure(Scale scale, WiFoE.Builder untrained, int threads, int batch, int steps) {
    try (WiFoE model = untrained.build()) {
      int width = model.config().width();
      int working = Math.min(threads, TrainingSettings.builder().scale(scale).batch(batch).build()
          .resolved(PaperTasks.group1().stream().mapToInt(task -> task.configurations().size()).sum()).shards());
      double[] seconds = new double[steps];
      double[] gemms = new double[steps];
      long[] start = {System.nanoTime()};
      Training<WiFoE> training = trainer(model, scale, threads, batch).steps(WARM_UP + steps).clock(step -> {
        int i = (int) step - 1 - WARM_UP;
        double time = (System.nanoTime() - start[0]) / 1e9;
        double gemm = gemm(width, model.parameters(), working);
        if (i >= 0) {
          seconds[i] = time;
          gemms[i] = gemm;
        }
        start[0] = System.nanoTime();
      }).run();
      double macs = PaperTasks.group1().stream().flatMap(task -> task.configurations().stream())
          .mapToLong(c -> MacCount.of(model.config(), c).total()).average().orElseThrow();
      LearningCurve.Point first = training.curve().points().get(0);
      long samples = first.samples() / first.step();
      double rate = samples / StatUtils.percentile(seconds, 50);
      double gigaMacs = rate * macs * PASSES_OF_A_STEP / 1e9;
      double gemm = StatUtils.percentile(gemms, 50);
      String name = scale.name().toLowerCase(Locale.ROOT) + ", " + width + " x " + model.config().blocks();
      return new Throughput(name, NativeEngine.name(model.parameters().device()), working, batch, rate, gigaMacs, gemm,
          gigaMacs / gemm, residentMiB());
    }
  }

  /**
   * Resident memory of a long training, with a garbage collection every 100 steps: what Java has not collected yet is
   * no leak.
   *
   * @param step100MiB after step 100
   * @param largestMiB the largest after a later hundred of steps
   * @param growth of the one to the other, 0.05 for 5 %
   */
  public record Memory(String model, int batch, long steps, long step100MiB, long largestMiB, double growth) {}

  /**
   * Watches the resident memory of one training of a small model on the six configurations of T8.
   *
   * @param steps 200 or more
   */
  public static Memory memory(int threads, long steps) {
    Check.that(steps >= 2 * STEP_OF_MEMORY, "%d steps are too few: memory is compared with that at step %d every %d "
        + "steps", steps, STEP_OF_MEMORY, STEP_OF_MEMORY);
    int width = 32;
    int blocks = 1;
    int batch = 12;
    try (WiFoE model = WiFoE.builder().width(width).blocks(blocks).build()) {
      List<Long> readings = new ArrayList<>();
      Trainer.pretrain(model).task(PaperTasks.T8, channels(PaperTasks.T8.antennas())).scale(Scale.PAPER).batch(batch)
          .threads(threads).progress(null).steps(steps).clock(step -> {
            if (step % STEP_OF_MEMORY == 0) {
              readings.add(residentMiB());
            }
          }).run();
      long early = readings.remove(0);
      long largest = Collections.max(readings);
      return new Memory(width + " x " + blocks, batch, steps, early, largest, (double) largest / early - 1);
    }
  }

  private static Trainer<WiFoE> trainer(WiFoE model, Scale scale, int threads, int batch) {
    double tied = scale.tied() > 0 ? 1 : 0; // of a few steps all are as most of a training is
    Trainer<WiFoE> trainer = Trainer.pretrain(model).scale(scale).tied(tied).batch(batch)
        .threads(threads).progress(null);
    Map<Integer, ChannelDataset> byAntennas = new LinkedHashMap<>();
    for (TaskConfig task : PaperTasks.group1()) {
      trainer.task(task, byAntennas.computeIfAbsent(task.antennas(), TrainingBenchmark::channels));
    }
    return trainer;
  }

  private static ChannelDataset channels(int antennas) {
    return ChannelDataset.generate(Rayleigh.of(antennas)).users(USERS_OF_A_SET).build();
  }

  /** 1e9 multiply-accumulates a second of (1024, d) x (d, 3 d) on independent threads. */
  private static double gemm(int width, Parameters where, int threads) {
    int rows = 1_024;
    int products = 60;
    List<Thread> workers = new ArrayList<>();
    long start = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      Thread worker = new Thread(() -> {
        try (NDManager manager = where.newManager()) {
          NDArray a = manager.ones(new Shape(rows, width), DataType.FLOAT32);
          NDArray b = manager.ones(new Shape(width, 3L * width), DataType.FLOAT32);
          IntStream.range(1, products).forEach(i -> a.matMul(b).close());
          a.matMul(b).getFloat(0, 0); // a GPU answers when it is done
        }
      });
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the benchmark was interrupted", e);
      }
    }
    return (double) threads * products * rows * width * 3 * width / (System.nanoTime() - start);
  }

  /** Resident set of this process in MiB, 0 where the system does not tell. */
  private static long residentMiB() {
    System.gc();
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
