package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.experiment.Figure;
import io.wifoe.experiment.SchemeKind;
import io.wifoe.experiment.SumRateRow;
import io.wifoe.model.AnyArray;
import io.wifoe.model.Objective;
import io.wifoe.training.LearningCurve;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

class ChartsTest {
  private static final double[] X = {0, 10, 20};
  private static final Line ZF = Line.of("ZF", X, new double[] {2, 7, 18}).withError(0.1, 0.2, 0.3);
  private static final Line WMMSE = Line.of("WMMSE", X, new double[] {5, 12, 23});

  @Test
  void everyKindDrawsItsDataWithoutADisplay() {
    Map<String, double[]> bars = new LinkedHashMap<>(Map.of("ZF", new double[] {7, 8}));
    assertShows(Charts.lines("lines", "SNR [dB]", "Sum rate [bps/Hz]", ZF, WMMSE), new Color(0x606060));
    assertShows(Charts.semilog("semilog", "Number", "Share", ZF), new Color(0x606060));
    assertShows(Charts.scatter("scatter", "x [m]", "y [m]", ZF), new Color(0x606060));
    assertShows(Charts.bars("bars", "Task", "Sum rate [bps/Hz]", List.of("T1", "T2"), bars), new Color(0x606060));
    assertShows(Charts.heatMap("heat", "Expert", "Task", List.of("1", "2"), List.of("T1"),
        new double[][] {{0.2, 0.8}}, 2), new Color(0x6BAED6));
  }

  /** The ends of the horizontal axis; null where the library puts ticks at the points themselves. */
  private static List<Double> ends(Line line) {
    XYChart chart = Charts.lines("ticks", "x", "y", line);
    return Arrays.asList(chart.getStyler().getXAxisMin(), chart.getStyler().getXAxisMax());
  }

  /** The ends without what keeps the library from making ticks of points. */
  private static List<Long> roundEnds(Line line) {
    return ends(line).stream().map(end -> {
      assertEquals(Math.rint(end), end, 1e-9);
      return Math.round(end);
    }).toList();
  }

  private static Line through(double first, double step, int points) {
    double[] x = new double[points];
    Arrays.setAll(x, i -> first + i * step);
    return Line.of("line", x, x.clone());
  }

  @Test
  void aLongTitleStaysInsideItsChart() {
    XYChart chart = Charts.lines("Sum rate against SNR, mean over " + "a task of a long name, ".repeat(4), "x", "y",
        ZF);
    BufferedImage picture = Charts.image(chart);
    for (int y = 0; y < picture.getHeight(); y++) {
      assertEquals(picture.getRGB(picture.getWidth() - 1, 0), picture.getRGB(4, y), "the title begins outside");
    }
    Font font = chart.getStyler().getChartTitleFont();
    List<String> lines = ChartFrame.wrapped(chart.getTitle(), font, chart.getWidth());
    assertTrue(lines.size() > 1, lines.toString());
    assertEquals(chart.getTitle().strip(), String.join(" ", lines));
    assertEquals(List.of("short"), ChartFrame.wrapped("short", font, chart.getWidth()));
  }

  @Test
  void ticksStandAtRoundNumbersOrAtFewPointsThemselves() {
    assertEquals(List.of(0L, 100L), roundEnds(through(1, 1, 96)), "not 1, 4, 7, 10");
    assertEquals(List.of(-90L, -70L), roundEnds(through(-90, 0.6, 31)), "not -88.8, -87.6");
    assertEquals(Arrays.asList(null, null), ends(through(0, 5, 5)), "0, 5, 10, 15, 20 dB are ticks enough");
    assertEquals(List.of(0L, 1000L), roundEnds(Line.of("uneven", new double[] {3, 8, 907}, new double[3])));
    assertEquals(Arrays.asList(null, null), ends(Line.of("one", new double[] {3}, new double[] {1})));
  }

  @Test
  void anAxisBeginsAtZeroWhereItMattersAndALineOfManyPointsHasNoMarkers() {
    assertEquals(0.0, Charts.lines("far", "x", "y", Line.of("a", X, new double[] {1, 2, 9})).getStyler().getYAxisMin());
    assertEquals(null, Charts.lines("near", "x", "y", Line.of("a", X, new double[] {8, 8.5, 9})).getStyler()
        .getYAxisMin());
    assertEquals(null, Charts.lines("below", "x", "y", Line.of("a", X, new double[] {-1, 2, 9})).getStyler()
        .getYAxisMin());
    assertEquals(SeriesMarkers.NONE, Charts.lines("many", "x", "y", through(1, 1, 96)).getSeriesMap().get("line")
        .getMarker());
  }

