package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wifoe.experiment.Grid.Entry;
import io.wifoe.experiment.Grid.Mark;
import io.wifoe.experiment.Grid.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
  private static Row row(String name, double mean, double ci95) {
    return new Row(name, true, List.of(Entry.withInterval(new Interval(mean, ci95, null, 1))));
  }

  /** What is printed alike stands out alike, however wide its interval is. */
  @Test
  void printedTiesAreMarkedAlike() {
    Grid grid = new Grid("ties", List.of("scheme", "rate"), List.of(row("a", 11.424, 0.05), row("b", 11.421, 0.06),
        row("c", 11.416, 0.05), row("d", 11.40, 0.05), row("e", 11.39, 0.05)), List.of()).marked(1, 1);
    assertEquals(List.of(Mark.BEST, Mark.BEST, Mark.BEST, Mark.SECOND, Mark.NONE),
        grid.rows().stream().map(row -> row.entries().get(0).mark()).toList());
  }
}
