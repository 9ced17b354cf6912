package io.wifoe.experiment;

import io.wifoe.experiment.Grid.Entry;
import io.wifoe.experiment.Grid.Row;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Table II, the same beside the paper's, and Fig. 3. */
final class TableTwoDrawing implements ExperimentKind.Drawing {
  private static final double MILLION = 1e6;

  @Override
  public Grid table(ExperimentResult result) {
    List<String> tasks = result.tests();
    List<String> columns = new ArrayList<>(List.of("Scheme", "Params of a task [M]", "MACs [M]", "Total params [M]"));
    columns.addAll(tasks);
    columns.addAll(List.of("Avg.", "of WMMSE"));
    double snr = snrDb(result);
    List<Row> rows = new ArrayList<>();
    for (SchemeKind kind : schemes(result)) {
      List<Entry> entries = new ArrayList<>(costs(result, kind));
      tasks.forEach(task -> entries.add(Entry.of(rate(result, kind, List.of(task), snr))));
      Interval average = rate(result, kind, tasks, snr);
      entries.add(Entry.withInterval(average));
      entries.add(share(average, rate(result, SchemeKind.WMMSE, tasks, snr)));
      rows.add(new Row(kind.label(), kind.competes(), entries));
    }
    List<String> notes = new ArrayList<>(result.conditions());
    notes.add(Footnotes.MARKS + ".");
    notes.add("ZF, WMMSE, MRT and RZF know every channel; users of DFT and Type I know their own and name a beam, for "
        + "zero forcing on the beams.");
    notes.addAll(Stream.of(SchemeKind.DFT, SchemeKind.TYPE_ONE).filter(result::has)
        .map(kind -> bits(result, kind)).toList());
    if (result.has(SchemeKind.BEAM_PAIRS)) {
      notes.add("Users of " + SchemeKind.BEAM_PAIRS.label()
          + " name two beams and their ratio in B bits, for the same.");
    }
    if (result.has(SchemeKind.ANY_ARRAY)) {
      notes.add(SchemeKind.ANY_ARRAY.label() + " is not of the paper: pilots and outer layers of one network follow "
          + "from each task's array. MACs are those of the plain network that it is for a configuration.");
    }
    return new Grid(String.format(Locale.ROOT, "Table II at %.0f dB, sum rate in bps/Hz, mean over K = %s", snr,
        result.users()), columns, rows, notes).marked(4, 4 + tasks.size());
  }

  /** How many bits a beam has, which is not the task's number where its codebook ends before it. */
  private static String bits(ExperimentResult result, SchemeKind kind) {
    return of(result, kind).stream().flatMap(cell -> cell.tests().stream()).map(CellTest::task).distinct()
        .map(task -> kind.beams(task).bits() + " of " + task.bits() + " (" + task.name() + ")")
        .collect(Collectors.joining(", ", "Bits that a user of " + kind.label() + " sends of the task's B: ", "."));
  }

  /** Parameters of a task's network, multiply-accumulates, and parameters of all networks. */
  private static List<Entry> costs(ExperimentResult result, SchemeKind kind) {
    List<Cell> cells = of(result, kind);
    if (!kind.learns()) {
      return List.of(Entry.NONE, Entry.NONE, Entry.NONE);
    }
    CellScheme scheme = cells.get(0).scheme();
    List<TaskConfig> tasks = cells.stream().flatMap(cell -> cell.tasks().stream()).distinct().toList();
    double ofOne = tasks.stream().mapToLong(task -> scheme.parameters(List.of(task))).average().orElseThrow();
    long total = cells.stream().filter(cell -> cell.seed() == cells.get(0).seed())
        .mapToLong(cell -> scheme.parameters(cell.tasks())).sum();
    return List.of(Entry.of(ofOne / MILLION, 2), Entry.of(scheme.macs(tasks) / MILLION, 2),
        Entry.of(total / MILLION, 2));
  }

  @Override
  public Grid besidePaper(ExperimentResult result) {
    ReferenceRates paper = ReferenceRates.tableTwo();
    List<String> tasks = result.tests().stream().filter(paper.tasks()::contains).toList();
    List<String> columns = new ArrayList<>(List.of("Scheme"));
    columns.addAll(tasks);
    columns.addAll(List.of("Avg.", "of WMMSE"));
    double snr = snrDb(result);
    List<Row> rows = new ArrayList<>();
    for (SchemeKind kind : schemes(result)) {
      boolean published = paper.rates().containsKey(kind.label());
      if ((published || kind.learns()) && !tasks.isEmpty()) {
        if (published) {
          rows.add(new Row(kind.label() + ", paper", false, paper(paper, kind, tasks)));
        }
        List<Entry> ours = new ArrayList<>();
        tasks.forEach(task -> ours.add(Entry.of(rate(result, kind, List.of(task), snr))));
        Interval average = rate(result, kind, tasks, snr);
        ours.add(Entry.of(average));
        ours.add(share(average, rate(result, SchemeKind.WMMSE, tasks, snr)));
        rows.add(new Row(kind.label() + ", here", kind.competes(), ours));
      }
    }
    return new Grid("Table II beside the paper's, sum rate in bps/Hz", columns, rows,
        Stream.concat(Stream.of(tasks.isEmpty() ? "The paper has none of these tasks." : "Paper: " + paper.source(),
            Footnotes.MARKS + ", of those here."), result.conditions().stream()).toList())
        .marked(1, tasks.size() + 1);
  }

  private static List<Entry> paper(ReferenceRates paper, SchemeKind kind, List<String> tasks) {
    List<Entry> entries = new ArrayList<>();
    tasks.forEach(task -> entries.add(Entry.of(paper.rate(kind.label(), task), 2)));
    double mean = mean(paper, kind, tasks);
    entries.add(Entry.of(mean, 2));
    entries.add(percent(mean / mean(paper, SchemeKind.WMMSE, tasks)));
    return entries;
  }

  private static double mean(ReferenceRates paper, SchemeKind kind, List<String> tasks) {
    return tasks.stream().mapToDouble(task -> paper.rate(kind.label(), task)).average().orElse(Double.NaN);
  }

  @Override
  public Figure chart(ExperimentResult result) {
    return SnrSweep.of(result);
  }

  /** The mean over tasks of a scheme; null where a task is missing. */
  static Interval rate(ExperimentResult result, SchemeKind kind, List<String> tasks, double snrDb) {
    return result.mean(cell -> cell.scheme().kind() == kind, tasks, snrDb);
  }

  /** Schemes that have cells, those without training first, as the paper lists them. */
  static List<SchemeKind> schemes(ExperimentResult result) {
    return Stream.of(TableTwo.UNTRAINED, TableTwo.OF_ONE_TASK, TableTwo.OF_SEVERAL_TASKS)
        .flatMap(List::stream).filter(result::has).toList();
  }

  private static List<Cell> of(ExperimentResult result, SchemeKind kind) {
    return result.cells().stream().map(CellResult::cell).filter(cell -> cell.scheme().kind() == kind).toList();
  }

  private static double snrDb(ExperimentResult result) {
    return result.snrs().contains(TableTwo.SNR_DB) ? TableTwo.SNR_DB : result.snrDb();
  }

  private static Entry share(Interval rate, Interval wmmse) {
    return rate == null || wmmse == null ? Entry.NONE : percent(rate.mean() / wmmse.mean());
  }

  private static Entry percent(double share) {
    return Entry.of(String.format(Locale.ROOT, "%.1f %%", 100 * share));
  }
}
