package io.wifoe.experiment;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Library;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.CellResult.Measurement;
import io.wifoe.experiment.CellResult.Trial;
import io.wifoe.model.AnyArray;
import io.wifoe.model.Cep;
import io.wifoe.model.Dsc;
import io.wifoe.model.FrozenTrunk;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.LearningCurve;
import io.wifoe.training.RunEnvironment;
import io.wifoe.training.TrainingSettings;
import io.wifoe.training.TrainingTask;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Does a cell: tries the learning rates on validation users, trains with the best, and measures on test users. Users of
 * training, validation and test are drawn from different seeds, so that nobody is in two of them.
 *
 * @param cell what is done
 * @param work directory in which trainings that were left go on, null for none
 * @param hardware that its network learns and is measured on
 * @param progress where progress lines go, null for nowhere
 */
record CellWork(Cell cell, Path work, Hardware hardware, PrintStream progress) {
  /** Training draws from odd seeds. */
  private static final long TEST = 2;
  private static final long VALIDATION = 4;

  /**
   * The result.
   *
   * @throws IOException if the pretrained model cannot be read
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  CellResult run() throws IOException {
    long start = System.nanoTime();
    if (!cell.scheme().learns()) {
      return result(List.of(), null, 0, measureAsItIs(), start);
    }
    CellTraining training = cell.training();
    List<Trial> trials = new ArrayList<>();
    for (double rate : training.rates().size() > 1 ? training.rates() : List.<Double>of()) {
      try (Learned trial = learn(training.trial(rate, cell.seed()), "rate-" + rate)) {
        trials.add(new Trial(rate, trial.curve.last().orElseThrow().validation()));
      }
    }
    double rate = trials.stream().max(Comparator.comparingDouble(Trial::validation)).map(Trial::rate)
        .orElse(training.rates().get(0));
    try (Learned learned = learn(training.training(rate, cell.seed()), "training")) {
      return result(trials, rate, learned.samples,
          measure(task -> learned.network.precoder(task, TEST)), start);
    }
  }

  /** Of a scheme that its cell does not train. */
  private List<Measurement> measureAsItIs() throws IOException {
    CellScheme scheme = cell.scheme();
    if (scheme.pretrained() == null) {
      return measure(scheme.kind()::untrained);
    }
    try (AnyArray pretrained = scheme.pretrained().loadAnyArray()) {
      pretrained.parameters().moveTo(hardware.device());
      return measure(task -> pretrained.precoder(task, TEST));
    }
  }

  private CellResult result(List<Trial> trials, Double rate, long samples, List<Measurement> measurements, long start) {
    boolean isOfNetwork = cell.scheme().learns() || cell.scheme().pretrained() != null;
    return new CellResult(cell.withoutPlace(), trials, rate, samples, measurements, (System.nanoTime() - start) / 1e9,
        Library.NAME, RunEnvironment.machine(isOfNetwork ? hardware.device() : Device.cpu()));
  }

  /** A network that has learned. */
  private record Learned(PrecodingNetwork network, LearningCurve curve, long samples) implements AutoCloseable {
    @Override
    public void close() {
      network.close();
    }
  }

  private Learned learn(TrainingSettings settings, String directory) throws IOException {
    int threads = hardware.threads();
    TrainingSettings own = threads == 0 ? settings : settings.toBuilder().threads(threads).build();
    Learning learning = new Learning(cell.tasks().stream().map(this::trainingTask).toList(), own, hardware.device(),
        work == null ? null : work.resolve(directory), progress);
    if (cell.scheme().kind() == SchemeKind.CEP) {
      Cep cep = new Cep(cell.scheme().sizes(), cell.seed(), DataType.FLOAT32);
      LearningCurve curve = learning.of(cep);
      LearningCurve.Point last = curve.last().orElseThrow(); // of the second training, which has some of the steps
      return new Learned(cep.precoding(), curve, last.samples() / last.step() * own.steps());
    }
    PrecodingNetwork network = network();
    LearningCurve curve = learning.of(network);
    return new Learned(network, curve, curve.last().orElseThrow().samples());
  }

  /** The network before its training, but for CEP's two. */
  PrecodingNetwork network() throws IOException {
    CellScheme scheme = cell.scheme();
    return switch (scheme.kind()) {
      case DSC -> Dsc.of(scheme.mlp(), cell.seed());
      case PRETRAINED_FROZEN, PRETRAINED_CARRIED -> {
        try (WiFoE pretrained = scheme.pretrained().load()) {
          yield new FrozenTrunk(pretrained.copy(scheme.sizes().quantizer(), cell.seed()));
        }
      }
      case ANY_ARRAY -> new AnyArray(scheme.anyArray(), cell.seed(), DataType.FLOAT32);
      case RANDOM_FROZEN -> new FrozenTrunk(wifoe());
      default -> wifoe();
    };
  }

  private WiFoE wifoe() {
    return WiFoE.builder(cell.scheme().sizes()).seed(cell.seed()).build();
  }

  private TrainingTask trainingTask(TaskConfig task) {
    ChannelDataset fresh = ChannelDataset.endless(task, 2 * cell.seed() + 1);
    int samples = cell.training().samples();
    return TrainingTask.of(task, samples == 0 ? fresh : fresh.fixedSamples(samples, cell.seed()))
        .withValidation(ChannelDataset.endless(task, VALIDATION));
  }

  private List<Measurement> measure(Function<TaskConfig, Precoder> precoders) {
    List<Measurement> measurements = new ArrayList<>();
    double[] snrDb = cell.snrDb().stream().mapToDouble(Double::doubleValue).toArray();
    for (CellTest test : cell.tests()) {
      TaskConfig task = test.task();
      List<SumRateRow> rows = Comparison.on(ChannelDataset.endless(test.channels(), TEST))
          .users(task.minUsers(), task.maxUsers()).snrDb(snrDb).samples(cell.samples()).seed(TEST)
          .schemes(precoders.apply(task)).run();
      for (double snr : snrDb) {
        List<SumRateRow> own = rows.stream().filter(row -> row.snrDb() == snr).toList();
        measurements.add(new Measurement(test.name(), snr, own.stream().map(SumRateRow::users).toList(),
            own.stream().map(SumRateRow::sumRate).toList(), own.stream().map(SumRateRow::ci95).toList()));
      }
    }
    return measurements;
  }
}
