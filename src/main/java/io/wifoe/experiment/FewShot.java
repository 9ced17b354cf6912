package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.model.AnyArray;
import io.wifoe.model.WiFoE;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import io.wifoe.training.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fig. 4: tasks that a pretrained model has not seen, learned from few samples on its frozen trunk, on a frozen trunk
 * that never learned, and from scratch. Not the paper's are the same trunk with parts that begin as those of a task it
 * knows, and beside them a pretrained model for any array, which learns nothing of the tasks.
 *
 * <pre>{@code
 * var figure = FewShot.of(Path.of("runs/group1")).tasks(PaperTasks.group2()).samples(500, 2_000, 10_000)
 *     .strategies(PRETRAINED_FROZEN, PRETRAINED_CARRIED, RANDOM_FROZEN, STL).seeds(3).scale(LAPTOP).run();
 * }</pre>
 */
public final class FewShot extends ExperimentBuilder<FewShot> {
  private static final double SNR_DB = 10;
  private static final List<SchemeKind> STRATEGIES = List.of(SchemeKind.PRETRAINED_FROZEN,
      SchemeKind.PRETRAINED_CARRIED, SchemeKind.RANDOM_FROZEN, SchemeKind.STL);
  static final List<SchemeKind> BOUNDS = List.of(SchemeKind.WMMSE, SchemeKind.MRT);

  private final PretrainedModel pretrained;
  private final WiFoEConfig sizes;
  private List<TaskConfig> tasks = PaperTasks.group2();
  private List<Integer> samples; // null for the scale's
  private List<SchemeKind> strategies = STRATEGIES;

  private CellScheme anyArray; // null for none

  private FewShot(PretrainedModel pretrained, WiFoEConfig sizes) {
    super(ExperimentKind.FEW_SHOT, SnrRange.of(SNR_DB), SNR_DB);
    this.pretrained = pretrained;
    this.sizes = sizes;
  }

  /**
   * On the trunk of the model of a run directory or a file, or of one that ships with the library.
   *
   * @throws IOException if there is none or it is damaged
   */
  public static FewShot of(Path model) throws IOException {
    PretrainedModel file = PretrainedModel.of(model);
    try (WiFoE loaded = file.load()) {
      return new FewShot(file, loaded.config());
    }
  }

  /**
   * On the trunk of a model, of which a temporary file is made: cells are descriptions that can be sent anywhere.
   *
   * @throws IOException if the file cannot be written
   */
  public static FewShot of(WiFoE model) throws IOException {
    Path file = Files.createTempFile("wifoe-pretrained", ".safetensors");
    file.toFile().deleteOnExit();
    model.save(file);
    return new FewShot(PretrainedModel.of(file), model.config());
  }

  /** Tasks to learn; T10..T12 unless set. */
  public FewShot tasks(List<TaskConfig> unseen) {
    this.tasks = List.copyOf(unseen);
    return this;
  }

  /** Distinct training samples of each number of users; the scale's budgets unless set. */
  public FewShot samples(Integer... budgets) {
    Check.that(budgets.length > 0 && Arrays.stream(budgets).allMatch(n -> n >= 1), "%s are no numbers of samples",
        Arrays.toString(budgets));
    this.samples = List.of(budgets);
    return this;
  }

  /** How they are learned; the three of the figure and parts that are carried over unless set. */
  public FewShot strategies(SchemeKind... kinds) {
    Check.that(STRATEGIES.containsAll(List.of(kinds)), "%s: strategies are %s", Arrays.toString(kinds), STRATEGIES);
    this.strategies = List.of(kinds);
    return this;
  }

  /**
   * A model for any array, measured as it is beside those that learn: of a run directory or a file, or one that ships
   * with the library. None unless set.
   *
   * @throws IOException if there is none or it is damaged
   */
  public FewShot anyArray(Path model) throws IOException {
    PretrainedModel file = PretrainedModel.of(model);
    try (AnyArray loaded = file.loadAnyArray()) {
      this.anyArray = CellScheme.anyArray(loaded.config(), file);
    }
    return this;
  }

  @Override
  FewShot self() {
    return this;
  }

  @Override
  ExperimentBudget usual(Scale scale) {
    return switch (scale) {
      case SMOKE -> ExperimentBudget.smoke(4, 3);
      case LAPTOP -> new ExperimentBudget(90, 48, 3, 500, 4);
      case WORKSTATION -> ExperimentBudget.of(scale, 1_000, 3, 1_000);
      case PAPER -> ExperimentBudget.of(scale, scale.steps(), 3, 2_000);
    };
  }

  private List<Integer> budgets() {
    return samples != null ? samples : switch (scale()) {
      case SMOKE -> List.of(500, 2_000);
      case LAPTOP -> List.of(500, 2_000, 10_000);
      default -> List.of(500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000);
    };
  }

  @Override
  List<Cell> cells() {
    List<TaskConfig> own = limited(tasks, 2);
    List<CellTest> tests = own.stream().map(CellTest::of).toList();
    List<Cell> cells = new ArrayList<>(untrained(BOUNDS, tests));
    if (anyArray != null) {
      own.forEach(anyArray.anyArray()::requireRoomFor);
      cells.addAll(untrained(anyArray, tests));
    }
    WiFoEConfig trained = ofShortTrainings(WiFoE.builder(sizes)).config();
    for (long seed : seeds()) {
      for (int budget : budgets()) {
        for (SchemeKind kind : strategies) {
          CellScheme scheme = new CellScheme(kind, trained, null, null, kind.isPretrained() ? pretrained : null);
          CellTraining training = kind == SchemeKind.PRETRAINED_CARRIED
              ? training(budget).withStart(Start.KNOWN_TASK) : training(budget);
          own.forEach(task -> cells.add(learning(CellNames.of(kind, task.name(), budget, seed), scheme, List.of(task),
              training, List.of(CellTest.of(task)), seed)));
        }
      }
    }
    return cells;
  }
}
