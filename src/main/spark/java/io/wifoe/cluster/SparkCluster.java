package io.wifoe.cluster;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.cli.Cluster;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.ChannelGeneration;
import io.wifoe.dataset.DrawnUsers;
import io.wifoe.experiment.Cell;
import io.wifoe.experiment.CellResult;
import io.wifoe.experiment.ExperimentPlan;
import io.wifoe.experiment.ExperimentResult;
import io.wifoe.training.ShardGradient;
import io.wifoe.training.StepElsewhere;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Executors of Apache Spark: {@code local[2]}, {@code local-cluster[2,1,2048]}, {@code spark://HOST:PORT}, {@code yarn}
 * or {@code k8s://...}. Settings of Spark are taken from system properties {@code spark.*}, as {@code spark-submit}
 * hands them on. A cluster on this machine alone listens on the loopback address and nowhere else.
 */
public final class SparkCluster implements Cluster {
  private static final String LOOPBACK = "127.0.0.1";
  /** An executor that is lost takes its task along, which is no fault of the task. */
  private static final String TRIES_OF_A_TASK = "8";
  private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[ *\\d+ *, *\\d+ *, *(\\d+) *]");
  private static final long MILLIS_BETWEEN_LOOKS = 500;

  private final JavaSparkContext spark;
  private final PrintStream progress;
  private final StageLog stages = new StageLog();
  /** Talks to Spark about steps, for whom nobody interrupts. */
  private final ExecutorService driver = Executors.newSingleThreadExecutor(run -> {
    Thread thread = new Thread(run, "steps");
    thread.setDaemon(true);
    return thread;
  });

  /**
   * Starts a driver in this process.
   *
   * @param master as Spark names it
   * @param progress where progress goes, null for nowhere
   * @throws IllegalArgumentException if Spark knows no such master or cannot reach it
   */
  public SparkCluster(String master, PrintStream progress) {
    this.progress = progress;
    try {
      this.spark = new JavaSparkContext(settings(master));
      spark.sc().addSparkListener(stages);
    } catch (Exception e) { // Scala throws what Java would have to declare
      throw new IllegalArgumentException("master " + master + ": Spark does not start there (" + e.getMessage() + ")",
          e);
    }
  }

  private static SparkConf settings(String master) {
    SparkConf settings = new SparkConf().setMaster(master).setAppName("wifoe")
        .setIfMissing("spark.task.maxFailures", TRIES_OF_A_TASK)
        .setIfMissing("spark.driver.maxResultSize", "0") // a gradient for each shard
        .setIfMissing("spark.broadcast.compress", "false") // weights do not become smaller
        .setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE")
        .setIfMissing("spark.executorEnv.DJL_OFFLINE", "true");
    Matcher workers = LOCAL_CLUSTER.matcher(master);
    if (workers.matches()) {
      Check.that(LOOPBACK.equals(System.getenv("SPARK_LOCAL_IP")), "a cluster of this machine listens to others too "
          + "unless SPARK_LOCAL_IP is %s, as environment/wifoe sets it", LOOPBACK);
      settings.setIfMissing("spark.executor.memory", workers.group(1) + "m");
    }
    if (master.startsWith("local")) {
      settings.setIfMissing("spark.driver.host", LOOPBACK).setIfMissing("spark.driver.bindAddress", LOOPBACK);
      if (!isSubmitted()) {
        settings.setIfMissing("spark.executor.extraClassPath", System.getProperty("java.class.path"));
      }
    }
    return settings;
  }

  /** Whether the library comes from the jar of {@code spark-submit}, which executors get from Spark. */
  private static boolean isSubmitted() {
    return SparkCluster.class.getClassLoader() != ClassLoader.getSystemClassLoader();
  }

  /** Settings that tests look at. */
  SparkConf settings() {
    return spark.getConf();
  }

  @Override
  public ExperimentResult experiment(ExperimentPlan plan, List<Cell> cells, int threads, String directory)
      throws IOException {
    CellStore store = CellStore.of(directory, spark.hadoopConfiguration());
    store.begin(plan);
    List<String> left = store.left(cells).stream().map(Json::line).toList();
    if (!left.isEmpty()) {
      spark.sc().setJobDescription("cells");
      List<String> failures = await(plan.toString(), spark.parallelize(left, left.size())
          .map(cell -> failure(store, Json.read(cell, Cell.class), threads)).collectAsync());
      failures.stream().filter(Objects::nonNull).findFirst().ifPresent(failure -> {
        throw new IllegalStateException(failure);
      });
    }
    return store.finish(plan);
  }

  /** Does a cell; what it says if it fails, which is no reason to do it again, and null otherwise. */
  private static String failure(CellStore store, Cell cell, int threads) throws IOException {
    CellResult result;
    try {
      result = cell.run(threads);
    } catch (IOException | RuntimeException e) {
      return "cell " + cell.name() + " failed: " + e.getMessage();
    }
    store.keep(result);
    return null;
  }

  @Override
  public ChannelDataset channels(ChannelGeneration generation, DrawnUsers users, Path directory) throws IOException {
    return generation.write(directory, new StreamedUsers(users, () -> {
      spark.sc().setJobDescription("users");
      JavaRDD<float[]> parts = spark.parallelize(users.parts(), users.parts().size()).map(users::part)
          .persist(StorageLevel.DISK_ONLY());
      await(users.toString(), parts.foreachAsync(part -> {}));
      return parts.toLocalIterator();
    }));
  }

  /** A step in hand is done in spite of interrupts, unless Spark ends with this process; a round is not. */
  @Override
  public List<ShardGradient> differentiate(StepElsewhere step, int parts) {
    Future<List<ShardGradient>> gradients = driver.submit(() -> gradients(step, parts));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return gradients.get();
        } catch (InterruptedException e) {
          interrupted = true;
          if (step.round()) {
            spark.cancelAllJobs();
          }
        }
      }
    } catch (ExecutionException e) {
      interrupted |= Thread.interrupted() || spark.sc().isStopped() && isEnding();
      if (interrupted) {
        throw (CancellationException) new CancellationException(step + " was not done").initCause(e);
      }
      throw new IllegalStateException(step + " cannot be done there: " + reason(e), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether Spark stopped since this process is to end, whose end interrupts this thread, perhaps a little later. */
  private static boolean isEnding() {
    try {
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** One job for a step, a task for each part, which are collected in their order. */
  private List<ShardGradient> gradients(StepElsewhere step, int parts) {
    spark.sc().setJobDescription(step.round() ? "rounds" : "steps");
    Broadcast<StepElsewhere> work = spark.broadcast(step);
    try {
      return spark.parallelize(IntStream.range(0, parts).boxed().toList(), parts)
          .map(part -> work.value().differentiate(part)).collect();
    } finally {
      if (!spark.sc().isStopped()) {
        work.destroy();
      }
    }
  }

  /** Waits for a job, whose tasks are tried again elsewhere where an executor is lost, and says how far it is. */
  private <T> T await(String what, JavaFutureAction<T> job) {
    int done = -1;
    while (true) {
      try {
        return job.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        done = say(what, job, done);
      } catch (InterruptedException e) {
        job.cancel(true);
        Thread.currentThread().interrupt();
        throw new CancellationException(what + ": interrupted; cells that are done are kept");
      } catch (ExecutionException e) {
        throw new IllegalStateException(what + " cannot be done there: " + reason(e.getCause()), e);
      }
    }
  }

  private int say(String what, JavaFutureAction<?> job, int before) {
    JavaSparkStatusTracker tracker = spark.statusTracker();
    int done = 0;
    int all = 0;
    for (int id : job.jobIds()) {
      SparkJobInfo info = tracker.getJobInfo(id);
      for (int stage : info == null ? new int[0] : info.stageIds()) {
        SparkStageInfo tasks = tracker.getStageInfo(stage);
        done += tasks == null ? 0 : tasks.numCompletedTasks();
        all += tasks == null ? 0 : tasks.numTasks();
      }
    }
    if (progress == null || all == 0 || done == before) { // nothing is known of a job that has not begun
      return before;
    }
    progress.printf(Locale.ROOT, "%s: %d of %d parts are done, executors: %d%n", what, done, all,
        Math.max(1, tracker.getExecutorInfos().length - 1)); // the driver is one of them
    return done;
  }

  /** What a task said, without the trace that Spark adds. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return (cause.getMessage() == null || cause instanceof Error ? cause.toString() : cause.getMessage()).lines()
        .findFirst().orElse("");
  }

  @Override
  public void close() {
    driver.shutdown();
    spark.close(); // after which nothing is on its way to the log any more
    if (progress != null) {
      stages.lines().forEach(progress::println);
    }
  }
}
