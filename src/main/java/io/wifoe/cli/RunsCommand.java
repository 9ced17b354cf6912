package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.notebook.Charts;
import io.wifoe.notebook.Tables;
import io.wifoe.training.LearningCurve.Point;
import io.wifoe.training.RunConfig;
import io.wifoe.training.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wifoe runs}: trainings that were kept. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "Trainings that were kept.",
    subcommands = {RunsCommand.Show.class, RunsCompactCommand.class})
final class RunsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing; there are show and compact");
  }

  @Command(name = "show", mixinStandardHelpOptions = true, sortOptions = false,
      description = "Show what a run trains, how far it is, and its learning curve.")
  static final class Show implements Callable<Integer> {
    private static final int ROWS = 10;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "the run directory; a training may be writing it")
    private Path directory;

    @Option(names = "--chart", paramLabel = "FILE", description = "write the learning curve as a chart, a .png file")
    private Path chart;

    @Option(names = "--json", description = "print one JSON object and nothing else on standard output")
    private boolean json;

    /** The names are those of the JSON. */
    record Summary(String run, RunConfig config, long steps, boolean finished, List<Measured> curve) {}

    /** A point whose validation is null where it was not measured. */
    record Measured(long step, long samples, double training, double gradientNorm, double learningRate,
        Double validation) {
      static Measured of(Point point) {
        return new Measured(point.step(), point.samples(), point.training(), point.gradientNorm(), point.learningRate(),
            Double.isNaN(point.validation()) ? null : Double.valueOf(point.validation()));
      }
    }

    @Override
    public Integer call() throws IOException {
      Check.that(chart == null || chart.toString().endsWith(".png"), "--chart %s does not end in .png", chart);
      StoredRun run = StoredRun.read(directory);
      List<Point> points = run.curve().points();
      Check.that(chart == null || !points.isEmpty(), "%s has no point of a learning curve yet to draw", directory);
      if (chart != null) {
        String title = run.config().network() + ", " + run.directory().toAbsolutePath().getFileName();
        Charts.save(Charts.learningCurve(title, run.curve()), chart);
      }
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.line(
            new Summary(directory.toString(), run.config(), run.steps(), run.isFinished(),
                points.stream().map(Measured::of).toList())));
      } else {
        print(run, out);
        if (chart != null) {
          out.println("chart     " + chart);
        }
      }
      return 0;
    }

    private static void print(StoredRun run, PrintWriter out) {
      RunConfig config = run.config();
      out.printf(Locale.ROOT, "%s: measured up to %,d of %,d steps%s%n", run.directory(), run.steps(),
          config.training().steps(), run.isFinished() ? "" : ", not finished");
      out.println("network   " + config.network() + " " + config.model());
      out.println("training  " + config.training());
      if (config.startWeights() != null) {
        out.println("start     weights with SHA-256 " + config.startWeights());
      }
      out.printf("objective %s in %s%n", config.objective().name(), config.objective().unit());
      out.println("machine   " + config.environment());
      for (RunConfig.Task task : config.tasks()) {
        out.println("task      " + task.task());
        out.println("          on " + task.channels().source());
      }
      List<Point> points = run.curve().points();
      if (!points.isEmpty()) {
        out.println(Tables.of("Learning curve", thinned(points)).printAll());
      }
    }

    /** At most so many rows, the last one included. */
    private static List<Point> thinned(List<Point> points) {
      int every = Math.max(1, (points.size() + ROWS - 1) / ROWS);
      return IntStream.range(0, points.size())
          .filter(i -> (points.size() - 1 - i) % every == 0).mapToObj(points::get).toList();
    }
  }
}
