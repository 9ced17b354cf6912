package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.experiment.DomainGeneralization;
import io.wifoe.experiment.ExperimentPlan;
import io.wifoe.experiment.ExperimentRun;
import io.wifoe.experiment.FewShot;
import io.wifoe.experiment.Hardware;
import io.wifoe.experiment.MoeScaling;
import io.wifoe.experiment.TableTwo;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
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

/** {@code wifoe experiment}: the tables and figures of the paper, and one that is not in it. */
@Command(name = "experiment", mixinStandardHelpOptions = true,
    description = "The paper's experiments, cell by cell, and what they came to.",
    subcommands = {ExperimentCommand.Table.class, ExperimentCommand.Few.class,
        ExperimentCommand.Domain.class, ExperimentCommand.Moe.class, ExperimentBitsCommand.class,
        ExperimentCommand.Join.class, ExperimentShowCommand.class})
final class ExperimentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "an experiment is missing; there are "
        + String.join(", ", spec.subcommands().keySet()));
  }

  @Command(name = "table-two", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Table II and Fig. 3: one network for all tasks (MTL) beside one for each task (STL, CEP, DSC) and beside ZF, "
          + "WMMSE, MRT, RZF and codebooks, at 0 to 20 dB; and one for any array, which is not the paper's."})
  static final class Table implements Callable<Integer> {
    @Mixin private ExperimentOptions options;

    @Option(names = "--tasks", paramLabel = "LIST", description = "tasks of the paper's Table I, and task files "
        + "(default: T1..T9; T1,T4,T8 at scale laptop)")
    private String tasks;

    @Override
    public Integer call() throws IOException {
      List<TaskConfig> usual = options.scale() == Scale.LAPTOP ? PaperTasks.threeOfGroup1() : PaperTasks.group1();
      return options.run(TableTwo.of(options.under(tasks == null ? usual : TaskList.parse(tasks))));
    }
  }

  @Command(name = "few-shot", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Fig. 4: unseen tasks from few samples, on the frozen trunk of a pretrained model, on a frozen random trunk and "
          + "from scratch; and, which is not the paper's, on the pretrained trunk with parts that begin as those of a "
          + "task it knows, and as a pretrained model for any array serves them untrained."})
  static final class Few implements Callable<Integer> {
    @Mixin private ExperimentOptions options;

    @Option(names = "--model", required = true, paramLabel = "RUN|FILE",
        description = "the pretrained model: a run directory, a model's file or a shipped model")
    private Path model;

    @Option(names = "--any-array", defaultValue = "any-array", paramLabel = "RUN|FILE|none", description = "the model "
        + "for any array beside them: a run directory, a model's file, a shipped model or none "
        + "(default: ${DEFAULT-VALUE}, which ships)")
    private String anyArray;

    @Option(names = "--tasks", defaultValue = "T10..T12", paramLabel = "LIST",
        description = "tasks to learn (default: ${DEFAULT-VALUE})")
    private String tasks;

    @Option(names = "--samples", paramLabel = "LIST", split = ",",
        description = "distinct training samples of each number of users, for example 500,2000 (default: the scale's)")
    private Integer[] samples;

    @Override
    public Integer call() throws IOException {
      FewShot experiment = FewShot.of(model).tasks(options.under(TaskList.parse(tasks)));
      if (!anyArray.equals("none")) {
        experiment.anyArray(Path.of(anyArray));
      }
      return options.run(samples == null ? experiment : experiment.samples(samples));
    }
  }

  @Command(name = "domain-generalization", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Table III: networks that learned T1..T3, one for any array among them, on the channels of G1..G3, which are "
          + "those of another domain; under both readings of the source domain, or under the one of --source-domain."})
  static final class Domain implements Callable<Integer> {
    @Mixin private ExperimentOptions options;

    @Override
    public Integer call() throws IOException {
      return options.run(DomainGeneralization.of(options.sourceDomains()).assumptions(
          options.under(PaperTasks.group3()).get(0).assumptions()));
    }
  }

  @Command(name = "moe-scaling", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Fig. 5: trunks with more experts beside trunks with wider layers, by what they cost."})
  static final class Moe implements Callable<Integer> {
    @Mixin private ExperimentOptions options;

    @Option(names = "--tasks", defaultValue = "T1,T4,T8", paramLabel = "LIST",
        description = "tasks that each model learns together (default: ${DEFAULT-VALUE})")
    private String tasks;

    @Override
    public Integer call() throws IOException {
      return options.run(MoeScaling.of(options.under(TaskList.parse(tasks))));
    }
  }

  @Command(name = "join", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Takes part in an experiment that another process has begun, here or on a machine that shares the directory, "
          + "until all of its cells are done."})
  static final class Join implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "directory of the experiment")
    private Path directory;

    @Option(names = "--only", paramLabel = "CELL", split = ",", description = "only these cells, by name")
    private List<String> only;

    @Option(names = "--threads", defaultValue = "1", paramLabel = "N",
        description = "threads of each training (default: ${DEFAULT-VALUE})")
    private int threads;

    @Mixin private DeviceOption device;

    @Override
    public Integer call() throws IOException {
      Check.that(threads >= 1, "--threads %d: the number starts at 1", threads);
      ExperimentPlan plan = ExperimentRun.begun(directory);
      Hardware own = new Hardware(threads, device.device());
      new ExperimentRun(plan, own, ErrorStream.of(spec.commandLine().getErr())).in(directory,
          only == null ? plan.cells() : only.stream().map(plan::cell).toList());
      return 0;
    }
  }
}
