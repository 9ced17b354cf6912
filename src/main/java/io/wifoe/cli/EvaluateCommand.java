package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.ProgressLine;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.Comparison;
import io.wifoe.experiment.SumRateRow;
import io.wifoe.notebook.Tables;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.LinkBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wifoe evaluate}: the sum rate of precoders and trained models on channels. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Mean sum rate in bps/Hz of precoders with full channel knowledge and of trained models, for every number of users "
        + "and SNR, with its 95 %% confidence interval. All of them see the same channels."})
final class EvaluateCommand implements Callable<Integer> {
  private static final String ALL_PRECODERS = "mrt,zf,rzf,wmmse";

  @Spec private CommandSpec spec;

  @Option(names = "--channels", paramLabel = "DIR|FILE|GENERATOR", description = {
      "a set of channels, a file of others (.npy, .npz, .mat, .h5), a task's file such as mine.json to draw from its "
          + "scenarios, or a generator:",
      "few-path:antennas=64,paths=2,spread=30 or T4:reading=standard,multipath=full"})
  private String channels;

  @Option(names = "--held-out", paramLabel = "RUN",
      description = "in place of --channels, the users that a run kept from its training with --hold-out")
  private Path heldOut;

  @Mixin private FileOptions file;

  @Option(names = "--model", paramLabel = "RUN|FILE|NAME",
      description = "a trained model of any scheme: a run directory, "
      + "a WiFo-E file or one for any array, or a shipped model such as compact-group1; may be repeated")
  private List<Path> models = List.of();

  @Option(names = "--task", paramLabel = "NAME", description = "the task whose parts the models use, for example T1 "
      + "(default: the channels' own name, or the only task with as many antennas); for a model of any array a task "
      + "of Table I or a task's file, which tells it array, pilots and bits")
  private String task;

  @Option(names = "--precoders", paramLabel = "LIST",
      description = "of mrt, zf, rzf, wmmse (default: all, and none where there is a --model)")
  private String precoders;

  @Option(names = "--users", defaultValue = "3..8", paramLabel = "LIST",
      description = "numbers of users K, for example 3..8 or 2,4 (default: ${DEFAULT-VALUE})")
  private String users;

  @Option(names = "--snr", defaultValue = "10", paramLabel = "LIST",
      description = "SNRs P / sigma^2 in dB, for example 0,10,20 (default: ${DEFAULT-VALUE})")
  private String snrs;

  @Mixin private AssumptionOptions assumptions;

  @Option(names = "--bit-errors", defaultValue = "0", paramLabel = "P",
      description = "probability that a bit of the models' feedback arrives wrong (default: ${DEFAULT-VALUE})")
  private double bitErrors;

  @Option(names = "--samples", defaultValue = "1000", paramLabel = "N",
      description = "samples of K users (default: ${DEFAULT-VALUE})")
  private int samples;

  @Mixin private DeviceOption device;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
      description = "of everything drawn (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "print one JSON array and nothing else on standard output")
  private boolean json;

  @Option(names = "--share-of-wmmse", description = "say each scheme's share of WMMSE's sum rate on the same channels")
  private boolean shares;

  @Override
  public Integer call() throws IOException {
    String named = precoders != null ? precoders : models.isEmpty() ? ALL_PRECODERS : "";
    List<Precoder> fullCsi = named.isEmpty() ? List.of()
        : Arrays.stream(named.split(",", -1)).map(String::trim).map(Precoders::named).toList();
    Check.that((channels == null) != (heldOut == null),
        "say what to measure on, either with --channels or with --held-out RUN");
    Check.that(task == null || heldOut != null || !models.isEmpty(),
        "--task %s chooses a model's parts, but there is no --model", task);
    List<Integer> sizes = NumberLists.whole("--users", users);
    double[] snrDb = NumberLists.decimal("--snr", snrs).stream().distinct().mapToDouble(Double::doubleValue).toArray();
    Arrays.stream(snrDb).forEach(LinkBudget::snrDb); // refuses what is no SNR before anything is opened
    Check.that(assumptions.pilotPower() == null || !models.isEmpty(), "--pilot-power says how pilots are sent, but "
        + "there is no --model that sends any");
    Check.that(bitErrors == 0 || !models.isEmpty(), "--bit-errors %s says how bits arrive, but there is no --model "
        + "that sends any", bitErrors);
    Check.that(heldOut == null || file.layout() == null, "--variable, --layout, --select and --skip-empty say how a "
        + "file of --channels holds them; those of --held-out are the run's");
    Check.that(samples >= 2, "--samples %d has no confidence interval; take at least 2", samples);
    ChannelDataset dataset;
    if (heldOut != null) {
      assumptions.requireNoneOfDrawing("of " + heldOut);
      ChannelDataset kept = HeldOutChannels.open(heldOut, task);
      dataset = kept.normalized(assumptions.normalizationOr(kept.normalization()));
    } else {
      dataset = ChannelSource.open(channels, file.layout(), seed, assumptions);
    }
    for (int size : sizes) {
      Check.that(size >= 1 && size <= dataset.antennas(), "--users %d: K must be between 1 and the %d antennas", size,
          dataset.antennas());
      Check.that(size <= dataset.users(), "--users %d: the set has only %d users", size, dataset.users());
    }
    spec.commandLine().getErr().println(dataset);
    List<SumRateRow> results;
    try (EvaluatedModels trained = EvaluatedModels.load(models, spec.commandLine().getErr())) {
      trained.moveTo(device.device());
      Comparison comparison = Comparison.on(dataset).users(sizes).snrDb(snrDb).samples(samples).seed(seed)
          .schemes(fullCsi).schemes(trained.precoders(dataset, task, sizes, seed, bitErrors, assumptions.pilotPower(),
              spec.commandLine().getErr()))
          .progress(new ProgressLine(ErrorStream.of(spec.commandLine().getErr()), "samples")::show);
      results = (shares ? comparison.withShares() : comparison).run();
    }
    if (json) {
      spec.commandLine().getOut().println(Json.line(results));
    } else {
      spec.commandLine().getOut().println(Tables.of("Sum rate in bps/Hz", results).printAll());
    }
    return 0;
  }
}
