package io.wifoe.experiment;

import io.wifoe.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A table as a paper prints it: schemes down, columns across, the best bold and the second underlined. It only says
 * what stands where; how it looks is the business of whoever shows it.
 *
 * @param title above the table
 * @param columns names across, the first that of the rows
 * @param rows from top to bottom
 * @param notes lines below the table
 */
public record Grid(String title, List<String> columns, List<Row> rows, List<String> notes) {
  /** How an entry stands out. */
  public enum Mark {
    NONE,
    /** The best of its column. */
    BEST,
    /** The second of its column. */
    SECOND
  }

  /**
   * One entry.
   *
   * @param text what is printed, empty for nothing
   * @param value what is compared; null for what is not
   * @param mark how it stands out
   */
  public record Entry(String text, Double value, Mark mark) {
    static final Entry NONE = of("-");

    static Entry of(String text) {
      return new Entry(text, null, Mark.NONE);
    }

    /** A number with so many digits after the point. */
    static Entry of(double value, int decimals) {
      return new Entry(String.format(Locale.ROOT, "%,." + decimals + "f", value), value, Mark.NONE);
    }

    /** A sum rate in bps/Hz; nothing where it is missing. */
    static Entry of(Interval rate) {
      return rate == null ? NONE : of(rate.mean(), 2);
    }

    /** A sum rate with the half width of its interval. */
    static Entry withInterval(Interval rate) {
      return withInterval(rate, 2);
    }

    /** A value with the half width of its interval, with so many digits after the point. */
    static Entry withInterval(Interval value, int decimals) {
      String format = "%." + decimals + "f \u00b1 %." + decimals + "f";
      return value == null ? NONE : new Entry(String.format(Locale.ROOT, format, value.mean(), value.ci95()),
          value.mean(), Mark.NONE);
    }

    /** The printed value without its interval: what is printed alike is alike. */
    private String printed() {
      return text.replaceFirst(" \u00b1 .*", "");
    }

    Entry marked(Mark other) {
      return new Entry(text, value, other);
    }
  }

  /**
   * One row.
   *
   * @param name of the scheme
   * @param competes whether its entries are compared with others'
   * @param entries one for each column behind the name
   */
  public record Row(String name, boolean competes, List<Entry> entries) {
    public Row {
      entries = List.copyOf(entries);
    }
  }

  public Grid {
    for (Row row : rows) {
      Check.that(row.entries.size() == columns.size() - 1, "row %s of table \"%s\" has %d entries for %d columns",
          row.name, title, row.entries.size(), columns.size() - 1);
    }
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** Marks the largest and the second largest value of each of these columns among the rows that compete. */
  Grid marked(int firstColumn, int lastColumn) {
    List<List<Entry>> entries = new ArrayList<>(rows.stream().map(row -> (List<Entry>) new ArrayList<>(row.entries))
        .toList());
    for (int column = firstColumn - 1; column < lastColumn; column++) {
      int at = column;
      List<Entry> marked = marked(entries.stream().map(row -> row.get(at)).toList(),
          i -> rows.get(i).competes, Comparator.reverseOrder());
      for (int i = 0; i < rows.size(); i++) {
        entries.get(i).set(at, marked.get(i));
      }
    }
    List<Row> marked = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      marked.add(new Row(rows.get(i).name, rows.get(i).competes, entries.get(i)));
    }
    return new Grid(title, columns, marked, notes);
  }

  /** Marks the first and the second in this order, printed ties alike. */
  static List<Entry> marked(List<Entry> entries, IntPredicate competes, Comparator<Double> order) {
    List<String> best = IntStream.range(0, entries.size()).filter(competes).mapToObj(entries::get)
        .filter(entry -> entry.value != null).sorted(Comparator.comparing(Entry::value, order)).map(Entry::printed)
        .distinct().limit(2).toList();
    return IntStream.range(0, entries.size()).mapToObj(i -> {
      Entry entry = entries.get(i);
      int place = competes.test(i) && entry.value != null ? best.indexOf(entry.printed()) : -1;
      return entry.marked(place < 0 ? Mark.NONE : place == 0 ? Mark.BEST : Mark.SECOND);
    }).toList();
  }

  /** The table as text, the best with a star and the second with an underscore. */
  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    for (Row row : rows) {
      List<String> line = new ArrayList<>(List.of(row.name));
      row.entries.forEach(entry -> line.add(switch (entry.mark) {
        case BEST -> "*" + entry.text;
        case SECOND -> "_" + entry.text;
        case NONE -> entry.text;
      }));
      lines.add(line);
    }
    StringBuilder text = new StringBuilder(title).append('\n');
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        String padding = " ".repeat(width - line.get(i).length());
        text.append(i == 0 ? line.get(i) + padding : "  " + padding + line.get(i));
      }
      text.append('\n');
    }
    notes.forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }
}
