package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.Library;
import io.wifoe.experiment.CellResult.Measurement;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What an experiment came to: its cells with all their settings, from which tables and charts are drawn.
 *
 * @param experiment which one
 * @param scale at which scale
 * @param library version that put it together
 * @param planned how many cells there are to do
 * @param cells those that are done
 * @param seconds wall time of all cells together
 */
public record ExperimentResult(ExperimentKind experiment, Scale scale, String library, int planned,
    List<CellResult> cells, double seconds) {
  public ExperimentResult {
    Check.that(experiment != null && scale != null, "a result belongs to an experiment at a scale");
    cells = List.copyOf(cells);
  }

  /** What the cells that are done have come to. */
  public static ExperimentResult of(ExperimentPlan plan, List<CellResult> cells) {
    return new ExperimentResult(plan.experiment(), plan.scale(), Library.NAME, plan.cells().size(), cells,
        cells.stream().mapToDouble(CellResult::seconds).sum());
  }

  /**
   * Reads a result: the file itself, what an experiment in a directory has come to so far, or the result that is kept
   * in a directory without a plan.
   *
   * @throws IOException if there is none or it is damaged
   */
  public static ExperimentResult read(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve(ExperimentRun.RESULT) : path;
    if (Files.isDirectory(path.resolve("cells")) && (CellDirectory.hasPlan(path) || !Files.exists(file))) {
      ExperimentPlan plan = CellDirectory.plan(path);
      return of(plan, CellDirectory.results(path, plan));
    }
    if (!Files.exists(file)) {
      throw new InvalidFileException(path, "holds no result of an experiment; it has no " + ExperimentRun.RESULT);
    }
    return Json.read(file, ExperimentResult.class, "result of an experiment");
  }

  /** Whether every cell is done. */
  public boolean allDone() {
    return cells.size() == planned;
  }

  /** The table of the paper, as it came out here. */
  public Grid table() {
    return experiment.drawing().table(requireSome());
  }

  /** The paper's own figures and ours. */
  public Grid besidePaper() {
    return experiment.drawing().besidePaper(requireSome());
  }

  /** The figure of the paper, as it came out here. */
  public Figure chart() {
    return experiment.drawing().chart(requireSome());
  }

  private ExperimentResult requireSome() {
    Check.that(!cells.isEmpty(), "none of the %d cells is done yet, so there is nothing to show", planned);
    return this;
  }

  /**
   * The mean over tests, numbers of users and seeds at one SNR; null where cells are missing.
   *
   * @param which cells, each seed and test once
   */
  Interval mean(Predicate<Cell> which, List<String> tests, double snrDb) {
    return Averages.of(cells.stream().filter(result -> which.test(result.cell())).toList(), tests, snrDb);
  }

  /** Names of the channels that were measured on. */
  List<String> tests() {
    return cells.stream().flatMap(each -> each.cell().tests().stream()).map(CellTest::name).distinct().toList();
  }

  /** SNRs that were measured at, in dB. */
  List<Double> snrs() {
    return cells.get(0).cell().snrDb();
  }

  /** The SNR of a table that has one: the first of those that were measured. */
  double snrDb() {
    return snrs().get(0);
  }

  /** Numbers of users as a range, for example {@code 3..8}. */
  String users() {
    TaskConfig task = cells.get(0).cell().tests().get(0).task();
    return task.minUsers() + ".." + task.maxUsers();
  }

  /** Whether a scheme has cells that are done. */
  boolean has(SchemeKind kind) {
    return cells.stream().anyMatch(each -> each.cell().scheme().kind() == kind);
  }

  /** The last lines of a table: what its figures rest on. */
  List<String> conditions() {
    return Footnotes.of(this);
  }

  /** Every measurement on a line of its own. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder("cell,scheme,seed,training_samples,learning_rate,test,snr_db,users,sum_rate,"
        + "ci95,test_samples,seconds\n");
    for (CellResult result : cells) {
      Cell cell = result.cell();
      for (Measurement m : result.measurements()) {
        for (int i = 0; i < m.users().size(); i++) {
          csv.append(String.format(Locale.ROOT, "%s,%s,%d,%d,%s,%s,%s,%d,%.5f,%.5f,%d,%.1f%n", cell.name(),
              cell.scheme().kind(), cell.seed(), result.trainingSamples(), result.rate() == null ? "" : result.rate(),
              m.test(), m.snrDb(), m.users().get(i), m.sumRate().get(i), m.ci95().get(i), cell.samples(),
              result.seconds()));
        }
      }
    }
    return csv.toString();
  }
}
