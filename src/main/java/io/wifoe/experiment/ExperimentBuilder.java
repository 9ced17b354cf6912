package io.wifoe.experiment;

import ai.djl.Device;
import io.wifoe.Check;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.Cep;
import io.wifoe.model.WiFoE;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** What the paper's experiments share: how much they may cost, at which SNRs, how often and where they are kept. */
public abstract sealed class ExperimentBuilder<B extends ExperimentBuilder<B>>
    permits DomainGeneralization, FewShot, MoeScaling, TableTwo {
  /** Schemes of which one network learns several tasks. */
  static final List<SchemeKind> OF_SEVERAL_TASKS = List.of(SchemeKind.MTL, SchemeKind.ANY_ARRAY);

  private final ExperimentKind kind;
  private Scale scale = Scale.LAPTOP;
  private Integer seeds; // null for the scale's number
  private Integer testSamples; // null for the scale's number
  private Long steps; // null for the scale's number
  private List<Double> snrDb;
  private SnrRange trainingSnr;
  private List<Double> rates = List.of();
  private Path out;
  private int threads;
  private Device device = Device.cpu();
  private PrintStream progress = System.out;

  ExperimentBuilder(ExperimentKind kind, SnrRange trainingSnr, double... snrDb) {
    this.kind = kind;
    this.trainingSnr = trainingSnr;
    this.snrDb = list(snrDb);
  }

  abstract B self();

  /** The experiment's work under what is set. */
  abstract List<Cell> cells();

  /** What this experiment costs at a scale. */
  abstract ExperimentBudget usual(Scale scale);

  /** How much it may cost; {@link Scale#LAPTOP} unless set. */
  public final B scale(Scale scale) {
    this.scale = scale;
    return self();
  }

  /** Networks of each kind that learn from other first weights and samples; the scale's number unless set. */
  public final B seeds(int number) {
    Check.that(number >= 1, "%d seeds: the number starts at 1", number);
    this.seeds = number;
    return self();
  }

  /** Optimizer steps of each training; the scale's number unless set. */
  public final B steps(long number) {
    this.steps = number;
    return self();
  }

  /** Test samples of each number of users and SNR; the scale's number unless set. */
  public final B testSamples(int number) {
    this.testSamples = number;
    return self();
  }

  /** Signal-to-noise ratios of the measurement in dB. */
  public final B snrDb(double... values) {
    this.snrDb = list(values);
    return self();
  }

  /** The signal-to-noise ratio of the training in dB. */
  public final B trainedAt(double snrDb) {
    this.trainingSnr = SnrRange.of(snrDb);
    return self();
  }

  /** Signal-to-noise ratios of the training: drawn for each sample between these, uniform in dB. */
  public final B trainedAt(double minDb, double maxDb) {
    this.trainingSnr = new SnrRange(minDb, maxDb);
    return self();
  }

  /** Learning rates that every network tries; three from half to twice a usual one unless set. */
  public final B learningRates(double... list) {
    this.rates = list(list);
    return self();
  }

  /** Keeps every cell in a directory as soon as it is done; the same experiment goes on there. Null for nowhere. */
  public final B out(Path directory) {
    this.out = directory;
    return self();
  }

  /** Threads of each training; they change the time taken and nothing else. */
  public final B threads(int number) {
    this.threads = number;
    return self();
  }

  /**
   * Where networks learn and are measured; a GPU adds in an order of its own, so that its results agree with those of
   * the processor in their first digits.
   */
  public final B device(Device where) {
    this.device = where;
    return self();
  }

  /** Where progress goes; standard output unless set, null for nowhere. */
  public final B progress(PrintStream stream) {
    this.progress = stream;
    return self();
  }

  /** All that this experiment has to do. */
  public final ExperimentPlan plan() {
    return new ExperimentPlan(kind, scale, cells());
  }

  /**
   * Does it.
   *
   * @throws IOException if the directory cannot be written or holds another experiment
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; what the directory holds is kept
   */
  public final ExperimentResult run() throws IOException {
    ExperimentRun run = new ExperimentRun(plan(), new Hardware(threads, device), progress);
    return out == null ? run.inMemory() : run.in(out, run.plan().cells());
  }

  final Scale scale() {
    return scale;
  }

  final ExperimentBudget budget() {
    return usual(scale);
  }

  final List<Double> snrDb() {
    return snrDb;
  }

  final int testSamples() {
    return testSamples != null ? testSamples : budget().testSamples();
  }

  final List<Long> seeds() {
    return LongStream.rangeClosed(1, seeds != null ? seeds : budget().seeds()).boxed().toList();
  }

  /** How every network of this experiment learns, from so many distinct samples of each K, 0 for no limit. */
  final CellTraining training(int samples) {
    return budget().training(scale, steps, trainingSnr, rates, samples);
  }

  /** Tasks with no more users than the scale has; the first of them where only the way is to be shown. */
  final List<TaskConfig> limited(List<TaskConfig> tasks, int ofSmoke) {
    return tasks.stream().limit(scale == Scale.SMOKE ? ofSmoke : tasks.size()).map(budget()::limited).toList();
  }

  /** A network of the scale's sizes, whose bits turn hard in the way that short trainings learn most with. */
  final WiFoE.Builder model() {
    return ofShortTrainings(scale.model());
  }

  /** The same of other sizes. */
  final WiFoE.Builder ofShortTrainings(WiFoE.Builder sizes) {
    return scale == Scale.PAPER ? sizes : sizes.quantizer(SignQuantizer.SOFT_TO_HARD);
  }

  /** A scheme that is to learn some tasks, whose network has the scale's sizes. */
  final CellScheme scheme(SchemeKind kind, List<TaskConfig> tasks) {
    WiFoEConfig sizes = model().config();
    return switch (kind) {
      case DSC -> new CellScheme(kind, null, Schemes.dscSizes(scale, sizes), null, null);
      case CEP -> CellScheme.of(kind, Cep.sizes(sizes));
      case ANY_ARRAY -> CellScheme.anyArray(AnyArrayConfig.of(scale.anyArray().config()).withRoomFor(tasks), null);
      default -> CellScheme.of(kind, sizes);
    };
  }

  /** A cell that learns some tasks. */
  final Cell learning(String name, CellScheme scheme, List<TaskConfig> tasks, CellTraining training,
      List<CellTest> tests, long seed) {
    return new Cell(name, scheme, tasks, training, tests, snrDb, testSamples(), seed);
  }

  /** Cells of schemes that need not be trained, one for each of them and each test. */
  final List<Cell> untrained(List<SchemeKind> kinds, List<CellTest> tests) {
    return kinds.stream().flatMap(kind -> untrained(CellScheme.untrained(kind), tests).stream()).toList();
  }

  /** Cells of a scheme that is measured as it is, one for each test. */
  final List<Cell> untrained(CellScheme scheme, List<CellTest> tests) {
    return tests.stream().map(test -> new Cell(CellNames.of(scheme.kind(), test.name()), scheme, List.of(), null,
        List.of(test), snrDb, testSamples(), 1)).toList();
  }

  private static List<Double> list(double... values) {
    Check.that(values.length > 0 && Arrays.stream(values).allMatch(Double::isFinite), "%s is no list of numbers",
        Arrays.toString(values));
    Check.that(DoubleStream.of(values).distinct().count() == values.length, "%s has a number twice",
        Arrays.toString(values));
    return DoubleStream.of(values).boxed().toList();
  }
}
