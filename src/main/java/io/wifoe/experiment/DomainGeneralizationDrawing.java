package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.Names;
import io.wifoe.experiment.Figure.Curve;
import io.wifoe.experiment.Grid.Entry;
import io.wifoe.experiment.Grid.Mark;
import io.wifoe.experiment.Grid.Row;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SourceDomain;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Table III with D_sub and D_div, the same beside the paper's, and D_div over the SNR as a chart. */
final class DomainGeneralizationDrawing implements ExperimentKind.Drawing {
  private static final String SOURCE_SOURCE = "source-source";
  private static final String TARGET_TARGET = "target-target";
  private static final String SOURCE_TARGET = "source-target";
  private static final List<String> TARGETS = PaperTasks.group3().stream().map(TaskConfig::name).toList();

  /**
   * What a scheme loses in the other domain.
   *
   * @param source sum rate where it learned, bps/Hz
   * @param target sum rate in the other domain, bps/Hz
   */
  private record Loss(double source, double target) {
    double difference() {
      return source - target;
    }

    double share() {
      return difference() / source;
    }
  }

  @Override
  public Grid table(ExperimentResult result) {
    List<Row> rows = new ArrayList<>();
    for (SourceDomain domain : domains(result)) {
      rows.add(row(SOURCE_SOURCE + ", " + domain, result, (kind, snr) -> Entry.of(source(result, kind, domain, snr))));
      rows.add(row(SOURCE_TARGET + ", " + domain, result, (kind, snr) -> Entry.of(target(result, kind, domain, snr))));
      rows.add(row("D_sub, " + domain, result, (kind, snr) -> {
        Loss loss = loss(result, kind, domain, snr);
        return loss == null ? Entry.NONE : Entry.of(loss.difference(), 2);
      }));
      rows.add(withSmallestMarked(row("D_div [%], " + domain, result, (kind, snr) -> {
        Loss loss = loss(result, kind, domain, snr);
        return loss == null ? Entry.NONE : Entry.of(100 * loss.share(), 1);
      }), schemes(result).size()));
    }
    rows.add(row(TARGET_TARGET, result, (kind, snr) -> Entry.of(own(result, kind, snr))));
    List<String> columns = new ArrayList<>(List.of("Learned - measured"));
    for (double snr : result.snrs()) {
      schemes(result).forEach(kind ->
          columns.add(String.format(Locale.ROOT, "%s %.0f dB", kind.label(), snr)));
    }
    return new Grid("Table III, sum rate in bps/Hz, mean over " + Names.listed(tests(result, false)) + " or "
        + Names.listed(tests(result, true)) + " and K = " + result.users(), columns,
        rows, result.conditions());
  }

  /** What stands under a scheme at an SNR. */
  private interface Value {
    Entry of(SchemeKind kind, double snr);
  }

  private static Row row(String name, ExperimentResult result, Value value) {
    return new Row(name, false, result.snrs().stream().flatMap(snr -> schemes(result).stream()
        .map(kind -> value.of(kind, snr))).toList());
  }

  /** The smallest loss at each SNR is the best. */
  private static Row withSmallestMarked(Row row, int schemes) {
    List<Entry> entries = new ArrayList<>(row.entries());
    for (int first = 0; first < entries.size(); first += schemes) {
      List<Entry> atOneSnr = entries.subList(first, first + schemes);
      atOneSnr.stream().filter(entry -> entry.value() != null).min(Comparator.comparing(Entry::value))
          .ifPresent(least -> atOneSnr.replaceAll(entry ->
              entry.isPrintedAs(least) ? entry.marked(Mark.BEST) : entry));
    }
    return new Row(row.name(), row.competes(), entries);
  }