  @Test
  void schemesAreToldApartAndAPretrainedTrunkLooksLikeItsModel() {
    List<String> names = Arrays.stream(SchemeKind.values()).map(SchemeKind::label).toList();
    Map<String, ChartTheme.Look> looks = ChartTheme.looks(names);
    assertEquals(SchemeKind.values().length - 1, looks.values().stream().distinct().count());
    assertEquals(looks.get("MTL"), looks.get("pretrained trunk, frozen"));
    assertEquals(looks.get("WiFo-E, any array"), ChartTheme.looks(List.of(AnyArray.NAME)).get(AnyArray.NAME));
    assertEquals(looks.get("STL"), ChartTheme.looks(List.of("x", "STL")).get("STL"));
  }

  @Test
  void aSchemeKeepsItsColourAtEveryNumberOfBits() {
    Map<String, ChartTheme.Look> looks = ChartTheme.looks(List.of("beam pairs, 11 bits", "beam pairs, 24 bits", "DFT"));
    assertEquals(ChartTheme.looks(List.of("Beam pairs")).get("Beam pairs"), looks.get("beam pairs, 24 bits"));
    assertEquals(looks.get("beam pairs, 24 bits").lighter(), looks.get("beam pairs, 11 bits"));
    assertEquals(ChartTheme.looks(List.of("any array")).get("any array"),
        ChartTheme.looks(List.of(AnyArray.NAME)).get(AnyArray.NAME));
    assertEquals(3, looks.values().stream().map(ChartTheme.Look::color).distinct().count());
  }

  /** A chart as the text of a vector graphic, in which what this package writes is text. */
  private static String drawn(XYChart chart, Path folder) throws IOException {
    Path file = folder.resolve("chart.svg");
    Charts.save(chart, file);
    return Files.readString(file);
  }

  private static Figure overBudgets(Double... budgets) {
    List<Double> values = Arrays.stream(budgets).map(budget -> 3 + budget / 50_000).toList();
    List<Double> bars = Arrays.stream(budgets).map(budget -> 0.1).toList();
    return new Figure("few", "Training samples", "y", Figure.Form.LINES_OVER_LOGARITHM, List.of(
        new Figure.Curve("STL", List.of(budgets), values, bars, List.of()),
        new Figure.Curve("MRT", List.of(budgets), values, bars, List.of(), Figure.Style.LEVEL)));
  }

  /** From one to seven budgets: a number for each of them, and none elsewhere. */
  @Test
  void ticksOfALogarithmicAxisStandAtTheBudgets(@TempDir Path folder) throws IOException {
    Double[] budgets = {500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0};
    for (int n = 1; n <= budgets.length; n++) {
      XYChart chart = Charts.of(overBudgets(Arrays.copyOf(budgets, n)));
      String text = drawn(chart, folder);
      for (int i = 0; i < budgets.length; i++) {
        assertEquals(i < n, text.contains(String.format(Locale.ROOT, ">%,.0f<", budgets[i])), n + " " + budgets[i]);
      }
      assertFalse(text.contains(">600<"));
      assertFalse(chart.getStyler().isPlotGridVerticalLinesVisible());
    }
  }

  @Test
  void whatLearnsNothingOfABudgetIsALevelWithoutMarkersFromEndToEnd() {
    XYChart chart = Charts.of(overBudgets(500.0));
    XYSeries level = chart.getSeriesMap().get("MRT");
    assertEquals(SeriesMarkers.NONE, level.getMarker());
    assertArrayEquals(new double[] {250, 1000}, level.getXData(), "one budget stands in the middle");
    assertArrayEquals(new double[] {3.01, 3.01}, level.getYData(), 1e-12);
    assertNotEquals(SeriesMarkers.NONE, chart.getSeriesMap().get("STL").getMarker());
  }

