package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Estimate;
import io.wifoe.experiment.Conditions;
import io.wifoe.task.Multipath;
import io.wifoe.task.Normalization;
import io.wifoe.task.PilotPower;
import io.wifoe.task.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TablesTest {
  private record Measured(double snrDb, long residentMiB) {}

  private record Result(String scheme, int users, Estimate sumRate, boolean isTrained) {}

  @Test
  void recordsBecomeRowsAndNestedRecordsColumns() {
    Table table = Tables.of("results", List.of(
        new Result("ZF", 3, new Estimate(7.23456789, 0.0512345, 1000), false),
        new Result("WiFo-E", 8, new Estimate(12.3, 0.04, 1000), true)));
    assertEquals(List.of("scheme", "users", "sum rate mean", "sum rate ci95", "sum rate samples", "is trained"),
        table.columnNames());
    assertEquals(7.23456789, table.doubleColumn("sum rate mean").get(0), 0, "values are kept in full");
    String shown = table.print();
    assertTrue(shown.contains(" 7.23 ") && shown.contains("12.30"), shown);
    assertTrue(shown.contains("0.05123"), shown);
  }

  @Test
  void unitsStandInBrackets() {
    assertEquals(List.of("SNR [dB]", "resident [MiB]"),
        Tables.of("units", List.of(new Measured(10, 100))).columnNames());
  }

  private record Hard(double rate, float share, Double error) {}

  @Test
  void numbersReadAsPromisedAndMissingOnesAreBlank() {
    String shown = Tables.of("hard", List.of(new Hard(-1234.567, 1.5f, Double.NaN), new Hard(Double.POSITIVE_INFINITY,
        2e-7f, 1e-7))).print();
    assertTrue(shown.contains("-1,235") && shown.contains("∞") && shown.contains("1.500"), shown);
    assertTrue(shown.contains("2.000E-7") && shown.contains("1.000E-7") && !shown.contains("NaN"), shown);
  }

  private record Figure(String scheme, Integer bits, Boolean fullCsi, Conditions assumptions) {}

  @Test
  void whatAllFiguresRestOnStandsAboveThemAndWhatDiffersBeside() {
    Conditions pilots = new Conditions(Reading.STANDARD, Multipath.FULL, Normalization.NONE, PilotPower.TOTAL);
    Conditions none = new Conditions(Reading.STANDARD, Multipath.FULL, Normalization.NONE, null);
    Figure zf = new Figure("ZF", 0, true, none);
    Figure missing = new Figure("late", null, null, null);
    Table alike = Tables.of("rates", List.of(zf, new Figure("DSC", 8, false, pilots), missing));
    assertEquals("rates, reading standard, multipath full, normalization none, pilot power total", alike.name());
    assertEquals(List.of("scheme", "bits", "full csi"), alike.columnNames());
    assertEquals(1, alike.column("bits").countMissing());
    assertEquals(1, alike.column("full csi").countMissing());
    Table unlike = Tables.of("rates", List.of(zf, new Figure("DSC", 8, false, new Conditions(Reading.STANDARD,
        Multipath.FULL, Normalization.UNIT_USER, PilotPower.TOTAL))));
    assertEquals(List.of("scheme", "bits", "full csi", "normalization"), unlike.columnNames());
  }

  @Test
  void refusesNoRows() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Tables.of("results", List.<Result>of()));
    assertEquals("table \"results\" has no rows", e.getMessage());
  }
}
