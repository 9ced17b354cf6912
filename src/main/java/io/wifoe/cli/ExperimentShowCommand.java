package io.wifoe.cli;

import io.wifoe.Json;
import io.wifoe.experiment.ExperimentResult;
import io.wifoe.notebook.Charts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wifoe experiment show}: what an experiment came to, or has come to so far. */
@Command(name = "show", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Shows the tables of an experiment, alone and beside the paper's, and draws its figure, from what is stored "
      + "alone."})
final class ExperimentShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR|FILE", description = "directory of an experiment, or its result.json; the experiment "
      + "may still be at work")
  private Path path;

  @Option(names = "--chart", paramLabel = "FILE", description = "write the figure: a .png, .svg or .pdf file")
  private Path chart;

  @Option(names = "--json", description = "print the result as one JSON object and nothing else on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ExperimentResult result = ExperimentResult.read(path);
    if (chart != null) {
      Charts.save(Charts.of(result.chart()), chart);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(result));
    } else {
      out.println(result.table());
      out.println(result.besidePaper());
      if (chart != null) {
        out.println("chart " + chart);
      }
    }
    return 0;
  }
}
