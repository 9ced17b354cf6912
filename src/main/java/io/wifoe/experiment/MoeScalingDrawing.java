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

    /** What tells it from its kin. */
    String name() {
      return isDense() ? "width " + sizes.width() : label;
    }
  }

  /**
   * A dense model and one with experts that does as well with fewer multiply-accumulates.
   *
   * @param a with every weight at work
   * @param b with experts
   */
  private record Pair(Model a, Model b) {
    /** Whether B costs less and its sum rate is at least A's, less the half width of A's interval. */
    boolean saves() {
      return a.isDense() && !b.isDense() && b.macs < a.macs && b.mean() >= a.mean() - a.rate.ci95();
    }

    double share() {
      return b.macs / a.macs;
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
        Stream.concat(result.conditions().stream(), Stream.of(Footnotes.MARKS + ", all of them MTL.")).toList())
        .marked(4, 4);
  }

  @Override
  public Grid besidePaper(ExperimentResult result) {
    List<Row> rows = new ArrayList<>(List.of(new Row("paper", false, List.of(Entry.of("-"), Entry.of("-"),
        Entry.of("0.5, about"), Entry.of("-0.71"), Entry.of("-0.03")))));
    rows.add(pair(models(result)).map(MoeScalingDrawing::row).orElse(new Row("here", false, List.of(
        Entry.of("no model with experts costs less than a dense one and does as well"), Entry.NONE, Entry.NONE,
        Entry.NONE, Entry.NONE))));
    return new Grid("Fig. 5, model B against model A", List.of("", "A", "B", "MACs of B over A", "Params B - A [M]",
        "Sum rate B - A [bps/Hz]"), rows, Stream.concat(Stream.of("Paper: arXiv 2601.09186, section V-D on Fig. 5. "
            + "Here: A is a dense trunk, B one with experts, fewer multiply-accumulates and a sum rate no lower than "
            + "A's less the half width of its interval; of such pairs the one that saves the largest share."),
            result.conditions().stream()).toList());
  }

  private static Row row(Pair pair) {
    return new Row("here", false, List.of(Entry.of(describe(pair.a)), Entry.of(describe(pair.b)),
        Entry.of(pair.share(), 2), Entry.of((pair.b.parameters - pair.a.parameters) / MILLION, 2),
        Entry.of(pair.b.mean() - pair.a.mean(), 2)));
  }

  /** A and B: of all pairs that save something the one that saves the largest share. */
  private static Optional<Pair> pair(List<Model> models) {
    return models.stream().flatMap(a -> models.stream().map(b -> new Pair(a, b))).filter(Pair::saves)
        .min(Comparator.comparingDouble(Pair::share));
  }

  private static String describe(Model model) {
    return String.format(Locale.ROOT, "%s of width %d", model.label, model.sizes.width());
  }

  @Override
  public Figure chart(ExperimentResult result) {
    List<Curve> curves = new ArrayList<>();
    Optional<Pair> pair = pair(models(result));
    for (boolean dense : new boolean[] {false, true}) {
      List<Model> models = models(result).stream().filter(model -> model.isDense() == dense).toList();
      if (!models.isEmpty()) {
        curves.add(new Curve(dense ? "wider layers" : "more experts, all/active",
            models.stream().map(model -> model.macs / MILLION).toList(), models.stream().map(Model::mean).toList(),
            models.stream().map(model -> model.rate.ci95()).toList(),
            models.stream().map(model -> pair.map(of -> letter(of, model)).orElse("") + model.name()).toList()));
      }
    }
    return new Figure("What computing buys, mean over " + Names.listed(result.tests()),
        "Multiply-accumulates of a sample [M]", "Sum rate [bps/Hz]", Figure.Form.POINTS, curves);
  }

  private static String letter(Pair pair, Model model) {
    return model.equals(pair.a) ? "A: " : model.equals(pair.b) ? "B: " : "";
  }
}
