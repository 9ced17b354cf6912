package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.Seed;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.notebook.Tables;
import io.wifoe.precoding.Estimate;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Precoders;
import io.wifoe.precoding.SumRate;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.Normalization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wifoe evaluate}: the sum rate of precoders and trained models on channels. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Mean sum rate in bps/Hz of precoders with full channel knowledge and of trained models, for every number of users "
        + "and SNR, with its 95 %% confidence interval. All of them see the same channels."})
final class EvaluateCommand implements Callable<Integer> {
  private static final String ALL_PRECODERS = "mrt,zf,rzf,wmmse";
  private static final int LARGEST_BATCH = 256; // samples
  private static final int LARGEST_ARRAY = 1 << 24; // complex numbers, 128 MiB

  @Spec private CommandSpec spec;

  @Option(names = "--channels", required = true, paramLabel = "DIR|FILE|GENERATOR", description = {
      "a set of channels, a file of others (.npy, .npz, .mat, .h5), or a generator:",
      "few-path:antennas=64,paths=2,spread=30 or T4:reading=quadriga-like,multipath=dominant-2"})
  private String channels;

  @Option(names = "--variable", paramLabel = "NAME", description = "which variable of a .npz, .mat or .h5 file to read")
  private String variable;

  @Option(names = "--model", paramLabel = "RUN|FILE",
      description = "a trained model: a run directory or a model's file; may be repeated")
  private List<Path> models = List.of();

  @Option(names = "--task", paramLabel = "NAME", description = "the task whose parts the models use, for example T1 "
      + "(default: the channels' own name, or the only task with as many antennas)")
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

  @Option(names = "--normalization", paramLabel = "NAME", description = {
      "none, unit-user, dataset-mean or paper-calibrated (default: the set's own; none for the generators few-path, "
          + "rayleigh and constant-los)"})
  private String normalization;

  @Option(names = "--samples", defaultValue = "1000", paramLabel = "N",
      description = "samples of K users (default: ${DEFAULT-VALUE})")
  private int samples;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
      description = "of everything drawn (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "print one JSON array and nothing else on standard output")
  private boolean json;

  /** One line of the result; the names are those of the JSON. */
  record Result(String scheme, int users, double snrDb, double sumRate, double ci95, long samples) {}

  @Override
  public Integer call() throws IOException {
    String named = precoders != null ? precoders : models.isEmpty() ? ALL_PRECODERS : "";
    List<Precoder> fullCsi = named.isEmpty() ? List.of()
        : Arrays.stream(named.split(",", -1)).map(String::trim).map(Precoders::named).toList();
    Check.that(task == null || !models.isEmpty(), "--task %s chooses a model's parts, but there is no --model", task);
    List<Integer> sizes = NumberLists.whole("--users", users);
    Map<Double, LinkBudget> links = new LinkedHashMap<>();
    NumberLists.decimal("--snr", snrs).forEach(snr -> links.put(snr, LinkBudget.snrDb(snr)));
    Check.that(samples >= 2, "--samples %d has no confidence interval; take at least 2", samples);
    Normalization rule = normalization == null ? null : Normalization.parse(normalization);
    ChannelDataset dataset = ChannelSource.open(channels, variable, seed);
    if (rule != null) {
      dataset = dataset.normalized(rule);
    }
    for (int size : sizes) {
      Check.that(size >= 1 && size <= dataset.antennas(), "--users %d: K must be between 1 and the %d antennas", size,
          dataset.antennas());
      Check.that(size <= dataset.users(), "--users %d: the set has only %d users", size, dataset.users());
    }
    spec.commandLine().getErr().println(dataset);
    List<Scheme> schemes = new ArrayList<>();
    fullCsi.forEach(precoder -> schemes.add(new Scheme(precoder.name(), first -> precoder)));
    List<Result> results;
    try (EvaluatedModels trained = EvaluatedModels.load(models, spec.commandLine().getErr())) {
      schemes.addAll(trained.schemes(dataset, task, sizes, seed));
      results = evaluate(dataset, schemes, sizes, links);
    }
    if (json) {
      spec.commandLine().getOut().println(Json.line(results));
    } else {
      spec.commandLine().getOut().println(Tables.of("Sum rate in bps/Hz", results).printAll());
    }
    return 0;
  }

  private List<Result> evaluate(ChannelDataset dataset, List<Scheme> schemes, List<Integer> sizes,
      Map<Double, LinkBudget> links) {
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "samples");
    List<Result> results = new ArrayList<>();
    long done = 0;
    for (int size : sizes) {
      List<Case> cases = new ArrayList<>();
      links.forEach((snrDb, link) -> schemes.forEach(scheme ->
          cases.add(new Case(scheme, snrDb, link, new Estimate.Running()))));
      Seed draws = Seed.root(seed).of("evaluate").of(size);
      int batch = Math.max(1, Math.min(LARGEST_BATCH, LARGEST_ARRAY / size / dataset.antennas()));
      for (long first = 0; first < samples; first += batch) {
        ComplexMatrices h = dataset.batch(size, (int) Math.min(batch, samples - first), draws.of(first));
        long at = first;
        cases.forEach(each -> each.add(h, at));
        done += h.samples();
        progress.report(done, (long) samples * sizes.size());
      }
      cases.forEach(each -> results.add(each.result(size)));
    }
    return results;
  }

  /**
   * What is evaluated.
   *
   * @param precoder of the batch that begins with this sample; a model's pilots are received in other noise in each
   */
  record Scheme(String name, LongFunction<Precoder> precoder) {}

  /** One scheme at one SNR and its rates so far. */
  private record Case(Scheme scheme, double snrDb, LinkBudget link, Estimate.Running rates) {
    void add(ComplexMatrices h, long first) {
      rates.add(SumRate.perSample(h, scheme.precoder.apply(first).precode(h, link), link.noisePower()));
    }

    Result result(int users) {
      Estimate estimate = rates.estimate();
      return new Result(scheme.name(), users, snrDb, estimate.mean(), estimate.ci95(), estimate.samples());
    }
  }
}
