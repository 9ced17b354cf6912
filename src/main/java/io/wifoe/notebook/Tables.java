package io.wifoe.notebook;

import io.wifoe.Check;
import io.wifoe.experiment.Conditions;
import io.wifoe.kernel.GenuineKernels;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Result records as tables. */
public final class Tables {
  static {
    GenuineKernels.join();
  }

  private Tables() {}

  /**
   * A table with a row for each record and a column for each component, named after it ({@code sumRate} becomes
   * "sum rate"); components that are records themselves give a column for each of theirs. Values are kept in full and
   * shown with four significant digits of the column's largest, below 1e-5 and from 1e9 on with an exponent. Null is a
   * missing value; a component that is null in every record has no column. {@link Conditions} that all figures share
   * stand in the table's name.
   *
   * @param rows records of one class, at least one
   */
  public static <R extends Record> Table of(String name, List<R> rows) {
    Check.that(!rows.isEmpty(), "table \"%s\" has no rows", name);
    Table table = Table.create(name);
    addColumns(table, "", rows.get(0).getClass(), rows);
    return table;
  }

  private static void addColumns(Table table, String prefix, Class<?> type, List<?> records) {
    for (RecordComponent component : type.getRecordComponents()) {
      List<?> values = records.stream().map(each -> value(component, each)).toList();
      String name = (prefix + words(component.getName())).trim();
      if (values.stream().allMatch(Objects::isNull)) {
        continue;
      }
      if (component.getType() == Conditions.class) {
        addConditions(table, values);
      } else if (component.getType().isRecord()) {
        addColumns(table, name + " ", component.getType(), values);
      } else {
        table.addColumns(column(name, component.getType(), values));
      }
    }
  }

  /** What all figures that say it rest on stands above them, the rest beside each. */
  private static void addConditions(Table table, List<?> conditions) {
    for (RecordComponent component : Conditions.class.getRecordComponents()) {
      List<?> values = conditions.stream().map(each -> value(component, each)).toList();
      List<?> different = values.stream().filter(Objects::nonNull).distinct().toList();
      String name = words(component.getName());
      if (different.size() == 1) {
        table.setName(table.name() + ", " + name + " " + different.get(0));
      } else if (different.size() > 1) {
        table.addColumns(column(name, component.getType(), values));
      }
    }
  }

  private static Column<?> column(String name, Class<?> type, List<?> values) {
    if (type == double.class || type == float.class || type == Double.class || type == Float.class) {
      double[] numbers = values.stream().mapToDouble(v -> v == null ? Double.NaN : ((Number) v).doubleValue())
          .toArray();
      DoubleColumn column = DoubleColumn.create(name, numbers);
      column.setPrintFormatter(SignificantDigits.of(numbers), "");
      return column;
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      LongColumn column = LongColumn.create(name);
      values.forEach(v -> column.append(v == null ? null : Long.valueOf(((Number) v).longValue())));
      return column;
    }
    if (type == boolean.class || type == Boolean.class) {
      return BooleanColumn.create(name, values.toArray(Boolean[]::new));
    }
    return StringColumn.create(name, values.stream().map(v -> v == null ? null : v.toString()).toList());
  }

  private static Object value(RecordComponent component, Object each) {
    if (each == null) {
      return null;
    }
    try {
      component.getAccessor().setAccessible(true); // records that notebooks declare are not public
      return component.getAccessor().invoke(each);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("component " + component.getName() + " cannot be read", e);
    }
  }

  private static String words(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT)
        .replaceAll("\\bsnr\\b", "SNR").replaceAll("\\bdb$", "[dB]").replaceAll("\\bmi b$", "[MiB]");
  }
}
