package io.wifoe.experiment;

import io.wifoe.task.Assumptions;
import io.wifoe.task.SnrRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the figures of a result rest on, in a few lines below its table. */
final class Footnotes {
  /** Which entries stand out, in every table. */
  static final String MARKS = "Marked are the best (bold) and the second (underlined) of the paper's schemes that "
      + "learn";

  private Footnotes() {}

  static List<String> of(ExperimentResult result) {
    List<Cell> cells = result.cells().stream().map(CellResult::cell).toList();
    List<Cell> learning = cells.stream().filter(cell -> cell.training() != null).toList();
    List<String> lines = new ArrayList<>();
    lines.add("Scale " + result.scale().name().toLowerCase(Locale.ROOT) + (result.allDone() ? ""
        : String.format(Locale.ROOT, ", %d of %d cells are done", result.cells().size(), result.planned()))
        + "; assumed: " + distinct(cells.stream().flatMap(cell -> cell.tests().stream())
            .map(test -> test.channels().assumptions()).map(Assumptions::toString).distinct().toList()));
    if (!learning.isEmpty()) {
      lines.add("Trained at " + distinct(learning.stream().map(cell -> cell.training().settings().snr())
          .map(SnrRange::toString).distinct().toList()) + " for "
          + distinct(learning.stream().map(cell -> String.format(Locale.ROOT, "%,d steps of %s",
              cell.training().settings().steps(), cell.training().settings().batch())).distinct().toList())
          + "; learning rate of each network chosen on validation users from "
          + distinct(learning.stream().map(cell -> cell.training().rates().toString()).distinct().toList())
          + highest(result)
          + "; seeds " + learning.stream().map(Cell::seed).distinct().sorted().map(String::valueOf)
              .collect(Collectors.joining(", ")));
    }
    lines.add(String.format(Locale.ROOT, "Measured on %s samples of each number of users, the same for every scheme; "
        + "%.0f minutes in all, %s", distinct(cells.stream().map(cell -> String.format(Locale.ROOT, "%,d",
            cell.samples())).distinct().toList()), result.seconds() / 60, result.library()));
    return lines;
  }

  /** How many networks might learn more at a higher rate than was tried; empty where none has tried several. */
  private static String highest(ExperimentResult result) {
    List<CellResult> tried = result.cells().stream().filter(each -> each.trials().size() > 1).toList();
    long highest = tried.stream().filter(each ->
        each.rate() == each.trials().stream().mapToDouble(CellResult.Trial::rate).max().orElseThrow()).count();
    return tried.isEmpty() ? "" : String.format(Locale.ROOT, ", the highest by %,d of %,d", highest, tried.size());
  }

  private static String distinct(List<String> values) {
    return String.join(" or ", values);
  }
}
