package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.Names;
import io.wifoe.training.Scale;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * All that an experiment has to do.
 *
 * @param experiment which one it is, and so how it is drawn
 * @param scale how much it may cost
 * @param cells its work, in an order in which nothing waits for anything
 */
public record ExperimentPlan(ExperimentKind experiment, Scale scale, List<Cell> cells) {
  public ExperimentPlan {
    Check.that(experiment != null && scale != null && !cells.isEmpty(), "an experiment has a scale and cells");
    Set<String> names = new HashSet<>();
    cells.forEach(cell -> Check.that(names.add(cell.name()), "there are two cells named %s", cell.name()));
    cells = List.copyOf(cells);
  }

  /** The cell of this name. */
  public Cell cell(String name) {
    return cells.stream().filter(cell -> cell.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no cell of " + this + "; there are "
            + String.join(", ", cells.stream().map(Cell::name).toList())));
  }

  /** Why a place that holds another plan cannot take the work of this one; null if it can. */
  public String differenceFrom(ExperimentPlan there) {
    if (there.experiment != experiment || there.scale != scale) {
      return "holds " + there + ", not " + this + "; choose another directory";
    }
    for (Cell cell : cells) {
      if (there.cells.stream().noneMatch(each -> each.name().equals(cell.name()) && cell.describes(each))) {
        return "holds another " + this + ", which differs in cell " + cell.name() + "; repeat its settings to go on "
            + "with it, or choose another directory";
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return Names.of(experiment) + " at scale " + scale.name().toLowerCase(Locale.ROOT);
  }
}
