package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.Names;
import io.wifoe.experiment.Figure.Curve;
import io.wifoe.experiment.Figure.Style;
import io.wifoe.experiment.Grid.Entry;
import io.wifoe.experiment.Grid.Row;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SourceDomain;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Table III with D_sub and D_div, the same beside the paper's, and D_div over the SNR for each source domain. */
final class DomainGeneralizationDrawing implements ExperimentKind.Drawing {
  private static final String SOURCE_SOURCE = "source-source";
  private static final String TARGET_TARGET = "target-target";
  private static final String SOURCE_TARGET = "source-target";
  private static final String D_DIV = "D_div [%]";
  private static final String HERE = ", here, ";
  private static final String MARKS = Footnotes.MARKS + ", here by the smallest D_div at each SNR.";
  private static final String INTERVALS = "Intervals of D_sub and D_div are those of independent rates in both "
      + "domains; the samples come from the same random numbers, so that they are too wide rather than too narrow.";
  private static final List<String> TARGETS = PaperTasks.group3().stream().map(TaskConfig::name).toList();

  /**
   * What a scheme loses in the other domain. Both rates are the same network's, on as many samples drawn from the same
   * random numbers in two domains, so that they are high or low together if they depend on each other at all. The
   * intervals here are those of independent rates, which is right if they do not and too wide otherwise.
   *
   * @param source sum rate where it learned, bps/Hz
   * @param target sum rate in the other domain, bps/Hz
   */
  record Loss(Interval source, Interval target) {
    /** D_sub, bps/Hz. */
    Interval difference() {
      return interval(source.mean() - target.mean(), Math.hypot(source.ci95(), target.ci95()));
    }

    /** D_div = 1 - target / source in percent, its interval to the first order of both rates' errors. */
    Interval percent() {
      double kept = target.mean() / source.mean();
      return interval(100 * (1 - kept), 100 / source.mean() * Math.hypot(target.ci95(), kept * source.ci95()));
    }

