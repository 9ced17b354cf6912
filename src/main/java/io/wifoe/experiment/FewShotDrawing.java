package io.wifoe.experiment;

import io.wifoe.Names;
import io.wifoe.experiment.Figure.Curve;
import io.wifoe.experiment.Figure.Style;
import io.wifoe.experiment.Grid.Entry;
import io.wifoe.experiment.Grid.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fig. 4 as a table, beside the paper's figures, and as a chart. */
final class FewShotDrawing implements ExperimentKind.Drawing {
  @Override
  public Grid table(ExperimentResult result) {
    List<Integer> budgets = budgets(result);
    List<Row> rows = new ArrayList<>();
    for (SchemeKind kind : SchemeKind.values()) {
      if (result.has(kind)) {
        List<Entry> entries = budgets.stream().map(budget -> Entry.withInterval(rate(result, kind, budget))).toList();
        rows.add(new Row(kind.label(), kind.competes(), entries));
      }
    }
    List<String> columns = Stream.concat(Stream.of("Strategy"), budgets.stream()
        .map(budget -> String.format(Locale.ROOT, "%,d samples", budget))).toList();
    return new Grid("Fig. 4, sum rate in bps/Hz, mean over " + Names.listed(result.tests()) + " and K = "
        + result.users(), columns, rows, conditions(result)).marked(1, budgets.size());
  }

  /** What the figures rest on, and what is not of the paper. */
  private static List<String> conditions(ExperimentResult result) {
    Stream<String> carried = result.has(SchemeKind.PRETRAINED_CARRIED) ? Stream.of(SchemeKind.PRETRAINED_CARRIED.label()
        + " is not of the paper: pilots, encoder, G_in and G_out begin as those of the pretrained model's task that "
        + "serves the new one best.") : Stream.of();
    Stream<String> pretrained = result.cells().stream().map(each -> each.cell().scheme())
        .filter(scheme -> scheme.kind() == SchemeKind.ANY_ARRAY).limit(1).map(scheme -> scheme.kind().label()
            + " is not of the paper: " + scheme.pretrained().withoutPlace().file()
            + " as it is, which learns from none of these samples.");
    return Stream.of(result.conditions().stream(), Stream.of(Footnotes.MARKS + "."), carried, pretrained)
        .flatMap(all -> all).toList();
  }

  @Override
  public Grid besidePaper(ExperimentResult result) {
    ReferenceRates paper = ReferenceRates.figureFour();
    int budget = Integer.parseInt(paper.tasks().get(0));
    String pretrained = SchemeKind.PRETRAINED_FROZEN.label();
    Interval ahead = rate(result, SchemeKind.PRETRAINED_FROZEN, budget);
    List<Row> rows = new ArrayList<>();
    for (SchemeKind kind : SchemeKind.values()) {
      if (kind.learns() && result.has(kind)) {
        List<Entry> entries = new ArrayList<>();
        if (paper.rates().containsKey(kind.label())) {
          double published = paper.rate(kind.label(), paper.tasks().get(0));
          entries.add(Entry.of(published, 2));
          entries.add(percent(paper.rate(pretrained, paper.tasks().get(0)) / published));
        } else {
          entries.addAll(List.of(Entry.NONE, Entry.NONE));
        }
        Interval own = rate(result, kind, budget);
        entries.add(Entry.withInterval(own));
        entries.add(own == null || ahead == null ? Entry.NONE : percent(ahead.mean() / own.mean()));
        rows.add(new Row(kind.label(), kind.competes(), entries));
      }
    }
    return new Grid(String.format(Locale.ROOT, "Fig. 4 at %,d samples, sum rate in bps/Hz", budget),
        List.of("Strategy", "Paper", "Pretrained ahead of it, paper", "Here", "Pretrained ahead of it, here"), rows,
        Stream.concat(Stream.of("Paper: " + paper.source()), conditions(result).stream()).toList())
        .marked(1, 1).marked(3, 3);
  }

  private static Entry percent(double ratio) {
    return Entry.of(String.format(Locale.ROOT, "%+.1f %%", 100 * (ratio - 1)));
  }

  @Override
  public Figure chart(ExperimentResult result) {
    List<Integer> budgets = budgets(result);
    List<Curve> curves = new ArrayList<>();
    for (SchemeKind kind : SchemeKind.values()) {
      List<Integer> done = budgets.stream().filter(budget -> rate(result, kind, budget) != null).toList();
      if (!done.isEmpty()) {
        curves.add(Curve.of(kind.label(), done.stream().map(Integer::doubleValue).toList(),
            done.stream().map(budget -> rate(result, kind, budget)).toList())
            .styled(learnsFromBudget(result, kind) ? Style.USUAL : Style.LEVEL));
      }
    }
    return new Figure("Unseen tasks from few samples, mean over " + Names.listed(result.tests()),
        "Training samples of each number of users", "Sum rate [bps/Hz]", Figure.Form.LINES_OVER_LOGARITHM, curves);
  }

  private static boolean learnsFromBudget(ExperimentResult result, SchemeKind kind) {
    return result.cells().stream().map(CellResult::cell)
        .anyMatch(cell -> cell.scheme().kind() == kind && cell.training() != null);
  }

  /** The mean over tasks; of schemes without training the same for every budget. */
  private static Interval rate(ExperimentResult result, SchemeKind kind, int budget) {
    return result.mean(cell -> cell.scheme().kind() == kind
        && (cell.training() == null || cell.training().samples() == budget), result.tests(), result.snrDb());
  }

  private static List<Integer> budgets(ExperimentResult result) {
    return List.copyOf(result.cells().stream().map(CellResult::cell).filter(cell -> cell.training() != null)
        .map(cell -> cell.training().samples()).collect(Collectors.toCollection(TreeSet::new)));
  }
}
