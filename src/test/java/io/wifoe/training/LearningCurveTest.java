package io.wifoe.training;

import static java.lang.Double.NaN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.model.Objective;
import io.wifoe.training.LearningCurve.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LearningCurveTest {
  private static final List<Point> POINTS = List.of(new Point(10, 540, 4.5, 0.75, 2e-3, NaN, NaN),
      new Point(20, 1_080, 6.25, 0.5, 1e-3, 5.5, 0.4375), new Point(25, 1_350, 6.5, 0.25, 0, NaN, NaN));

  @Test
  void aCurveComesBackFromItsFile() {
    LearningCurve curve = LearningCurve.of(Objective.SUM_RATE, POINTS);
    String csv = curve.toCsv();
    assertEquals("step,samples,sum_rate,gradient_norm,learning_rate,validation,share_of_wmmse",
        csv.lines().findFirst().orElseThrow());
    assertEquals("20,1080,6.25,0.5,0.001,5.5,0.4375", csv.lines().toList().get(2));
    assertEquals("25,1350,6.5,0.25,0.0,,", csv.lines().toList().get(3));
    assertEquals(POINTS, LearningCurve.ofCsv(csv, Objective.SUM_RATE).points());
  }

  /** A process that was killed leaves half a line. */
  @Test
  void halfALineIsLeftOut() {
    String csv = LearningCurve.of(Objective.SUM_RATE, POINTS).toCsv();
    assertEquals(POINTS.subList(0, 2), LearningCurve.ofCsv(csv.substring(0, csv.length() - 4), Objective.SUM_RATE)
        .points());
    assertEquals(List.of(), LearningCurve.ofCsv("", Objective.SUM_RATE).points());
  }

  @Test
  void aCurveWithoutShareOfWmmseIsRead() {
    String old = "step,samples,sum_rate,gradient_norm,learning_rate,validation\n10,540,4.5,0.75,0.002,4.0\n";
    assertEquals(List.of(new Point(10, 540, 4.5, 0.75, 2e-3, 4, NaN)),
        LearningCurve.ofCsv(old, Objective.SUM_RATE).points());
  }

  @Test
  void whatIsNoCurveIsRefused() {
    refused("there is no column sum_rate", "step,samples,loss,gradient_norm,learning_rate,validation\n");
    String heading = "step,samples,sum_rate,gradient_norm,learning_rate,validation\n";
    refused("has not the 6 columns", heading + "10,540,4.5\n");
    refused("\"10,540,x,0,0,\" is no row of numbers", heading + "10,540,x,0,0,\n");
  }

  private static void refused(String words, String csv) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> LearningCurve.ofCsv(csv, Objective.SUM_RATE));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void aSummarySaysTheLatestOfEach() {
    LearningCurve curve = LearningCurve.of(Objective.SUM_RATE, List.of());
    assertEquals("", curve.summary());
    assertEquals(NaN, curve.latest());
    assertEquals(NaN, curve.latestFigure(true));
    assertTrue(curve.last().isEmpty());
    curve.add(POINTS.get(0));
    assertEquals("4.50 bps/Hz in training", curve.summary());
    curve.add(POINTS.get(1));
    curve.add(POINTS.get(2));
    assertEquals("6.50 bps/Hz in training, 5.50 = 0.438 of WMMSE on held-out users", curve.summary());
    assertEquals(6.5, curve.latestFigure(false));
    assertEquals(NaN, curve.latestFigure(true));
    assertEquals(POINTS.get(2), curve.last().orElseThrow());
    assertEquals(Objective.SUM_RATE, curve.objective());
    curve.clear();
    assertEquals(List.of(), curve.points());
  }

  @Test
  void aTableHasAColumnForEachFigure() {
    Table table = LearningCurve.of(Objective.SUM_RATE, POINTS).table();
    assertEquals(List.of("step", "samples", Objective.SUM_RATE.name(), "gradient norm", "learning rate", "validation",
        "share of WMMSE"), table.columnNames());
    assertEquals(20, table.longColumn("step").get(1));
    assertEquals(1_080, table.longColumn("samples").get(1));
    assertEquals(List.of(6.25, 0.5, 1e-3, 5.5, 0.4375),
        table.columns().subList(2, 7).stream().map(column -> column.get(1)).toList());
  }
}
