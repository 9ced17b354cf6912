package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.experiment.Cell;
import io.wifoe.experiment.ExperimentBuilder;
import io.wifoe.experiment.ExperimentPlan;
import io.wifoe.experiment.ExperimentResult;
import io.wifoe.experiment.ExperimentRun;
import io.wifoe.experiment.Hardware;
import io.wifoe.task.SourceDomain;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands of all experiments share. */
final class ExperimentOptions {
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = "--scale", defaultValue = "laptop", paramLabel = "NAME",
      description = "smoke (half a minute), laptop (minutes), workstation (hours) or paper (default: ${DEFAULT-VALUE})")
  private String scale;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "directory of the experiment; the same "
      + "command goes on there, and other processes may help, unless it says --on")
  private String out;

  @Option(names = "--only", paramLabel = "CELL", split = ",",
      description = "only these cells, by name; see --list")
  private List<String> only;

  @Option(names = "--workers", defaultValue = "1", paramLabel = "N",
      description = "processes that share the cells (default: ${DEFAULT-VALUE})")
  private int workers;

  @Mixin private ClusterOption cluster;

  @Option(names = "--threads", paramLabel = "N", description = "threads of each training; they change the time taken "
      + "and nothing else (default: one with several workers or with --on, otherwise one for each processor)")
  private Integer threads;

  @Mixin private DeviceOption device;

  @Option(names = "--seeds", paramLabel = "N", description = "networks of each kind (default: the scale's)")
  private Integer seeds;

  @Option(names = "--steps", paramLabel = "N", description = "steps of each training (default: the scale's)")
  private Long steps;

  @Mixin private AssumptionOptions assumptions;

  @Option(names = "--list", description = "print the names of the cells and do nothing")
  private boolean list;

  @Option(names = "--json", description = "print the result as one JSON object and nothing else on standard output")
  private boolean json;

  Scale scale() {
    return Scale.named(scale);
  }

  /** Tasks under the assumptions that are given. */
  List<TaskConfig> under(List<TaskConfig> tasks) {
    return tasks.stream().map(assumptions::of).toList();
  }

  /** The source domain that is given, or both. */
  SourceDomain[] sourceDomains() {
    SourceDomain given = assumptions.sourceDomain();
    return given == null ? SourceDomain.values() : new SourceDomain[] {given};
  }

  /** Does what is left of an experiment and shows what it came to. */
  @SuppressWarnings("try") // helpers only run beside
  int run(ExperimentBuilder<?> experiment) throws IOException {
    Check.that(workers >= 1, "--workers %d: the number starts at 1", workers);
    Check.that(threads == null || threads >= 1, "--threads %d: the number starts at 1", threads);
    experiment.scale(scale());
    if (seeds != null) {
      experiment.seeds(seeds);
    }
    if (steps != null) {
      experiment.steps(steps);
    }
    ExperimentPlan plan = experiment.plan();
    PrintWriter print = spec.commandLine().getOut();
    if (list) {
      plan.cells().forEach(cell -> print.println(cell.name()));
      return 0;
    }
    List<Cell> cells = only == null ? plan.cells() : only.stream().map(plan::cell).toList();
    PrintStream progress = ErrorStream.of(spec.commandLine().getErr());
    if (cluster.isGiven()) {
      Check.that(!device.device().isGpu(), "--device gpu is of this machine; trainings on a cluster run on processors");
      Check.that(workers == 1, "--workers %d are processes of this machine; on a cluster each executor takes cells",
          workers);
      try (Cluster machines = cluster.open(progress)) {
        show(machines.experiment(plan, cells, threads == null ? 1 : threads, out), print);
      }
      return 0;
    }
    Hardware own = new Hardware(threads != null ? threads : workers > 1 ? 1 : 0, device.device());
    ExperimentRun run = new ExperimentRun(plan, own, progress);
    Path directory = Path.of(out);
    run.begin(directory);
    try (WorkerProcesses helpers = WorkerProcesses.start(workers - 1, directory, own, only)) {
      show(run.in(directory, cells), print);
    }
    return 0;
  }

  private void show(ExperimentResult result, PrintWriter print) {
    if (json) {
      print.println(Json.line(result));
    } else {
      print.println(result.table());
      print.println(result.besidePaper());
    }
  }
}
