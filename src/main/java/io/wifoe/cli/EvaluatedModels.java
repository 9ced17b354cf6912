package io.wifoe.cli;

import ai.djl.Device;
import io.wifoe.Check;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.StoredScheme;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Configuration;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.PilotPower;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The trained models of an evaluation. */
record EvaluatedModels(List<Path> paths, List<StoredScheme> models) implements AutoCloseable {

  /**
   * Reads all of them, or none.
   *
   * @param err is told of runs that have not come to their last step
   */
  static EvaluatedModels load(List<Path> paths, PrintWriter err) throws IOException {
    EvaluatedModels loaded = new EvaluatedModels(paths, new ArrayList<>());
    try {
      for (Path path : paths) {
        loaded.models.add(StoredScheme.open(path));
        if (Files.isDirectory(path)) {
          StoredRun run = StoredRun.read(path);
          if (!run.isFinished()) {
            err.printf(Locale.ROOT, "wifoe: %s was left at step %,d of %,d%n", path, run.steps(),
                run.config().training().steps());
          }
        }
      }
      return loaded;
    } catch (IOException | RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  /** Brings the models to a device. */
  void moveTo(Device device) {
    models.forEach(model -> model.network().parameters().moveTo(device));
  }

  /**
   * The models as precoders.
   *
   * @param task whose parts they use; null for the one that fits the channels
   * @param sizes numbers of users that each must serve
   * @param seed of the pilots' noise
   * @param bitErrors probability that a bit of their feedback is wrong
   * @param pilotPower that they must have been trained with; null for any
   * @param err is told what each model assumes of its pilots
   */
  List<Precoder> precoders(ChannelDataset channels, String task, List<Integer> sizes, long seed,
      double bitErrors, PilotPower pilotPower, PrintWriter err) throws IOException {
    List<Precoder> precoders = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      StoredScheme model = models.get(i);
      TaskConfig served = served(paths.get(i), model, channels, task, sizes);
      PilotPower own = served.assumptions().pilotPower();
      Check.that(pilotPower == null || pilotPower == own, "%s learned with pilot power %s and sends its pilots so, not "
          + "%s", paths.get(i), own, pilotPower);
      err.printf("%s as task %s, pilot power %s%n", paths.get(i), served.name(), own);
      Precoder precoder = model.network().precoder(served, seed, bitErrors);
      precoders.add(models.size() == 1 ? precoder : precoder.named(precoder.name() + " " + paths.get(i)));
    }
    return precoders;
  }

  private static TaskConfig served(Path path, StoredScheme model, ChannelDataset channels, String task,
      List<Integer> sizes) throws IOException {
    if (model.isForAnyArray()) {
      return anyTask(path, channels, task, sizes);
    }
    String name = task != null ? task : fitting(path, model, channels);
    List<Configuration> parts = model.configurations().stream().filter(c -> c.task().equalsIgnoreCase(name)).toList();
    Check.that(!parts.isEmpty(), "%s has no parts for task %s; it serves %s", path, name, names(model));
    List<Integer> served = parts.stream().map(Configuration::users).toList();
    Check.that(served.containsAll(sizes), "%s serves task %s with %s users, not each of %s; see --users", path, name,
        served, sizes);
    Configuration any = parts.get(0);
    Check.that(any.antennas() == channels.antennas(), "%s: task %s has %d antennas, the channels have %d", path, name,
        any.antennas(), channels.antennas());
    return TaskConfig.builder().name(any.task()).array(AntennaArray.ula(any.antennas())).pilotLength(any.pilots())
        .feedbackBits(any.bits()).pilotPower(any.pilotPower())
        .users(Collections.min(sizes), Collections.max(sizes)).build();
  }

  /** A task of the paper's or of a file, for a model that serves all of them. */
  private static TaskConfig anyTask(Path path, ChannelDataset channels, String task, List<Integer> sizes)
      throws IOException {
    TaskConfig named;
    try {
      named = task != null ? TaskList.one(task) : channels.task() != null ? channels.task()
          : PaperTasks.named(channels.name());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + " serves any array, but has to be told which one the channels are of; "
          + "name a task of Table I or a task's file with --task: " + e.getMessage(), e);
    }
    Check.that(named.antennas() == channels.antennas(), "%s: task %s has %d antennas, the channels have %d", path,
        named.name(), named.antennas(), channels.antennas());
    return named.toBuilder().users(Collections.min(sizes), Collections.max(sizes)).build();
  }

  private static String fitting(Path path, StoredScheme model, ChannelDataset channels) {
    if (names(model).contains(channels.name())) {
      return channels.name();
    }
    List<String> fitting = model.configurations().stream().filter(c -> c.antennas() == channels.antennas())
        .map(Configuration::task).distinct().toList();
    Check.that(!fitting.isEmpty(), "%s serves no task with the channels' %d antennas; it serves %s", path,
        channels.antennas(), names(model));
    Check.that(fitting.size() == 1, "%s serves several tasks with %d antennas, %s; choose one with --task", path,
        channels.antennas(), fitting);
    return fitting.get(0);
  }

  private static TreeSet<String> names(StoredScheme model) {
    return model.configurations().stream().map(Configuration::task).collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    models.forEach(StoredScheme::close);
  }
}
