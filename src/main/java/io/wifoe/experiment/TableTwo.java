package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.util.ArrayList;
import java.util.List;

/**
 * Table II: one network for all tasks beside networks for each of them and beside schemes that need no training, and
 * beside one network for any array, which is not the paper's; and Fig. 3, the same at other SNRs.
 *
 * <pre>{@code
 * var result = TableTwo.of(PaperTasks.group1()).scale(LAPTOP).out(directory).run();
 * }</pre>
 */
public final class TableTwo extends ExperimentBuilder<TableTwo> {
  static final List<SchemeKind> UNTRAINED = List.of(SchemeKind.ZF, SchemeKind.WMMSE, SchemeKind.MRT, SchemeKind.RZF,
      SchemeKind.DFT, SchemeKind.TYPE_ONE, SchemeKind.BEAM_PAIRS);
  static final List<SchemeKind> OF_ONE_TASK = List.of(SchemeKind.DSC, SchemeKind.CEP, SchemeKind.STL);
  /** The SNR of the table. */
  static final double SNR_DB = 10;

  private final List<TaskConfig> tasks;

  private TableTwo(List<TaskConfig> tasks) {
    super(ExperimentKind.TABLE_TWO, SnrRange.of(SNR_DB), 0, 5, SNR_DB, 15, 20);
    Check.that(!tasks.isEmpty(), "a table needs tasks, for example PaperTasks.group1()");
    this.tasks = List.copyOf(tasks);
  }

  /** The table of these tasks, T1..T9 in the paper. */
  public static TableTwo of(List<TaskConfig> tasks) {
    return new TableTwo(tasks);
  }

  @Override
  TableTwo self() {
    return this;
  }

  @Override
  ExperimentBudget usual(Scale scale) {
    return switch (scale) {
      case SMOKE -> ExperimentBudget.smoke(4, 4);
      case LAPTOP -> ExperimentBudget.of(scale, 180, 1, 500);
      case WORKSTATION -> ExperimentBudget.of(scale, 3_000, 1, 1_000);
      case PAPER -> ExperimentBudget.of(scale, scale.steps(), 1, 2_000);
    };
  }

  @Override
  List<Cell> cells() {
    List<TaskConfig> own = limited(tasks, 2);
    List<CellTest> tests = own.stream().map(CellTest::of).toList();
    List<Cell> cells = new ArrayList<>(untrained(UNTRAINED, tests));
    for (long seed : seeds()) {
      for (SchemeKind kind : OF_ONE_TASK) {
        for (TaskConfig task : own) {
          cells.add(learning(CellNames.of(kind, task.name(), seed), scheme(kind, List.of(task)), List.of(task),
              training(0), List.of(CellTest.of(task)), seed));
        }
      }
      for (SchemeKind kind : OF_SEVERAL_TASKS) {
        cells.add(learning(CellNames.of(kind, seed), scheme(kind, own), own, training(0), tests, seed));
      }
    }
    return cells;
  }
}
