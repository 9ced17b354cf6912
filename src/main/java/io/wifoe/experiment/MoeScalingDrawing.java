package io.wifoe.experiment;

import io.wifoe.Names;
import io.wifoe.experiment.Figure.Curve;
import io.wifoe.experiment.Grid.Entry;
import io.wifoe.experiment.Grid.Row;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Fig. 5 as a table, its models A and B beside the paper's, and as a chart. */
final class MoeScalingDrawing implements ExperimentKind.Drawing {
  private static final double MILLION = 1e6;
  /** What half the cost is here: the models do not halve exactly. */
  private static final double HALF = 0.6;

  /**
   * One model.
   *
   * @param label experts in all and at work
   * @param parameters of the whole network
   * @param macs of a sample, mean over configurations
   */
  private record Model(WiFoEConfig sizes, String label, long parameters, double macs, Interval rate) {
    boolean isDense() {
      return MoeScaling.isDense(sizes);
    }

    double mean() {
      return rate.mean();
    }
  }

  /** Models that are done, cheapest first. */
  private static List<Model> models(ExperimentResult result) {
    List<TaskConfig> tasks = result.cells().stream().flatMap(each -> each.cell().tests().stream())
        .map(CellTest::task).distinct().toList();
    List<Model> models = new ArrayList<>();
    result.cells().stream().map(CellResult::cell).filter(cell -> cell.training() != null).map(Cell::scheme).distinct()
        .forEach(scheme -> {
          Interval rate = result.mean(cell -> cell.scheme().equals(scheme), result.tests(), result.snrDb());
          WiFoEConfig sizes = scheme.sizes();
          if (rate != null) {
            models.add(new Model(sizes, sizes.experts() + "/" + sizes.topK(), scheme.parameters(tasks),
                scheme.macs(tasks), rate));
          }
        });
    models.sort(Comparator.comparingDouble(Model::macs).thenComparingLong(Model::parameters));
    return models;
  }

  @Override
  public Grid table(ExperimentResult result) {
    List<Row> rows = new ArrayList<>();
    for (Model model : models(result)) {
      rows.add(new Row((model.isDense() ? "dense, width " : "experts, width ") + model.sizes.width(), true, List.of(
          Entry.of(model.label), Entry.of(String.format(Locale.ROOT, "%.2f", model.parameters / MILLION)),
          Entry.of(String.format(Locale.ROOT, "%.2f", model.macs / MILLION)), Entry.withInterval(model.rate))));
    }
    for (SchemeKind kind : List.of(SchemeKind.WMMSE, SchemeKind.MRT)) {
      rows.add(new Row(kind.label(), false, List.of(Entry.NONE, Entry.NONE, Entry.NONE, Entry.withInterval(
          result.mean(cell -> cell.scheme().kind() == kind, result.tests(), result.snrDb())))));
    }
    return new Grid("Fig. 5, mean over " + Names.listed(result.tests()) + " and K = " + result.users(),
        List.of("Trunk", "Experts, all/active", "Params [M]", "MACs [M]", "Sum rate [bps/Hz]"), rows,
        result.conditions()).marked(4, 4);
  }

  @Override
  public Grid besidePaper(ExperimentResult result) {
    List<Row> rows = new ArrayList<>(List.of(new Row("paper", false, List.of(Entry.of("-"), Entry.of("-"),
        Entry.of("0.5, about"), Entry.of("-0.71"), Entry.of("-0.03")))));
    pair(result).ifPresent(pair -> rows.add(new Row("here", false, List.of(Entry.of(describe(pair.get(0))),
        Entry.of(describe(pair.get(1))), Entry.of(pair.get(1).macs / pair.get(0).macs, 2),
        Entry.of((pair.get(1).parameters - pair.get(0).parameters) / MILLION, 2),
        Entry.of(pair.get(1).mean() - pair.get(0).mean(), 2)))));
    return new Grid("Fig. 5, model B against model A", List.of("", "A", "B", "MACs of B over A", "Params B - A [M]",
        "Sum rate B - A [bps/Hz]"), rows, Stream.concat(Stream.of("Paper: arXiv 2601.09186, section V-D on Fig. 5. "
            + "Here: A is the best dense trunk, B the best with experts at " + Math.round(100 * HALF)
            + " % of its multiply-accumulates or less."), result.conditions().stream()).toList());
  }

  /** A and B, if both are there. */
  private static Optional<List<Model>> pair(ExperimentResult result) {
    List<Model> models = models(result);
    return models.stream().filter(Model::isDense).max(Comparator.comparingDouble(Model::mean))
        .flatMap(a -> models.stream().filter(b -> !b.isDense() && b.macs <= HALF * a.macs)
            .max(Comparator.comparingDouble(Model::mean)).map(b -> List.of(a, b)));
  }

  private static String describe(Model model) {
    return String.format(Locale.ROOT, "%s of width %d", model.label, model.sizes.width());
  }

  @Override
  public Figure chart(ExperimentResult result) {
    List<Curve> curves = new ArrayList<>();
    for (boolean dense : new boolean[] {false, true}) {
      List<Model> models = models(result).stream().filter(model -> model.isDense() == dense).toList();
      if (!models.isEmpty()) {
        curves.add(new Curve(dense ? "wider layers" : "more experts",
            models.stream().map(model -> model.macs / MILLION).toList(), models.stream().map(Model::mean).toList(),
            models.stream().map(model -> model.rate.ci95()).toList(), models.stream().map(model ->
                String.format(Locale.ROOT, "%s, %.2f M", model.label, model.parameters / MILLION)).toList()));
      }
    }
    return new Figure("What computing buys, mean over " + Names.listed(result.tests()),
        "Multiply-accumulates of a sample [M]", "Sum rate [bps/Hz]", Figure.Form.POINTS, curves);
  }
}