  @Test
  void theSecondLineOfASchemeDiffersInItsDashesAlone() {
    Figure.Curve first = new Figure.Curve("MTL, UMa and UMi", List.of(0.0, 10.0), List.of(3.0, 4.0), List.of(0.1, 0.1),
        List.of());
    Figure.Curve second = new Figure.Curve("MTL, UMi alone", first.x(), first.y(), first.ci95(), List.of(),
        Figure.Style.SECOND);
    XYChart chart = Charts.of(new Figure("f", "x", "y", Figure.Form.LINES, List.of(first, second)));
    XYSeries one = chart.getSeriesMap().get(first.name());
    XYSeries two = chart.getSeriesMap().get(second.name());
    assertEquals(one.getLineColor(), two.getLineColor());
    assertEquals(one.getMarker(), two.getMarker());
    assertEquals(new Color(0x0072B2), one.getLineColor());
    assertNull(one.getLineStyle().getDashArray());
    assertNotNull(two.getLineStyle().getDashArray());
    assertTrue(one.getXData()[0] < two.getXData()[0], "so that both bars are seen");
  }

  @Test
  void aLegendStandsBelowThePlotInColumns(@TempDir Path folder) throws IOException {
    XYChart chart = Charts.lines("legend", "x", "y", IntStream.range(0, 12)
        .mapToObj(i -> Line.of("a name of usual length " + i, X, X)).toList());
    String text = drawn(chart, folder);
    assertTrue(IntStream.range(0, 12).allMatch(i -> text.contains(">a name of usual length " + i + "<")));
    assertTrue(chart.getStyler().isLegendVisible());
    assertEquals(2, ChartFrame.columns(List.copyOf(chart.getSeriesMap().values()),
        chart.getStyler().getLegendFont(), chart.getWidth()));
    double width = chart.getScreenXFromChart(20) - chart.getScreenXFromChart(0);
    assertTrue(width > 0.7 * chart.getWidth(), width + " of " + chart.getWidth());
  }

  @Test
  void anExperimentsFigureIsDrawnWithItsBarsLabelsAndLogarithm() {
    Figure figure = new Figure("few", "Samples", "Sum rate [bps/Hz]", Figure.Form.LINES_OVER_LOGARITHM, List.of(
        new Figure.Curve("STL", List.of(500.0, 2_000.0), List.of(3.0, 4.0), List.of(0.1, 0.2), List.of("a", "b"))));
    XYChart chart = Charts.of(figure);
    assertTrue(chart.getStyler().isXAxisLogarithmic());
    assertArrayEquals(new double[] {0.1, 0.2}, chart.getSeriesMap().get("STL").getExtraValues());
    assertShows(chart, new Color(0xD55E00));
    Figure measuredOnce = new Figure("once", "Samples", "Share", Figure.Form.LINES, List.of(
        new Figure.Curve("STL", List.of(500.0, 2_000.0), List.of(3.0, 4.0), List.of(0.0, 0.0), List.of())));
    assertNull(Charts.of(measuredOnce).getSeriesMap().get("STL").getExtraValues(), "no interval, no bar");
  }

  @Test
  void aLearningCurveNamesItsObjectiveAndUnit() {
    LearningCurve estimation = LearningCurve.of(Objective.NMSE, List.of(
        new LearningCurve.Point(1, 8, -2, 1, 1e-3, Double.NaN, Double.NaN),
        new LearningCurve.Point(2, 16, -3, 1, 1e-3, -2.5, Double.NaN)));
    XYChart chart = Charts.learningCurve("curve", estimation);
    assertEquals("NMSE [dB]", chart.getYAxisTitle());
    assertEquals(Set.of("training", "validation"), chart.getSeriesMap().keySet());
    assertArrayEquals(new double[] {16}, chart.getSeriesMap().get("validation").getXData());
    LearningCurve rates = LearningCurve.of(Objective.SUM_RATE, estimation.points().subList(0, 1));
    assertEquals("Sum rate [bps/Hz]", Charts.learningCurve("curve", rates).getYAxisTitle());
    assertEquals(Set.of("training"), Charts.learningCurve("curve", rates).getSeriesMap().keySet());
    XYChart millions = Charts.learningCurve("curve", LearningCurve.of(Objective.SUM_RATE,
        List.of(new LearningCurve.Point(1, 20_000_000, 5, 1, 1e-3, Double.NaN, Double.NaN))));
    assertEquals("Training samples [millions]", millions.getXAxisTitle());
    assertEquals(20, millions.getSeriesMap().get("training").getXData()[0]);
  }

  @Test
  void aSchemeKeepsItsColourInEveryChart() {
    XYChart alone = Charts.lines("a", "x", "y", ZF);
    XYChart among = Charts.lines("b", "x", "y", Line.of("own", X, X), WMMSE, ZF);
    assertEquals(alone.getSeriesMap().get("ZF").getLineColor(), among.getSeriesMap().get("ZF").getLineColor());
    assertEquals(3, among.getSeriesMap().values().stream().map(s -> s.getLineColor()).distinct().count());
  }

