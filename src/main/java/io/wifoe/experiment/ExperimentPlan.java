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

  @Override
  public String toString() {
    return Names.of(experiment) + " at scale " + scale.name().toLowerCase(Locale.ROOT);
  }
}
