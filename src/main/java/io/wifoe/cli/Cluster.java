package io.wifoe.cli;

import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.ChannelGeneration;
import io.wifoe.dataset.DrawnUsers;
import io.wifoe.experiment.Cell;
import io.wifoe.experiment.ExperimentPlan;
import io.wifoe.experiment.ExperimentResult;
import io.wifoe.training.ShardWorkers;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;

/** Machines that share a command's work, named by {@code --on} or by {@code spark-submit}. */
public interface Cluster extends ShardWorkers, AutoCloseable {
  /** The one that there is; absent from a library that was built without {@code -Pspark}. */
  String SPARK = "io.wifoe.cluster.SparkCluster";

  /**
   * Brings up a cluster, or joins one.
   *
   * @param master as Spark names it, for example {@code local-cluster[2,1,2048]} or {@code spark://HOST:PORT}
   * @param progress where progress goes, null for nowhere
   * @throws IllegalArgumentException if there is no such master, or the library was built without Spark
   */
  static Cluster on(String master, PrintStream progress) {
    try {
      return Class.forName(SPARK).asSubclass(Cluster.class).getConstructor(String.class, PrintStream.class)
          .newInstance(master, progress);
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw withoutSpark(master, e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof NoClassDefFoundError) {
        throw withoutSpark(master, e);
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalArgumentException withoutSpark(String master, Throwable why) {
    return new IllegalArgumentException("master " + master + ": there is no Spark on the class path; environment/wifoe "
        + "fetches it, by mvn -Pspark package, where a command says --on", why);
  }

  /**
   * Does some cells of an experiment, each a task of one job, those that are done already excepted. A machine that is
   * lost costs its cells, which others then do.
   *
   * <p>A pretrained model that cells begin with lies at the same path on all machines. Other processes cannot help.
   *
   * @param threads of each training
   * @param directory on a file system that all machines see, with its scheme where it is not a local one
   * @throws IOException if the directory cannot be written or holds another experiment
   */
  ExperimentResult experiment(ExperimentPlan plan, List<Cell> cells, int threads, String directory) throws IOException;

  /**
   * Writes a data set whose users all machines draw, the same users as on one machine to the last bit.
   *
   * @param users of this generation
   * @throws IOException as {@link ChannelGeneration#write(Path)}
   */
  ChannelDataset channels(ChannelGeneration generation, DrawnUsers users, Path directory) throws IOException;

  @Override
  void close();
}
