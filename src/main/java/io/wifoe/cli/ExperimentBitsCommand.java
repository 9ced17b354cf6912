package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.ProgressLine;
import io.wifoe.experiment.FeedbackBits;
import io.wifoe.experiment.FeedbackBitsResult;
import io.wifoe.experiment.FeedbackBitsSettings;
import io.wifoe.model.AnyArray;
import io.wifoe.model.WiFoE;
import io.wifoe.notebook.Charts;
import io.wifoe.notebook.FeedbackBitsCharts;
import io.wifoe.task.Multipath;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wifoe experiment bits}: what feedback bits are worth, beyond the paper. */
@Command(name = "bits", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Share of WMMSE against bits per user and paths per channel, of the shipped models any-array and compact-group1 "
        + "and of codebooks; and how much of the loss is due to pilots, to bits and to the network. Trains nothing but "
        + "codebooks."})
final class ExperimentBitsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--task", defaultValue = "T1", paramLabel = "NAME|FILE",
      description = "a task of Table I or a task's file (default: ${DEFAULT-VALUE})")
  private String task;

  @Option(names = "--scale", defaultValue = "laptop", paramLabel = "NAME",
      description = "smoke (seconds) or laptop (minutes); what follows is the scale's unless given")
  private String scale;

  @Option(names = "--multipath", paramLabel = "LIST", description = "for example dominant-2,full")
  private String multipaths;

  @Option(names = "--bits", paramLabel = "LIST", description = "bits B of each user, for example 4,8,24")
  private String bits;

  @Option(names = "--users", paramLabel = "LIST", description = "numbers of users K, for example 3..8 or 4")
  private String users;

  @Option(names = "--snr", paramLabel = "DB", description = "SNR P / sigma^2 in dB")
  private Double snrDb;

  @Option(names = "--samples", paramLabel = "N", description = "test samples of each K")
  private Integer samples;

  @Option(names = "--training-users", paramLabel = "N",
      description = "users from which codebooks and the channels' covariance are learned")
  private Integer trainingUsers;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of everything drawn (default: 1)")
  private long seed;

  @Option(names = "--out", paramLabel = "DIR", description = "keeps result.json and result.csv; a directory with the "
      + "result of the same settings is shown and nothing measured")
  private Path out;

  @Option(names = "--charts", paramLabel = "DIR", description = "writes shares.png, losses.png and, where codebooks "
      + "were trained, ranks.png")
  private Path charts;

  @Option(names = "--json", description = "print the result as one JSON object and nothing else on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    FeedbackBitsSettings settings = settings();
    for (Path folder : Arrays.asList(out, charts)) {
      if (folder != null) {
        Files.createDirectories(folder); // what cannot be written is not measured
      }
    }
    FeedbackBitsResult result = result(settings);
    spec.commandLine().getOut().println(json ? Json.line(result) : FeedbackBitsCharts.table(result).printAll());
    if (charts != null) {
      Charts.save(FeedbackBitsCharts.shares(result), charts.resolve("shares.png"));
      if (!result.bits(FeedbackBits.TRAINED).isEmpty()) {
        Charts.save(FeedbackBitsCharts.ranks(result), charts.resolve("ranks.png"));
      }
      Charts.save(FeedbackBitsCharts.losses(result, settings.lossesAt()), charts.resolve("losses.png"));
    }
    return 0;
  }

  private FeedbackBitsSettings settings() throws IOException {
    FeedbackBitsSettings usual = FeedbackBitsSettings.of(TaskList.one(task), Scale.named(scale));
    return new FeedbackBitsSettings(usual.task(),
        multipaths == null ? usual.multipaths()
            : Arrays.stream(multipaths.split(",", -1)).map(Multipath::parse).toList(),
        bits == null ? usual.bits() : NumberLists.whole("--bits", bits),
        users == null ? usual.users() : NumberLists.whole("--users", users), snrDb == null ? usual.snrDb() : snrDb,
        samples == null ? usual.samples() : samples,
        trainingUsers == null ? usual.trainingUsers() : trainingUsers, seed);
  }

  private FeedbackBitsResult result(FeedbackBitsSettings settings) throws IOException {
    if (out != null && FeedbackBitsResult.isIn(out)) {
      FeedbackBitsResult kept = FeedbackBitsResult.read(out);
      Check.that(kept.settings().equals(settings), "--out %s keeps the result of other settings: %s", out,
          Json.line(kept.settings()));
      return kept;
    }
    try (AnyArray anyArray = AnyArray.pretrained("any-array"); WiFoE group1 = WiFoE.pretrained("compact-group1")) {
      FeedbackBitsResult result = FeedbackBits.measure(settings, anyArray, serves(group1, settings) ? group1 : null,
          new ProgressLine(ErrorStream.of(spec.commandLine().getErr()), "samples")::show);
      if (out != null) {
        result.write(out);
      }
      return result;
    }
  }

  private static boolean serves(WiFoE model, FeedbackBitsSettings settings) {
    return settings.users().stream()
        .allMatch(k -> model.configurations().contains(settings.task().configuration(k)));
  }
}
