package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.experiment.ExperimentPlan;
import io.wifoe.experiment.ExperimentRun;
import io.wifoe.experiment.TableTwo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wifoe experiment}: the tables and figures of the paper. */
@Command(name = "experiment", mixinStandardHelpOptions = true,
    description = "The paper's experiments, cell by cell, and what they came to.",
    subcommands = {ExperimentCommand.Table.class, ExperimentCommand.Join.class,
        ExperimentShowCommand.class})
final class ExperimentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "an experiment is missing; there are "
        + String.join(", ", spec.subcommands().keySet()));
  }

  @Command(name = "table-two", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Table II and Fig. 3: one network for all tasks (MTL) beside one for each task (STL, CEP, DSC) and beside ZF, "
          + "WMMSE, MRT, RZF and codebooks, at 0 to 20 dB."})
  static final class Table implements Callable<Integer> {
    @Mixin private ExperimentOptions options;

    @Option(names = "--tasks", defaultValue = "T1..T9", paramLabel = "LIST",
        description = "tasks of the paper's Table I, and task files (default: ${DEFAULT-VALUE})")
    private String tasks;

    @Override
    public Integer call() throws IOException {
      return options.run(TableTwo.of(options.under(TaskList.parse(tasks))));
    }
  }

  @Command(name = "join", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Takes part in an experiment that another process has begun, here or on a machine that shares the directory, until "
          + "all of its cells are done."})
  static final class Join implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "directory of the experiment")
    private Path directory;

    @Option(names = "--only", paramLabel = "CELL", split = ",", description = "only these cells, by name")
    private List<String> only;

    @Option(names = "--threads", defaultValue = "1", paramLabel = "N",
        description = "threads of each training (default: ${DEFAULT-VALUE})")
    private int threads;

    @Override
    public Integer call() throws IOException {
      Check.that(threads >= 1, "--threads %d: the number starts at 1", threads);
      ExperimentPlan plan = ExperimentRun.begun(directory);
      new ExperimentRun(plan, threads, ErrorStream.of(spec.commandLine().getErr())).in(directory,
          only == null ? plan.cells() : only.stream().map(plan::cell).toList());
      return 0;
    }
  }
}
