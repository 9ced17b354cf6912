package io.wifoe.experiment;

import io.wifoe.model.WiFoEConfig;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.util.ArrayList;
import java.util.List;

/**
 * Fig. 5: a trunk grows in two ways, by more experts of which as few work on a token, or by wider layers in which
 * everything works on everything. What does a multiply-accumulate buy?
 *
 * <pre>{@code
 * var result = MoeScaling.of(PaperTasks.threeOfGroup1()).scale(LAPTOP).out(directory).run();
 * }</pre>
 */
public final class MoeScaling extends ExperimentBuilder<MoeScaling> {
  private static final double SNR_DB = 10;
  /** Widths of dense trunks in quarters of the scale's width. */
  private static final int[] QUARTERS = {2, 3, 4, 6};
  /** Experts in all and at work on each token. */
  private static final int[][] EXPERTS = {{4, 1}, {8, 1}, {8, 2}, {8, 3}, {16, 3}};

  private final List<TaskConfig> tasks;

  private MoeScaling(List<TaskConfig> tasks) {
    super(ExperimentKind.MOE_SCALING, SnrRange.of(SNR_DB), SNR_DB);
    this.tasks = List.copyOf(tasks);
  }

  /** Trained on these tasks together. */
  public static MoeScaling of(List<TaskConfig> tasks) {
    return new MoeScaling(tasks);
  }

  @Override
  MoeScaling self() {
    return this;
  }

  @Override
  ExperimentBudget usual(Scale scale) {
    return switch (scale) {
      case SMOKE -> ExperimentBudget.smoke(2, 3);
      case LAPTOP -> new ExperimentBudget(136, 32, 1, 500, 5);
      case WORKSTATION -> ExperimentBudget.of(scale, 3_000, 1, 1_000);
      case PAPER -> ExperimentBudget.of(scale, scale.steps(), 1, 2_000);
    };
  }

  @Override
  List<Cell> cells() {
    List<TaskConfig> own = limited(tasks, 1);
    List<CellTest> tests = own.stream().map(CellTest::of).toList();
    List<Cell> cells = new ArrayList<>(untrained(List.of(SchemeKind.WMMSE, SchemeKind.MRT), tests));
    for (long seed : seeds()) {
      for (WiFoEConfig sizes : sizes()) {
        cells.add(learning(name(sizes, seed), CellScheme.of(SchemeKind.MTL, sizes), own, training(0), tests, seed));
      }
    }
    return cells;
  }

  private static String name(WiFoEConfig sizes, long seed) {
    return isDense(sizes) ? CellNames.of(SchemeKind.MTL, "dense", sizes.width(), seed)
        : CellNames.of(SchemeKind.MTL, sizes.width(), sizes.experts() + "of" + sizes.topK(), seed);
  }

  /** Whether every weight works on every token. */
  static boolean isDense(WiFoEConfig sizes) {
    return sizes.experts() == 1;
  }

  /**
   * Dense trunks whose hidden layer is as wide as the three experts at work together, so that one of the scale's own
   * width costs as much as the scale's own model; and trunks of that width with other numbers of experts.
   */
  private List<WiFoEConfig> sizes() {
    WiFoEConfig usual = model().config();
    List<WiFoEConfig> sizes = new ArrayList<>();
    for (int quarters : QUARTERS) {
      int width = usual.width() * quarters / 4;
      int hidden = usual.topK() * usual.expertWidth() * quarters / 4;
      sizes.add(model().width(width).experts(1).topK(1).expertWidth(hidden).config());
    }
    for (int[] experts : EXPERTS) {
      sizes.add(model().experts(experts[0]).topK(experts[1]).config());
    }
    return scale() == Scale.SMOKE ? List.of(sizes.get(0), sizes.get(2), sizes.get(4), sizes.get(7)) : sizes;
  }
}
