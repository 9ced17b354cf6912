package io.wifoe.notebook;

import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.model.Objective;
import io.wifoe.training.LearningCurve;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Values that measurements have and charts are not made for: missing, infinite, at the edge, all alike. */
class HardValuesTest {
  private static final Color BLUE = new Color(0x00, 0x72, 0xB2);

  private static Line line(String name, double... y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> 5 * i);
    return Line.of(name, x, y);
  }

  /** Pixels of the first series' colour in an upright slice of the picture, the plot's edges left out. */
  private static long blue(Chart<?, ?> chart, double from, double to) {
    BufferedImage image = Charts.image(chart);
    long count = 0;
    for (int x = (int) (from * image.getWidth()); x < to * image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        count += image.getRGB(x, y) == BLUE.getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aMissingValueLeavesAGapInALine() {
    XYChart whole = Charts.lines("gap", "x", "y", line("A", 1, 2, 3, 4, 5, 6));
    XYChart gap = Charts.lines("gap", "x", "y", line("A", 1, 2, NaN, NaN, 5, 6));
    assertTrue(blue(whole, 0.45, 0.6) > 100);
    assertEquals(0, blue(gap, 0.45, 0.6));
    assertTrue(blue(gap, 0.05, 0.3) > 100 && blue(gap, 0.8, 1) > 100);
  }

  @Test
  void aPointBetweenGapsIsSeenWhereCurvesHaveNoMarkers() {
    XYSeries lonely = Charts.curves("curves", "x", "y", line("A", NaN, 1, NaN, 3, 4)).getSeriesMap().get("A");
    assertTrue(lonely.getMarker() != SeriesMarkers.NONE);
    XYSeries joined = Charts.curves("curves", "x", "y", line("A", NaN, 1, 2, NaN, 3, 4)).getSeriesMap().get("A");
    assertEquals(SeriesMarkers.NONE, joined.getMarker());
    assertTrue(blue(Charts.curves("one", "x", "y", line("A", 3)), 0, 1) > 50);
  }

  @Test
  void anErrorBarThatIsMissingIsNotDrawnAndTheAxisStillCountsItsPoint() {
    XYChart chart = Charts.lines("bars", "x", "y", line("A", 0.1, 2, 9).withError(NaN, 0.1, 0.1));
    assertEquals(0.0, chart.getStyler().getYAxisMin());
    Charts.image(chart);
  }

  @Test
  void aMissingCellOfAHeatMapIsWhiteAndTheOthersKeepTheirShades() {
    HeatMapChart chart = Charts.heatMap("heat", "x", "y", List.of("1", "2", "3"), List.of("a", "b"),
        new double[][] {{NaN, 2, 3}, {4, 5, 6}}, 2);
    assertEquals(2, chart.getStyler().getMin());
    assertEquals(6, chart.getStyler().getMax());
    BufferedImage image = Charts.image(chart);
    int top = image.getHeight() / 4;
    assertEquals(Color.WHITE.getRGB(), image.getRGB(image.getWidth() / 8, top));
    assertEquals(ChartTheme.HEAT[0].getRGB(), image.getRGB(image.getWidth() * 3 / 8, top), "the least value");
  }

  @Test
  void theScaleOfAHeatMapRoundsAsItsPlacesDo() {
    HeatMapChart chart = Charts.heatMap("heat", "x", "y", List.of("1", "2", "3"), List.of("a"),
        new double[][] {{0.0175, 0.125, 0.3349}}, 2);
    assertEquals(0.02, chart.getStyler().getMin());
    assertEquals(0.33, chart.getStyler().getMax());
    assertEquals(List.of(0.02, 0.13, 0.33),
        chart.getSeriesMap().get("heat").getHeatData().stream().map((Number[] cell) -> cell[2]).toList());
    BufferedImage image = Charts.image(chart);
    assertEquals(ChartTheme.HEAT[2].getRGB(), image.getRGB(image.getWidth() * 7 / 10, image.getHeight() / 4));
  }

  @Test
  void aTrainingThatWasStoppedBeforeItsFirstPointIsDrawnAndSaysSo() {
    XYChart chart = Charts.learningCurve("stopped", LearningCurve.of(Objective.SUM_RATE, List.of()));
    assertEquals("Sum rate [bps/Hz]", chart.getYAxisTitle());
    assertEquals(0, blue(chart, 0, 1));
    BufferedImage image = Charts.image(chart);
    assertTrue(dark(image.getSubimage(image.getWidth() / 2, image.getHeight() / 3, image.getWidth() / 8,
        image.getHeight() / 3)) > 100, "words in the middle");
  }

  private static long dark(BufferedImage image) {
    return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .filter(rgb -> new Color(rgb).getRed() < 0x80).count();
  }

  @Test
  void anErrorBarToZeroEndsAtTheEdgeOfALogarithmicAxis() {
    XYChart chart = Charts.semilog("log", "x", "y", line("A", 2e-3, 2e-2, 0.5).withError(3e-3, 1e-2, 0.1),
        line("B", NaN, 1e-2, 1e-1));
    assertEquals(1e-3, chart.getStyler().getYAxisMin(), 1e-12);
    assertEquals(1.0, chart.getStyler().getYAxisMax(), 1e-12);
    assertArrayEquals(new double[] {NaN, 1e-2, 0.1}, chart.getSeriesMap().get("A").getExtraValues());
    XYSeries bar = chart.getSeriesMap().get("A at 0.0");
    assertArrayEquals(new double[] {1e-3, 5e-3}, bar.getYData(), 1e-12);
    assertEquals(3, chart.getSeriesMap().size());
    assertTrue(blue(chart, 0, 1) > 100);
  }

  @Test
  void aLogarithmicAxisHasPowersOfTenAtBothEndsHoweverNarrowItIs() {
    XYChart narrow = Charts.semilog("log", "x", "y", line("A", 2, 3, 4));
    assertEquals(List.of(1.0, 10.0), List.of(narrow.getStyler().getYAxisMin(), narrow.getStyler().getYAxisMax()));
    XYChart constant = Charts.semilog("log", "x", "y", line("A", 10, 10));
    assertEquals(List.of(1.0, 100.0), List.of(constant.getStyler().getYAxisMin(), constant.getStyler().getYAxisMax()));
    Charts.image(Charts.semilog("log", "x", "y", line("A", Double.MIN_VALUE, 1)));
  }

  @Test
  void pointsThatAreOneOrAllAlikeOrAllMissingAreDrawn() {
    assertTrue(blue(Charts.lines("single", "x", "y", line("A", 0)), 0, 1) > 50);
    assertTrue(blue(Charts.lines("constant", "x", "y", line("A", 3, 3, 3)), 0, 1) > 500);
    assertEquals(0, blue(Charts.lines("missing", "x", "y", line("A", NaN, NaN)), 0, 1));
    Charts.image(Charts.bars("missing", "x", "y", List.of("T1"), Map.of("A", new double[] {NaN})));
    Charts.image(Charts.heatMap("one", "x", "y", List.of("1"), List.of("a"), new double[][] {{2}}, 0));
  }

  @Test
  void barsBelowZeroStandBetweenRoundNumbers() {
    Ends ends = Ends.of(new double[] {-1, NaN, 2});
    assertEquals(new Ends(-1.5, 2.5), ends);
    assertEquals(0, Ends.of(new double[] {1, 2}).least());
  }

  private record Ends(double least, Double most) {
    static Ends of(double[] bars) {
      var styler = Charts.bars("bars", "x", "y", Arrays.stream(bars).mapToObj(String::valueOf).toList(),
          Map.of("A", bars)).getStyler();
      return new Ends(styler.getYAxisMin(), styler.getYAxisMax());
    }
  }

  @Test
  void whatCannotBeDrawnIsRefusedByASentence() {
    refuses("line A has Infinity at 5.0; a chart draws values below 1e300 in size, and NaN leaves a gap",
        () -> line("A", 1, POSITIVE_INFINITY));
    refuses("line A has the x value NaN; a chart draws values below 1e300 in size",
        () -> Line.of("A", new double[] {NaN}, new double[] {1}));
    refuses("line A has an error bar of -1.0 at 5.0; it is zero or more and below 1e300, NaN for none",
        () -> line("A", 1, 2).withError(1, -1));
    refuses("chart \"two\" has two lines named A; a legend tells lines apart by their names",
        () -> Charts.lines("two", "x", "y", line("A", 1, 2), line("A", 2, 3)));
    refuses("chart \"none\" has no lines", () -> Charts.lines("none", "x", "y"));
    refuses("chart \"none\" has no rows", () -> Charts.sumRate("none", List.of()));
    refuses("bars A have values of 1e300 or more; NaN leaves a gap",
        () -> Charts.bars("bars", "x", "y", List.of("T1"), Map.of("A", new double[] {POSITIVE_INFINITY})));
    refuses("chart \"bars\" of 1 groups has 0 series of bars; it needs one of each at least",
        () -> Charts.bars("bars", "x", "y", List.of("T1"), Map.of()));
    refuses("heat map \"heat\" has no values", () -> Charts.heatMap("heat", "x", "y", List.of("1"), List.of("a"),
        new double[][] {{NaN}}, 2));
    refuses("heat map \"heat\" has values of 1e300 or more; NaN leaves a place white",
        () -> Charts.heatMap("heat", "x", "y", List.of("1", "2"), List.of("a"), new double[][] {{1, POSITIVE_INFINITY}},
            2));
  }

  private static void refuses(String sentence, Executable drawing) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, drawing).getMessage());
  }

  @Test
  void aLetterThatNoFontHasIsFound() {
    assertEquals(-1, Glyphs.firstMissing("Überträger, K = 3 [bps/Hz]"));
    assertEquals(0x10FFFE, Glyphs.firstMissing("x" + Character.toString(0x10FFFE)), "a code point of no script");
  }
}
