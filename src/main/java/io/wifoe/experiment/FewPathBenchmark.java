package io.wifoe.experiment;

import io.wifoe.AtomicFile;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.ModelFile;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Safetensors;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.BatchNorm;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Assumptions;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.LearningRate;
import io.wifoe.training.OptimizerSettings;
import io.wifoe.training.Trainer;
import io.wifoe.training.Training;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The benchmark of Sohrabi, Attiah and Yu ("Deep learning for distributed channel feedback and multiuser precoding in
 * FDD massive MIMO", 2021): a ULA of 64 antennas, discrete paths within +-30 degrees, nothing normalised, P = 1, 10 dB,
 * fresh channels in every batch. For two users, two paths and eight pilots they publish ZF 15.32, MRT 13.16, and their
 * network 12.57 at B = 10, 14.19 at B = 30 and 14.60 at B = 60.
 *
 * @param users K
 * @param paths paths Lp
 * @param pilots pilot length L
 * @param bits feedback bits B of each user
 * @param scheme what is trained
 */
public record FewPathBenchmark(int users, int paths, int pilots, int bits, Learner scheme) {
  static final String RESULT = "result.json";
  static final String WEIGHTS = "model.safetensors";
  static final Conditions AS_PUBLISHED = new Conditions(null, null, Assumptions.AS_PUBLISHED.normalization(),
      Assumptions.AS_PUBLISHED.pilotPower());
  private static final int ANTENNAS = 64;
  private static final double SPREAD_DEGREES = 30;
  private static final int HEADS = 4;
  private static final double SNR_DB = 10;
  private static final long LONGEST_WARM_UP = 200;
  /** Seed of the test channels: test channels are those of even seeds, training channels those of odd seeds. */
  public static final long TEST_CHANNELS = 2;

  /** The network that learns; both anneal from soft to hard bits, which learns fastest. */
  public enum Learner {
    /** The network of the authors. */
    DSC,
    /** WiFo-E's network on this task alone. */
    STL
  }

  /** The task, whose channels are not from TR 38.901. */
  public TaskConfig task() {
    return TaskConfig.builder().name(String.format(Locale.ROOT, "few-path-%d", paths)).array(AntennaArray.ula(ANTENNAS))
        .pilotLength(pilots).feedbackBits(bits).users(users)
        .assumptions(Assumptions.AS_PUBLISHED).build();
  }

  /** Endless channels of a seed. */
  ChannelDataset channels(long seed) {
    return ChannelDataset.endless(FewPath.of(ANTENNAS, paths, SPREAD_DEGREES), seed)
        .normalized(task().assumptions().normalization());
  }

  /**
   * The network as the training finds it.
   *
   * @throws IOException if the weights it begins with are missing, damaged or of another size
   */
  public PrecodingNetwork network(FewPathSettings settings) throws IOException {
    if (settings.from() == null) {
      return untrained(settings);
    }
    Path run = Path.of(settings.from());
    if (hasResult(run) && !settings.phaseInvariant().equals(result(run).settings().phaseInvariant())) {
      throw new InvalidFileException(run, "its encoder was trained with --phase-invariant "
          + result(run).settings().phaseInvariant() + "; say so to go on from it");
    }
    return network(settings, run);
  }

  private PrecodingNetwork untrained(FewPathSettings settings) {
    return scheme == Learner.DSC
        ? Dsc.of(DscConfig.SOHRABI.withQuantizer(settings.quantizer()), settings.seed())
        : WiFoE.builder().width(settings.width()).blocks(settings.blocks()).heads(HEADS)
            .encoderWidth(settings.encoder()).encoderLayers(settings.encoderLayers())
            .phaseInvariant(settings.phaseInvariant()).quantizer(settings.quantizer())
            .seed(settings.seed()).build();
  }

  /**
   * The network of a run that was kept.
   *
   * @param run directory with {@value #RESULT} and {@value #WEIGHTS}
   * @throws IOException if a file is missing or damaged
   */
  public static PrecodingNetwork load(Path run) throws IOException {
    FewPathResult result = result(run);
    return result.benchmark().network(result.settings(), run);
  }

  private PrecodingNetwork network(FewPathSettings settings, Path weights) throws IOException {
    PrecodingNetwork network = untrained(settings);
    network.addHeads(task().configurations());
    try (Safetensors file = Safetensors.open(weights.resolve(WEIGHTS))) {
      ModelFile.restore(file, network);
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Whether a directory keeps a run with its result. */
  public static boolean hasResult(Path run) {
    return Files.isRegularFile(run.resolve(RESULT));
  }

  /**
   * The result of a run that was kept.
   *
   * @throws IOException if there is none or it is another's; the message names the file
   */
  public static FewPathResult result(Path run) throws IOException {
    return Json.read(run.resolve(RESULT), FewPathResult.class, "result of few-path");
  }

  /** Learned numbers, pilots included; running statistics are not learned. */
  public static long learned(PrecodingNetwork network) {
    return network.parameters().arrays().entrySet().stream().filter(e -> !BatchNorm.isStatistic(e.getKey()))
        .mapToLong(e -> e.getValue().size()).sum();
  }

  /** Keeps a result beside its run. */
  public static void write(Path run, FewPathResult result) throws IOException {
    byte[] json = (result.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(run.resolve(RESULT), file -> file.write(json));
  }

  /**
   * Trains a network of {@link #network}.
   *
   * @param out directory that keeps the run, null for none
   * @param progress where the progress line goes, null for nowhere
   */
  public Training<PrecodingNetwork> train(PrecodingNetwork network, FewPathSettings settings, Path out,
      PrintStream progress) {
    long steps = settings.samples() / settings.batch();
    return Trainer.pretrain(network).out(out).task(task(), channels(2 * settings.seed() + 1)).snrDb(SNR_DB)
        .batch(settings.batch()).steps(steps).optimizer(OptimizerSettings.muon())
        .learningRate(LearningRate.cosine(settings.rate(), (int) Math.min(LONGEST_WARM_UP, steps / 10)))
        .matmulPrecision(MatmulPrecision.HIGHEST)
        .threads(settings.threads()).shards(settings.threads()).seed(settings.seed()).progress(progress).run();
  }

  /**
   * Measures a network beside ZF and MRT on channels that no training sees.
   *
   * @param seed of channels and pilot noise, an even number; that of the command line is {@value #TEST_CHANNELS}
   */
  public List<SumRateRow> measure(PrecodingNetwork network, int samples, long seed) {
    Check.that(seed % 2 == 0, "test channels of seed %d may be training channels; choose an even number", seed);
    return Comparison.on(channels(seed)).users(users).snrDb(SNR_DB).samples(samples)
        .schemes(network.precoder(task(), seed), Precoders.zeroForcing(), Precoders.mrt()).run();
  }
}
