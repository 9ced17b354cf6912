package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.ProgressLine;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.dataset.ChannelCard;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.ChannelGeneration;
import io.wifoe.dataset.ChannelImport;
import io.wifoe.dataset.ChannelModels;
import io.wifoe.dataset.FileLayout;
import io.wifoe.dataset.Progress;
import io.wifoe.task.Normalization;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wifoe channels}: sets of channels, made, brought in, looked at and handed on. */
@Command(name = "channels", mixinStandardHelpOptions = true, description = "Sets of channels on disk.",
    subcommands = {ChannelsCommand.Generate.class, ChannelsCommand.Import.class, ChannelsCommand.Info.class,
        ChannelsCommand.Export.class})
final class ChannelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing; there are "
        + String.join(", ", spec.subcommands().keySet()));
  }

  /** What all commands here share. */
  static final class Output {
    @Spec(Spec.Target.MIXEE) private CommandSpec spec;

    @Option(names = "--json", description = "print one JSON object and nothing else on standard output")
    private boolean json;

    Progress progress(String what) {
      return new ProgressLine(errors(), what)::show;
    }

    PrintStream errors() {
      return ErrorStream.of(spec.commandLine().getErr());
    }

    /** Prints what the set or file is; as JSON the card of a set, and what is known of a bare file. */
    void show(ChannelDataset dataset, Path path) throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      ChannelCard card = Files.isDirectory(path) ? ChannelCard.read(path) : null;
      if (!json) {
        out.println(dataset);
        if (card != null && !dataset.source().equals(card.origin())) {
          out.println(card.origin());
        }
      } else if (card != null) {
        out.println(Json.line(card));
      } else {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", dataset.name());
        object.put("users", dataset.users());
        object.put("antennas", dataset.antennas());
        object.put("statistics", dataset.statistics());
        out.println(Json.line(object));
      }
    }
  }

  @Command(name = "generate", mixinStandardHelpOptions = true, sortOptions = false,
      description = "Draw the channels of many users into a directory.")
  static final class Generate implements Callable<Integer> {
    @Mixin private Output output;

    @Option(names = "--task", paramLabel = "NAME|FILE",
        description = "a task of the paper's Table I (T1..T12, G1..G3) or a task's JSON file; TR 38.901 channels")
    private String task;

    @Option(names = "--generator", paramLabel = "GENERATOR",
        description = "instead of a task, for example few-path:antennas=64,paths=2,spread=30")
    private String generator;

    @Option(names = "--users", defaultValue = "10000", paramLabel = "N",
        description = "how many users (default: ${DEFAULT-VALUE})")
    private long users;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private long seed;

    @Mixin private AssumptionOptions assumptions;

    @Mixin private ClusterOption cluster;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "receives h.npy and card.json")
    private Path out;

    @Override
    public Integer call() throws IOException {
      Check.that((task == null) != (generator == null), "say either --task or --generator");
      ChannelModel model = generator == null ? null : ChannelModels.parse(generator);
      ChannelGeneration generation;
      if (task != null) {
        generation = ChannelDataset.generate(assumptions.of(task()));
      } else if (model instanceof Tr38901 standard) {
        generation = ChannelDataset.generate(assumptions.of(standard.task()));
      } else {
        assumptions.requireNoneOfDrawing(generator);
        Check.that(assumptions.pilotPower() == null, "--pilot-power is kept with a task's channels; %s has no task",
            generator);
        generation = ChannelDataset.generate(model);
        Normalization given = assumptions.normalizationOr(null);
        if (given != null) {
          generation.normalization(given);
        }
      }
      generation.users(users).seed(seed);
      output.show(cluster.isGiven() ? drawnByAll(generation)
          : generation.progress(output.progress("users")).write(out), out);
      return 0;
    }

    private ChannelDataset drawnByAll(ChannelGeneration generation) throws IOException {
      try (Cluster machines = cluster.open(output.errors())) {
        return machines.channels(generation, generation.elsewhere(generator), out);
      }
    }

    private TaskConfig task() throws IOException {
      Path file = Path.of(task);
      return Files.isRegularFile(file) ? TaskConfig.read(file) : PaperTasks.named(task);
    }
  }

  @Command(name = "import", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Bring channels of others into a directory: NumPy (.npy, .npz), MATLAB (-v6, -v7, -v7.3) and HDF5."})
  static final class Import implements Callable<Integer> {
    @Mixin private Output output;

    @Parameters(paramLabel = "FILE", description = "the file")
    private Path file;

    @Mixin private FileOptions layout;

    @Option(names = "--name", paramLabel = "TEXT", description = "the set's name (default: the file's)")
    private String name;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "receives h.npy and card.json")
    private Path out;

    @Override
    public Integer call() throws IOException {
      Check.that(Files.isRegularFile(file), "%s: there is no such file", file);
      FileLayout given = layout.layout();
      ChannelSource.requireVariable(file, given);
      ChannelImport channels = (given == null ? ChannelDataset.importFrom(file) : given.of(file))
          .progress(output.progress("users"));
      if (name != null) {
        channels = channels.name(name);
      }
      output.show(channels.write(out), out);
      return 0;
    }
  }

  @Command(name = "info", mixinStandardHelpOptions = true,
      description = "Check a set of channels, every value of it, and print what it is.")
  static final class Info implements Callable<Integer> {
    @Mixin private Output output;

    @Parameters(paramLabel = "DIR|FILE", description = "a set, or a file of others")
    private Path path;

    @Mixin private FileOptions layout;

    @Override
    public Integer call() throws IOException {
      Check.that(Files.exists(path), "%s: there is no such file or directory", path);
      output.show(Files.isDirectory(path) ? ChannelDataset.open(path)
          : ChannelSource.file(path, layout.layout()), path);
      return 0;
    }
  }

  @Command(name = "export", mixinStandardHelpOptions = true, sortOptions = false,
      description = "Write the raw channels of a set for other programs.")
  static final class Export implements Callable<Integer> {
    @Mixin private Output output;

    @Parameters(paramLabel = "DIR", description = "the set")
    private Path directory;

    @Option(names = "--format", paramLabel = "NAME",
        description = "npy, npz, mat (MATLAB 5) or h5 (HDF5) (default: the file's ending)")
    private String format;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file to write, variable h")
    private Path out;

    @Override
    public Integer call() throws IOException {
      Check.that(Files.exists(directory), "%s: there is no such directory", directory);
      Check.that(format == null || out.toString().endsWith("." + format),
          "--format %s, but --out %s does not end in .%s", format, out, format);
      ChannelDataset dataset = ChannelDataset.open(directory);
      dataset.export(out);
      output.show(dataset, directory);
      return 0;
    }
  }
}
