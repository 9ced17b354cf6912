package io.wifoe.cli;

import ai.djl.Device;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.bench.ExpertBenchmark;
import io.wifoe.bench.LatencyBenchmark;
import io.wifoe.bench.TrainingBenchmark;
import io.wifoe.notebook.Tables;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wifoe bench}: how fast this machine is. */
@Command(name = "bench", mixinStandardHelpOptions = true,
    description = "How fast this machine is, and what a training makes of it.",
    subcommands = {BenchCommand.Train.class, BenchLearnCommand.class})
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a benchmark is missing; there are train and learn");
  }

  @Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false, description = {
      "Training samples a second on all 54 configurations of Group 1, beside the rate of plain matrix products through "
          + "the same library; what sparse experts save; how soon a model answers one request. Without --width and "
          + "--blocks: the full model, 256 x 5, a compact one, 128 x 3, and those of the scales laptop and "
          + "workstation."})
  static final class Train implements Callable<Integer> {
    private static final int REQUESTS = 1_000;
    private static final int PASSES = 9;

    /** A model's sizes. */
    private record Size(int width, int blocks) {}

    @Spec private CommandSpec spec;

    @Option(names = "--width", paramLabel = "D", description = "trunk width of one model to measure instead")
    private Integer width;

    @Option(names = "--blocks", paramLabel = "N", description = "its trunk blocks (default: 5)")
    private Integer blocks;

    @Option(names = "--threads", defaultValue = "1,2", paramLabel = "LIST",
        description = "numbers of threads; no more of them work than a step has shards (default: ${DEFAULT-VALUE})")
    private String threads;

    @Mixin private DeviceOption device;

    @Option(names = "--batch", defaultValue = "2000", paramLabel = "N",
        description = "samples of a step (default: ${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--steps", defaultValue = "5", paramLabel = "N",
        description = "timed steps of each training, after eight (default: ${DEFAULT-VALUE})")
    private int steps;

    @Option(names = "--tokens", defaultValue = "6000", paramLabel = "N",
        description = "tokens of a pass through the experts (default: ${DEFAULT-VALUE})")
    private int tokens;

    @Option(names = "--memory-steps", defaultValue = "5000", paramLabel = "N", description = "steps of a small "
        + "training whose resident memory is compared with that at step 100; 0 for none (default: "
        + "${DEFAULT-VALUE}, some minutes)")
    private long memorySteps;

    @Option(names = "--json", description = "print one JSON object and nothing else on standard output")
    private boolean json;

    /** The names are those of the JSON. */
    record Report(List<TrainingBenchmark.Throughput> training, List<ExpertBenchmark.ExpertTime> experts,
        List<LatencyBenchmark.Latency> latency,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TrainingBenchmark.Memory> memory) {}

    @Override
    public Integer call() throws IOException {
      List<Integer> numbers = NumberLists.whole("--threads", threads);
      Check.that(numbers.get(0) >= 1, "--threads %s: the numbers start at 1", threads);
      Check.that(batch >= 2 && steps >= 1 && tokens >= 1, "--batch %d, --steps %d and --tokens %d must be at least 2, "
          + "1 and 1", batch, steps, tokens);
      Check.that(memorySteps == 0 || memorySteps >= 200, "--memory-steps %d must be 0 or at least 200", memorySteps);
      Device where = device.device();
      List<Size> sizes = width == null && blocks == null ? List.of(new Size(256, 5), new Size(128, 3))
          : List.of(new Size(width == null ? 256 : width, blocks == null ? 5 : blocks));
      Report report = new Report(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      if (memorySteps > 0) {
        say("memory over %d steps", memorySteps);
        report.memory.add(TrainingBenchmark.memory(numbers.get(numbers.size() - 1), memorySteps));
      }
      for (Size size : sizes) { // before large trainings: who serves requests has trained nothing
        say("latency at %d x %d", size.width, size.blocks);
        report.latency.add(LatencyBenchmark.measure(size.width, size.blocks, REQUESTS));
      }
      for (Size size : sizes) {
        for (int number : numbers) {
          say("training %d x %d, threads: %d", size.width, size.blocks, number);
          report.training.add(TrainingBenchmark.measure(size.width, size.blocks, where, number, batch, steps));
        }
        say("experts of width %d", size.width);
        report.experts.add(ExpertBenchmark.measure(size.width, tokens, PASSES));
      }
      List<Scale> scales = width == null && blocks == null ? List.of(Scale.LAPTOP, Scale.WORKSTATION) : List.of();
      for (Scale scale : scales) {
        for (int number : numbers) {
          say("training at scale %s, threads: %d", scale.name().toLowerCase(Locale.ROOT), number);
          report.training.add(TrainingBenchmark.measure(scale, where, number, steps));
        }
      }
      print(report);
      return 0;
    }

    private void say(String what, Object... values) {
      spec.commandLine().getErr().println(String.format(what, values) + " ...");
    }

    private void print(Report report) throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.line(report));
        return;
      }
      out.println(Tables.of("Training, 54 configurations", report.training).printAll());
      out.println(Tables.of("Sparse experts, forward and backward", report.experts).printAll());
      out.println(Tables.of("One request on one thread", report.latency).printAll());
      if (!report.memory.isEmpty()) {
        out.println(Tables.of("Resident memory", report.memory).printAll());
      }
    }
  }
}