  @Override
  public Grid besidePaper(ExperimentResult result) {
    ReferenceRates paper = ReferenceRates.tableThree();
    List<String> snrs = paper.tasks().stream().filter(name -> result.snrs().contains(snrDb(name))).toList();
    List<String> columns = new ArrayList<>(List.of("D_div [%]"));
    List<SchemeKind> schemes = schemes(result);
    snrs.forEach(snr -> schemes.forEach(kind -> columns.add(kind.label() + " " + snr)));
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("paper", false, entries(schemes, snrs, (kind, snr) -> loss(paper, kind, snr))));
    domains(result).forEach(domain -> rows.add(new Row("here, source " + domain, false,
        entries(schemes, snrs, (kind, snr) -> loss(result, kind, domain, snrDb(snr))))));
    return new Grid("Relative degradation in the new domain", columns,
        rows.stream().map(row -> withSmallestMarked(row, schemes.size())).toList(),
        Stream.concat(Stream.of("Paper: " + paper.source()), result.conditions().stream()).toList());
  }

  /** A scheme's loss at the SNR of this name. */
  private interface NamedLoss {
    Loss of(SchemeKind kind, String snr);
  }

  private static List<Entry> entries(List<SchemeKind> schemes, List<String> snrs, NamedLoss losses) {
    return snrs.stream().flatMap(snr -> schemes.stream().map(kind -> losses.of(kind, snr)))
        .map(loss -> loss == null ? Entry.NONE : Entry.of(100 * loss.share(), 1)).toList();
  }

  private static double snrDb(String name) {
    return Double.parseDouble(name.replace(" dB", ""));
  }

  @Override
  public Figure chart(ExperimentResult result) {
    List<SourceDomain> domains = domains(result);
    Check.that(!domains.isEmpty(), "no network of a source domain is done yet; there is nothing to draw");
    SourceDomain domain = domains.get(domains.size() - 1);
    List<Curve> curves = new ArrayList<>();
    for (SchemeKind kind : schemes(result)) {
      List<Double> done = result.snrs().stream().filter(snr -> loss(result, kind, domain, snr) != null).toList();
      if (!done.isEmpty()) {
        curves.add(new Curve(kind.label(), done, done.stream().map(snr ->
            100 * loss(result, kind, domain, snr).share()).toList(), done.stream().map(snr -> 0.0).toList(),
            List.of()));
      }
    }
    return new Figure("Lost in a domain that was not learned, source " + domain, "SNR [dB]",
        "Relative degradation D_div [%]", Figure.Form.LINES, curves);
  }

  /** The paper's; null of a scheme that it does not have. */
  private static Loss loss(ReferenceRates paper, SchemeKind kind, String snr) {
    String source = kind.label() + " " + SOURCE_SOURCE;
    return paper.rates().containsKey(source)
        ? new Loss(paper.rate(source, snr), paper.rate(kind.label() + " " + SOURCE_TARGET, snr)) : null;
  }

  private static Loss loss(ExperimentResult result, SchemeKind kind, SourceDomain domain, double snrDb) {
    Interval source = source(result, kind, domain, snrDb);
    Interval target = target(result, kind, domain, snrDb);
    return source == null || target == null ? null : new Loss(source.mean(), target.mean());
  }

  private static Interval source(ExperimentResult result, SchemeKind kind, SourceDomain domain, double snrDb) {
    return result.mean(cell -> isOf(cell, kind, domain), tests(result, false), snrDb);
  }

  private static Interval target(ExperimentResult result, SchemeKind kind, SourceDomain domain, double snrDb) {
    return result.mean(cell -> isOf(cell, kind, domain), tests(result, true), snrDb);
  }

  private static Interval own(ExperimentResult result, SchemeKind kind, double snrDb) {
    return result.mean(cell -> cell.scheme().kind() == kind && TARGETS.contains(cell.tasks().get(0).name()),
        tests(result, true), snrDb);
  }

  private static boolean isOf(Cell cell, SchemeKind kind, SourceDomain domain) {
    TaskConfig first = cell.tasks().get(0);
    return cell.scheme().kind() == kind && !TARGETS.contains(first.name())
        && first.channels().equals(domain.scenarios());
  }

  /** Schemes that have cells, in the paper's order. */
  private static List<SchemeKind> schemes(ExperimentResult result) {
    return DomainGeneralization.SCHEMES.stream().filter(result::has).toList();
  }

  private static List<String> tests(ExperimentResult result, boolean target) {
    return result.tests().stream().filter(test -> TARGETS.contains(test) == target).toList();
  }

  private static List<SourceDomain> domains(ExperimentResult result) {
    return Arrays.stream(SourceDomain.values()).filter(domain -> result.cells().stream().map(CellResult::cell)
        .anyMatch(cell -> isOf(cell, cell.scheme().kind(), domain))).toList();
  }
}
