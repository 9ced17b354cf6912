package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.model.AnyArray;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.training.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wifoe runs compact}: how a shipped model is made of a run. */
@Command(name = "compact", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Writes a run's WiFo-E model with one set of task-specific parts for all numbers of users of a task, the mean of "
        + "theirs, in half precision: a twelfth of the size. A model for any array has no such parts and is written in "
        + "half precision. Measure what it costs with evaluate."})
final class RunsCompactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN|FILE", description = "the run directory or model file")
  private Path run;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file to write, .safetensors")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Check.that(!Files.exists(out), "--out %s exists already", out);
    if (StoredRun.isForAnyArray(run)) {
      try (AnyArray model = StoredRun.anyArray(run)) {
        model.saveHalf(out);
        say(model);
      }
    } else {
      try (WiFoE model = StoredRun.model(run); WiFoE compact = model.withHeadsPerTask()) {
        compact.saveHalf(out);
        say(compact);
      }
    }
    return 0;
  }

  private void say(PrecodingNetwork model) throws IOException {
    spec.commandLine().getOut().printf(Locale.ROOT, "%s, %,d bytes: %s%n", out, Files.size(out), model);
  }
}
