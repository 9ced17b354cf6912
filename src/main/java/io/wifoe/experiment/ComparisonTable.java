package io.wifoe.experiment;

import io.wifoe.Names;
import io.wifoe.experiment.Grid.Entry;
import io.wifoe.experiment.Grid.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link ComparisonResult} as a paper prints it. */
final class ComparisonTable {
  private static final double MILLION = 1e6;

  private ComparisonTable() {}

  /** What stands in a column of sum rates: an SNR and the numbers of users over which is averaged. */
  private record Point(String name, double snrDb, SortedSet<Integer> users) {}

  static Grid of(ComparisonResult result) {
    List<Point> points = points(result);
    List<Column> more = Stream.concat(shares(points), Stream.of(
        new Column("L", one(row -> some(row.pilots()))), new Column("B", one(row -> some(row.feedbackBits()))),
        new Column("Params [M]", one(row -> millions(row.parameters()))),
        new Column("MACs [M]", one(row -> millions(row.macs()))),
        new Column("Told the channels", one(row -> row.fullCsi() == null ? null : row.fullCsi() ? "yes" : "no"))))
        .filter(column -> result.schemes().stream().anyMatch(scheme -> column.text(result, scheme) != null)).toList();
    List<String> compete = competing(result);
    List<Row> rows = new ArrayList<>();
    for (String scheme : result.schemes()) {
      List<Entry> entries = new ArrayList<>();
      points.forEach(point -> entries.add(Entry.withInterval(result.mean(scheme, point.snrDb, point.users))));
      more.forEach(column -> entries.add(Entry.of(Objects.requireNonNullElse(column.text(result, scheme), "-"))));
      rows.add(new Row(scheme, compete.contains(scheme), entries));
    }
    List<String> columns = Stream.of(Stream.of("Scheme"), points.stream().map(Point::name),
        more.stream().map(Column::name)).flatMap(names -> names).toList();
    return new Grid(result.title() + ", sum rate in bps/Hz" + across(result), columns, rows,
        notes(result, compete)).marked(1, points.size());
  }

  /** Those that know channels by pilots alone, all where there are none; nobody competes with himself. */
  private static List<String> competing(ComparisonResult result) {
    List<String> byPilots = result.schemes().stream().filter(scheme -> of(result, scheme)
        .anyMatch(ComparisonTable::sendsPilots)).toList();
    List<String> all = byPilots.isEmpty() ? result.schemes() : byPilots;
    return all.size() > 1 ? all : List.of();
  }

  /** A column behind the sum rates. */
  private record Column(String name, Function<List<SchemeRow>, Object> value) {
    /** Null for nothing. */
    String text(ComparisonResult result, String scheme) {
      Object found = value.apply(of(result, scheme).filter(row -> !row.isMissing()).toList());
      return found == null ? null : found.toString();
    }
  }

  private static Stream<SchemeRow> of(ComparisonResult result, String scheme) {
    return result.rows().stream().filter(row -> row.scheme().equals(scheme));
  }

  private static boolean sendsPilots(SchemeRow row) {
    return row.assumptions() != null && row.assumptions().pilotPower() != null;
  }

  private static List<Point> points(ComparisonResult result) {
    if (isAcrossUsers(result)) {
      return result.users().stream().map(k -> new Point("K = " + k, result.snrs().first(), new TreeSet<>(List.of(k))))
          .toList();
    }
    return result.snrs().stream().map(snr -> new Point(decibel(snr), snr, result.users())).toList();
  }

  private static boolean isAcrossUsers(ComparisonResult result) {
    return result.snrs().size() == 1 && result.users().size() > 1;
  }

  private static String across(ComparisonResult result) {
    return isAcrossUsers(result) ? " at " + decibel(result.snrs().first()) : ", " + usersText(result.users());
  }

  /** {@code K = 4} or {@code mean over K = 3..8}. */
  static String usersText(SortedSet<Integer> users) {
    String all = users.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return users.size() == 1 ? "K = " + all : "mean over K = "
        + (users.last() - users.first() == users.size() - 1 ? users.first() + ".." + users.last() : all);
  }

  private static String decibel(double snr) {
    return (snr == Math.rint(snr) ? String.valueOf((long) snr) : String.valueOf(snr)) + " dB";
  }

  /** The share of WMMSE behind each sum rate, mean over K. */
  private static Stream<Column> shares(List<Point> points) {
    return points.stream().map(point -> new Column(points.size() == 1 ? "of WMMSE" : point.name + ", of WMMSE",
        rows -> {
          List<SchemeRow> own = rows.stream().filter(row -> row.snrDb() == point.snrDb
              && point.users.contains(row.users()) && row.shareOfWmmse() != null).toList();
          double bounds = own.stream().mapToDouble(row -> row.sumRate() / row.shareOfWmmse()).sum();
          return own.size() < point.users.size() ? null : String.format(Locale.ROOT, "%.1f %%",
              100 * own.stream().mapToDouble(SchemeRow::sumRate).sum() / bounds);
        }));
  }

  /** What does not depend on the point, or that of the most users. */
  private static Function<List<SchemeRow>, Object> one(Function<SchemeRow, Object> value) {
    return rows -> rows.stream().max((a, b) -> Integer.compare(a.users(), b.users())).map(value).orElse(null);
  }

  /** Null for what a scheme has none of. */
  private static Integer some(Integer number) {
    return number == null || number == 0 ? null : number;
  }

  private static String millions(Long number) {
    return number == null || number == 0 ? null : String.format(Locale.ROOT, "%,.2f", number / MILLION);
  }

  /** What the figures rest on. */
  private static List<String> notes(ComparisonResult result, List<String> compete) {
    List<String> lines = new ArrayList<>();
    List<String> assumed = Stream.of(shared(result, "reading ", Conditions::reading),
        shared(result, "multipath ", Conditions::multipath), shared(result, "normalised ", Conditions::normalization),
        shared(result, "pilot power ", Conditions::pilotPower)).flatMap(all -> all).toList();
    lines.add((result.scale() == null ? "" : "Scale " + Names.of(result.scale()) + "; ")
        + (assumed.isEmpty() ? "assumptions unknown" : "assumed: " + String.join(", ", assumed)));
    result.trainings().stream().map(training -> String.format(Locale.ROOT, "at %s for %,d steps of %s, seed %d",
        training.settings().snr(), training.steps(), training.settings().batch(), training.settings().seed()))
        .distinct().forEach(training -> lines.add("Trained " + training));
    result.settings().forEach((name, value) -> lines.add(name.substring(0, 1).toUpperCase(Locale.ROOT)
        + name.substring(1) + ": " + value));
    lines.add("Measured on " + result.rows().stream().map(SchemeRow::samples).filter(Objects::nonNull).distinct()
        .map(samples -> String.format(Locale.ROOT, "%,d", samples)).collect(Collectors.joining(" or "))
        + " samples of each point, the same for every scheme; \u00b1 is the 95 % confidence interval, "
        + result.library());
    if (!compete.isEmpty() && compete.size() < result.schemes().size()) {
      lines.add("Bold and underlined: the best two of those that know channels by pilots alone.");
    }
    return lines;
  }

  private static Stream<String> shared(ComparisonResult result, String name, Function<Conditions, Object> what) {
    List<String> values = result.rows().stream().map(SchemeRow::assumptions).filter(Objects::nonNull).map(what)
        .filter(Objects::nonNull).map(String::valueOf).distinct().toList();
    return values.isEmpty() ? Stream.of() : Stream.of(name + String.join(" or ", values));
  }
}
