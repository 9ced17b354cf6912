package io.wifoe.cli;

import io.wifoe.Estimate;
import io.wifoe.experiment.FewPathBenchmark;
import io.wifoe.experiment.FewPathBenchmark.Learner;
import io.wifoe.experiment.FewPathResult;
import io.wifoe.experiment.FewPathSettings;
import io.wifoe.experiment.SumRateRow;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wifoe few-path}: a training whose figures others have published. */
@Command(name = "few-path", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Trains a network on the few-path channels of Sohrabi et al. (64-antenna ULA, 10 dB, fresh channels in every "
        + "batch) and measures it beside ZF and MRT. Published for 2 users, 2 paths and 8 pilots: 12.57 bps/Hz at 10 "
        + "bits, 14.19 at 30, 14.60 at 60."})
final class FewPathCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--users", defaultValue = "2", description = "users K (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(names = "--paths", defaultValue = "2", description = "paths (default: ${DEFAULT-VALUE})")
  private int paths;

  @Option(names = "--pilots", defaultValue = "8", description = "pilots L (default: ${DEFAULT-VALUE})")
  private int pilots;

  @Option(names = "--bits", defaultValue = "30", description = "bits B of a user (default: ${DEFAULT-VALUE})")
  private int bits;

  @Option(names = "--scheme", defaultValue = "stl", description = "dsc or stl (default: ${DEFAULT-VALUE})")
  private Learner scheme;

  @Option(names = "--samples", defaultValue = "1000000",
      description = "training samples (default: ${DEFAULT-VALUE}, some minutes)")
  private long samples;

  @Option(names = "--batch", defaultValue = "256", description = "samples of a step (default: ${DEFAULT-VALUE})")
  private int batch;

  @Option(names = "--rate", defaultValue = "2e-3", description = "learning rate (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(names = "--width", defaultValue = "256", description = "trunk width of stl (default: ${DEFAULT-VALUE})")
  private int width;

  @Option(names = "--blocks", defaultValue = "1", description = "trunk blocks of stl (default: ${DEFAULT-VALUE})")
  private int blocks;

  @Option(names = "--encoder", defaultValue = "256",
      description = "width of stl's user encoder (default: ${DEFAULT-VALUE})")
  private int encoder;

  @Option(names = "--encoder-layers", defaultValue = "4",
      description = "hidden layers of stl's user encoder (default: ${DEFAULT-VALUE})")
  private int encoderLayers;

  @Option(names = "--phase-invariant", defaultValue = "true", arity = "1", paramLabel = "BOOL", description = "whether "
      + "its bits do not depend on the phase of all that a user receives (default: ${DEFAULT-VALUE})")
  private boolean phaseInvariant;

  @Option(names = "--quantizer", defaultValue = "soft-to-hard", paramLabel = "NAME",
      converter = QuantizerConverter.class, description = "gradient in place of the sign's: clipped, annealed-tanh, "
      + "which is that of Sohrabi et al., soft-to-hard or soft-slopes (default: ${DEFAULT-VALUE})")
  private SignQuantizer quantizer;

  @Option(names = "--threads", defaultValue = "1", description = "threads (default: ${DEFAULT-VALUE})")
  private int threads;

  @Mixin private DeviceOption device;

  @Option(names = "--seed", defaultValue = "1", description = "of everything drawn (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--test-samples", defaultValue = "10000", description = "test channels (default: ${DEFAULT-VALUE})")
  private int testSamples;

  @Option(names = "--from", paramLabel = "DIR",
      description = "begins with the weights of another run; take another seed for other samples")
  private String from;

  @Option(names = "--out", paramLabel = "DIR",
      description = "keeps config, curve, checkpoints, weights and result; goes on where it was left")
  private Path out;

  @Option(names = "--json", description = "print the result as JSON and nothing else on standard output")
  private boolean asJson;

  @Override
  public Integer call() throws IOException {
    FewPathBenchmark benchmark = new FewPathBenchmark(users, paths, pilots, bits, scheme);
    FewPathSettings settings = new FewPathSettings(samples, batch, rate, width, blocks, encoder, encoderLayers,
        phaseInvariant, quantizer, threads, seed, from);
    Estimate.requireInterval(testSamples);
    FewPathResult earlier = out != null && FewPathBenchmark.hasResult(out) ? FewPathBenchmark.result(out) : null;
    try (PrecodingNetwork network = benchmark.network(settings)) {
      network.parameters().moveTo(device.device());
      long start = System.nanoTime();
      Training<PrecodingNetwork> training = benchmark.train(network, settings, out,
          ErrorStream.of(spec.commandLine().getErr()));
      double seconds = earlier != null ? earlier.trainingSeconds() // it is only measured again
          : (System.nanoTime() - start) / 1e9;
      List<SumRateRow> rows = benchmark.measure(training.finishedModel(), testSamples,
          FewPathBenchmark.TEST_CHANNELS);
      FewPathResult result = new FewPathResult(benchmark, settings, rows.get(0).sumRate(), rows.get(0).ci95(),
          rows.get(1).sumRate(), rows.get(2).sumRate(), testSamples, FewPathBenchmark.learned(network),
          training.steps() * batch, seconds);
      if (out != null) {
        FewPathBenchmark.write(out, result);
      }
      spec.commandLine().getOut().println(asJson ? result.toJson() : text(result));
    }
    return 0;
  }

  private static String text(FewPathResult result) {
    return String.format(Locale.ROOT, "%s: %.3f +- %.3f bps/Hz on %d test samples (ZF %.3f, MRT %.3f); %d training "
        + "samples in %.0f s", result.benchmark().scheme(), result.sumRate(), result.ci95(), result.testSamples(),
        result.zf(), result.mrt(), result.trainingSamples(), result.trainingSeconds());
  }
}