  private static List<SumRateRow> rows(String scheme, int users, double first, double second) {
    return List.of(new SumRateRow(scheme, users, 10, second, 0.4, 100),
        new SumRateRow(scheme, users, 0, first, 0.3, 100));
  }

  @Test
  void sumRatesOfSeveralUsersAreTheirMeanOnOneLine() {
    List<SumRateRow> rows = new ArrayList<>(rows("ZF", 3, 2, 6));
    rows.addAll(rows("ZF", 4, 4, 8));
    XYChart chart = Charts.sumRate("rates", rows);
    XYSeries line = chart.getSeriesMap().get("ZF");
    assertEquals(1, chart.getSeriesMap().size());
    assertArrayEquals(new double[] {0, 10}, line.getXData(), "each SNR once, from left to right");
    assertArrayEquals(new double[] {3, 7}, line.getYData());
    assertArrayEquals(new double[] {Math.hypot(0.3, 0.3) / 2, Math.hypot(0.4, 0.4) / 2}, line.getExtraValues(), 1e-12);
    assertEquals("Sum rate, mean over K = 3..4 [bps/Hz]", chart.getYAxisTitle());
    assertEquals("Sum rate [bps/Hz]", Charts.sumRate("rates", rows("ZF", 3, 2, 6)).getYAxisTitle());
    rows.add(new SumRateRow("MRT", 3, 0, 1, 0.1, 100));
    Exception e = assertThrows(IllegalArgumentException.class, () -> Charts.sumRate("rates", rows));
    assertEquals("MRT at 0.0 dB was measured for K = [3] and others for [3, 4]; a mean needs each of them once",
        e.getMessage());
  }

  @Test
  void everyKMayHaveItsLineInTheColourOfItsScheme() {
    List<SumRateRow> rows = new ArrayList<>(rows("ZF", 3, 2, 6));
    rows.addAll(rows("ZF", 4, 4, 8));
    rows.addAll(rows("MRT", 3, 1, 2));
    Map<String, XYSeries> lines = Charts.sumRateOfEachK("rates", rows).getSeriesMap();
    assertEquals(Set.of("ZF, K = 3", "ZF, K = 4", "MRT, K = 3"), lines.keySet());
    assertArrayEquals(new double[] {4, 8}, lines.get("ZF, K = 4").getYData());
    assertEquals(lines.get("ZF, K = 3").getLineColor(), lines.get("ZF, K = 4").getLineColor());
    assertNotEquals(lines.get("ZF, K = 3").getMarker(), lines.get("ZF, K = 4").getMarker());
    assertEquals(lines.get("ZF, K = 3").getMarker(), lines.get("MRT, K = 3").getMarker());
    assertNotEquals(lines.get("ZF, K = 3").getLineColor(), lines.get("MRT, K = 3").getLineColor());
  }

  @Test
  void savesAPngOfTwiceTheSizeAndLeavesNothingElse(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("figures/rate.png");
    XYChart chart = Charts.lines("lines", "SNR [dB]", "Sum rate [bps/Hz]", ZF);
    Charts.save(chart, file);
    Charts.save(chart, file);
    assertEquals(2 * chart.getWidth(), ImageIO.read(file.toFile()).getWidth());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void refusesDataThatDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> Line.of("short", X, new double[] {1}));
    assertThrows(IllegalArgumentException.class, () -> ZF.withError(1));
    assertThrows(IllegalArgumentException.class,
        () -> Charts.bars("b", "x", "y", List.of("T1"), Map.of("ZF", new double[] {1, 2})));
    Exception e = assertThrows(IllegalArgumentException.class,
        () -> Charts.semilog("s", "x", "y", Line.of("zero", X, new double[] {1, 0, 1})));
    assertEquals("line zero has a value that is not positive; a logarithmic axis cannot show it", e.getMessage());
  }

  /** The image holds a visible amount of the colour that only the data have. */
  private static void assertShows(Chart<?, ?> chart, Color color) {
    BufferedImage image = Charts.image(chart);
    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    long count = Arrays.stream(pixels).filter(pixel -> pixel == color.getRGB()).count();
    assertTrue(count > 50, chart.getTitle() + " shows " + count + " pixels of its series");
  }
}
