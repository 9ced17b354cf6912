package io.wifoe.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.AtomicFile;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.Library;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a {@link Comparison} came to and all that it rests on. Tables and charts are drawn from it alone, so that it can
 * be kept and drawn again in seconds.
 *
 * @param title what was compared, for tables and charts
 * @param scale of its trainings; null where nothing was trained
 * @param library version that measured it
 * @param settings what else its figures rest on, for example {@code task}, by name
 * @param trainings how schemes have learned, those of which it is known
 * @param rows each scheme once for each number of users K and each SNR
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparisonResult(String title, Scale scale, String library, Map<String, String> settings,
    List<SchemeTraining> trainings, List<SchemeRow> rows) {
  private static final String PLACE = "%s with %d users at %s dB";

  public ComparisonResult {
    Check.that(title != null && !title.isBlank(), "a comparison that is shown or kept needs a title");
    Check.that(!rows.isEmpty(), "comparison \"%s\" has no rows", title);
    List<String> places = rows.stream().map(ComparisonResult::place).toList();
    places.forEach(place -> Check.that(Collections.frequency(places, place) == 1, "comparison \"%s\" has %s twice; "
        + "give one of the two another name", title, place));
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    trainings = List.copyOf(trainings);
    rows = List.copyOf(rows);
  }

  private static String place(SchemeRow row) {
    return PLACE.formatted(row.scheme(), row.users(), row.snrDb());
  }

  /**
   * What schemes came to that {@link Comparison#train} has trained.
   *
   * @param scale of the trainings; null where nothing was trained
   * @throws IllegalArgumentException if a scheme has two rows at one point, or there are no rows
   */
  public static ComparisonResult of(String title, Scale scale, List<SchemeRow> rows) {
    return new ComparisonResult(title, scale, Library.NAME, Map.of(), List.of(), rows);
  }

  /** The same with one more thing that its figures rest on, for example {@code with("task", task)}. */
  public ComparisonResult with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(name, String.valueOf(value));
    return new ComparisonResult(title, scale, library, more, trainings, rows);
  }

  ComparisonResult with(List<SchemeTraining> learned) {
    return new ComparisonResult(title, scale, library, settings, learned, rows);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param path the file, or the directory it is in
   * @throws IOException if there is none or it is damaged; the message names the file
   */
  public static ComparisonResult read(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve(ExperimentRun.RESULT) : path;
    if (!Files.exists(file)) {
      throw new InvalidFileException(path, "holds no comparison; it has no " + ExperimentRun.RESULT);
    }
    return Json.read(file, ComparisonResult.class, "comparison");
  }

  /**
   * Keeps it as {@code result.json}, and as {@code result.csv} with a measurement a line, each whole or not at all.
   *
   * @param directory made if it is not there; null keeps nothing
   * @return this
   */
  public ComparisonResult write(Path directory) throws IOException {
    if (directory != null) {
      Files.createDirectories(directory);
      AtomicFile.write(directory.resolve(ExperimentRun.RESULT), Json.text(this) + "\n");
      AtomicFile.write(directory.resolve(ExperimentRun.TABLE), toCsv());
    }
    return this;
  }

  /** Every measurement on a line of its own; what is missing is empty. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder("scheme,users,snr_db,sum_rate,ci95,test_samples,share_of_wmmse,parameters,"
        + "macs,pilots,feedback_bits\n");
    for (SchemeRow row : rows) {
      csv.append('"').append(row.scheme().replace("\"", "\"\"")).append('"');
      Stream.of(row.users(), row.snrDb(), rounded(row.sumRate()), rounded(row.ci95()), row.samples(),
          rounded(row.shareOfWmmse()), row.parameters(), row.macs(), row.pilots(), row.feedbackBits())
          .forEach(value -> csv.append(',').append(value == null ? "" : value));
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String rounded(Double value) {
    return value == null ? null : String.format(Locale.ROOT, "%.5f", value);
  }

  /**
   * Schemes down and SNRs across, of several K the mean over them; at a single SNR the numbers of users across. Each
   * figure has its 95 % confidence interval. Of the schemes that hear of channels through pilots the best is bold and
   * the second underlined, of all where none does.
   */
  public Grid table() {
    return ComparisonTable.of(this);
  }

  /** Sum rate against SNR, a line with error bars for each scheme; of several K the mean over them. */
  public Figure chart() {
    List<Double> snrs = List.copyOf(snrs());
    List<Figure.Curve> curves = new ArrayList<>();
    for (String scheme : schemes()) {
      List<Double> measured = snrs.stream().filter(snr -> mean(scheme, snr, users()) != null).toList();
      if (!measured.isEmpty()) {
        curves.add(Figure.Curve.of(scheme, measured, measured.stream().map(snr -> mean(scheme, snr, users()))
            .toList()));
      }
    }
    return new Figure(title + ", " + ComparisonTable.usersText(users()), "SNR [dB]", "Sum rate [bps/Hz]",
        Figure.Form.LINES, curves);
  }

  /**
   * The sum rate of held-out users while schemes learned, over the samples that each was trained on.
   *
   * @throws IllegalArgumentException if nothing is known of that
   */
  public Figure learning() {
    List<Figure.Curve> curves = trainings.stream().filter(training -> !training.curve().isEmpty())
        .map(training -> new Figure.Curve(training.scheme(),
            training.curve().stream().map(point -> (double) point.samples()).toList(),
            training.curve().stream().map(SchemeTraining.Point::validation).toList(),
            Collections.nCopies(training.curve().size(), 0.0), List.of())).toList();
    Check.that(!curves.isEmpty(), "comparison \"%s\" keeps no training that was measured on the way", title);
    return new Figure(title + ", while learning", "Training samples", "Sum rate of validation users [bps/Hz]",
        Figure.Form.LINES, curves);
  }

  /**
   * The sum rate of a scheme in bps/Hz, mean over K.
   *
   * @throws IllegalArgumentException if it was not measured there for every K; the message says what there is
   */
  public double sumRate(String scheme, double snrDb) {
    Interval mean = mean(scheme, snrDb, users());
    Check.that(mean != null, "comparison \"%s\" has no figure of \"%s\" at %s dB; it has %s at %s dB", title, scheme,
        snrDb, schemes(), snrs());
    return mean.mean();
  }

  /** Mean and interval over these K, whose samples are independent; null where one is missing. */
  Interval mean(String scheme, double snrDb, SortedSet<Integer> users) {
    List<SchemeRow> points = rows.stream().filter(row -> row.scheme().equals(scheme) && row.snrDb() == snrDb
        && users.contains(row.users()) && !row.isMissing()).toList();
    return points.size() < users.size() ? null : new Interval(
        points.stream().mapToDouble(SchemeRow::sumRate).average().orElseThrow(),
        Math.sqrt(points.stream().mapToDouble(row -> row.ci95() * row.ci95()).sum()) / points.size(), null, 1);
  }

  List<String> schemes() {
    return rows.stream().map(SchemeRow::scheme).distinct().toList();
  }

  SortedSet<Double> snrs() {
    TreeSet<Double> snrs = new TreeSet<>();
    rows.forEach(row -> snrs.add(row.snrDb()));
    return snrs;
  }

  SortedSet<Integer> users() {
    SortedSet<Integer> users = new TreeSet<>();
    rows.forEach(row -> users.add(row.users()));
    return users;
  }
}
