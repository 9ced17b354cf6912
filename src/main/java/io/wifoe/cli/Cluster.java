package io.wifoe.cli;

import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.ChannelGeneration;
import io.wifoe.dataset.DrawnUsers;
import io.wifoe.experiment.Cell;
import io.wifoe.experiment.ExperimentPlan;
import io.wifoe.experiment.ExperimentResult;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;

/** Machines that share a command's work, named by {@code --on}. */
public interface Cluster extends AutoCloseable {
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
      throw new IllegalArgumentException("--on " + master + ": this library was built without Spark; build it with "
          + "mvn -Pspark package, as environment/wifoe does where a command says --on", e);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Does some cells of an experiment, each a task of one job, those that are done already excepted. A machine that is
   * lost costs its cells, which others then do.
   *
   * @param threads of each training, 0 for the usual number
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