    private static Interval interval(double mean, double halfWidth) {
      return new Interval(mean, halfWidth, null, 1);
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
        return loss == null ? Entry.NONE : Entry.withInterval(loss.difference());
      }));
      rows.add(withSmallestMarked(row(D_DIV + ", " + domain, result,
          (kind, snr) -> lost(result, kind, domain, snr)), schemes(result)));
    }
    rows.add(row(TARGET_TARGET, result, (kind, snr) -> Entry.of(own(result, kind, snr))));
    return new Grid("Table III, sum rate in bps/Hz, mean over " + Names.listed(tests(result, false)) + " or "
        + Names.listed(tests(result, true)) + " and K = " + result.users(), columns(result, result.snrs()), rows,
        Stream.concat(result.conditions().stream(), Stream.of(MARKS, INTERVALS)).toList());
  }

  private static List<String> columns(ExperimentResult result, List<Double> snrs) {
    List<String> columns = new ArrayList<>(List.of("Learned - measured"));
    for (double snr : snrs) {
      schemes(result).forEach(kind -> columns.add(kind.label() + " " + name(snr)));
    }
    return columns;
  }

  /** What stands under a scheme at an SNR. */
  private interface Value {
    Entry of(SchemeKind kind, double snr);
  }

  private static Row row(String name, ExperimentResult result, Value value) {
    return row(name, result, result.snrs(), value);
  }

  private static Row row(String name, ExperimentResult result, List<Double> snrs, Value value) {
    return new Row(name, false, snrs.stream().flatMap(snr -> schemes(result).stream()
        .map(kind -> value.of(kind, snr))).toList());
  }

  private static Entry lost(ExperimentResult result, SchemeKind kind, SourceDomain domain, double snrDb) {
    Loss loss = loss(result, kind, domain, snrDb);
    return loss == null ? Entry.NONE : Entry.withInterval(loss.percent(), 1);
  }

  /** The smallest loss at each SNR is the best. */
  private static Row withSmallestMarked(Row row, List<SchemeKind> schemes) {
    List<Entry> entries = new ArrayList<>();
    for (int first = 0; first < row.entries().size(); first += schemes.size()) {
      entries.addAll(Grid.marked(row.entries().subList(first, first + schemes.size()),
          i -> schemes.get(i).competes(), Comparator.naturalOrder()));
    }
    return new Row(row.name(), row.competes(), entries);
  }

  @Override
  public Grid besidePaper(ExperimentResult result) {
    ReferenceRates paper = ReferenceRates.tableThree();
    List<Double> snrs = result.snrs().stream().filter(snr -> paper.tasks().contains(name(snr))).toList();
    List<SourceDomain> domains = domains(result);
    List<Row> rows = new ArrayList<>();
    rows.add(row(SOURCE_SOURCE + ", paper", result, snrs, (kind, snr) -> published(paper, kind, SOURCE_SOURCE, snr)));
    domains.forEach(domain -> rows.add(row(SOURCE_SOURCE + HERE + domain, result, snrs,
        (kind, snr) -> Entry.of(source(result, kind, domain, snr)))));
    rows.add(row(SOURCE_TARGET + ", paper", result, snrs, (kind, snr) -> published(paper, kind, SOURCE_TARGET, snr)));
    domains.forEach(domain -> rows.add(row(SOURCE_TARGET + HERE + domain, result, snrs,
        (kind, snr) -> Entry.of(target(result, kind, domain, snr)))));
    rows.add(row(D_DIV + ", paper", result, snrs, (kind, snr) -> has(paper, kind)
        ? Entry.of(new Loss(exactly(paper, kind, SOURCE_SOURCE, snr), exactly(paper, kind, SOURCE_TARGET, snr))
            .percent().mean(), 1) : Entry.NONE));
    domains.forEach(domain -> rows.add(withSmallestMarked(row(D_DIV + HERE + domain, result, snrs,
        (kind, snr) -> lost(result, kind, domain, snr)), schemes(result))));
    return new Grid("Table III beside the paper's, sum rate in bps/Hz", columns(result, snrs), rows, Stream.concat(
        Stream.of("Paper: " + paper.source(), MARKS, INTERVALS), result.conditions().stream()).toList());
  }

  private static boolean has(ReferenceRates paper, SchemeKind kind) {
    return paper.rates().containsKey(kind.label() + " " + SOURCE_SOURCE);
  }

  private static Entry published(ReferenceRates paper, SchemeKind kind, String way, double snrDb) {
    return has(paper, kind) ? Entry.of(exactly(paper, kind, way, snrDb)) : Entry.NONE;
  }

  /** The paper's rate, which has no interval. */
  private static Interval exactly(ReferenceRates paper, SchemeKind kind, String way, double snrDb) {
    return new Interval(paper.rate(kind.label() + " " + way, name(snrDb)), 0, null, 1);
  }

  /** An SNR as columns name it. */
  private static String name(double snrDb) {
    return String.format(Locale.ROOT, "%.0f dB", snrDb);
  }

  @Override
  public Figure chart(ExperimentResult result) {
    List<SourceDomain> domains = domains(result);
    Check.that(!domains.isEmpty(), "no network of a source domain is done yet; there is nothing to draw");
    List<Curve> curves = new ArrayList<>();
    for (SourceDomain domain : domains) {
      for (SchemeKind kind : schemes(result)) {
        List<Double> done = result.snrs().stream().filter(snr -> loss(result, kind, domain, snr) != null).toList();
        if (!done.isEmpty()) {
          curves.add(Curve.of(kind.label() + ", " + words(domain), done,
              done.stream().map(snr -> loss(result, kind, domain, snr).percent()).toList())
              .styled(domain == domains.get(0) ? Style.USUAL : Style.SECOND));
        }
      }
    }
    return new Figure("Lost on " + Names.listed(tests(result, true)) + " by networks that learned "
        + domains.stream().map(DomainGeneralizationDrawing::words).collect(Collectors.joining(", or ")),
        "SNR [dB]", "Share of the sum rate lost [%]", Figure.Form.LINES, curves);
  }

  private static String words(SourceDomain domain) {
    return switch (domain) {
      case UMA_AND_UMI -> "UMa and UMi";
      case UMI_ONLY -> "UMi alone";
    };
  }

  private static Loss loss(ExperimentResult result, SchemeKind kind, SourceDomain domain, double snrDb) {
    Interval source = source(result, kind, domain, snrDb);
    Interval target = target(result, kind, domain, snrDb);
    return source == null || target == null ? null : new Loss(source, target);
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
