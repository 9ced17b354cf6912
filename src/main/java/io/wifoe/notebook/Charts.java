package io.wifoe.notebook;

import io.wifoe.AtomicFile;
import io.wifoe.Check;
import io.wifoe.experiment.Figure;
import io.wifoe.experiment.SumRateRow;
import io.wifoe.kernel.GenuineKernels;
import io.wifoe.training.LearningCurve;
import io.wifoe.training.LearningCurve.Point;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The kinds of chart that the notebooks and reports use, all in one look. They need no display. */
public final class Charts {
  private static final int PIXELS_PER_POINT = 2; // sharp on today's screens
  private static final int MOST_MARKERS = 32; // more would hide the line
  private static final int FEW_POINTS = 3; // are looked for among many
  private static final String SAMPLES = "Training samples";
  private static final double MILLION = 1e6;
  private static final double MANY_SAMPLES = 10 * MILLION; // have more digits than there is room for at an axis
  private static final String NO_POINT = "stopped before its first point";

  static {
    GenuineKernels.join();
  }

  private Charts() {}

  /** Lines with markers, and error bars where a line has them, for example sum rate against SNR or users. */
  public static XYChart lines(String title, String xLabel, String yLabel, Line... lines) {
    return lines(title, xLabel, yLabel, List.of(lines));
  }

  /** Lines with markers, and error bars where a line has them. */
  public static XYChart lines(String title, String xLabel, String yLabel, List<Line> lines) {
    return xy(title, xLabel, yLabel, lines, true);
  }

  /** A figure of an experiment. */
  public static XYChart of(Figure figure) {
    return FigureChart.of(figure);
  }

  /**
   * Sum rate against SNR, a line with error bars for each scheme: of several numbers of users K the mean over them, as
   * the paper gives it, which the vertical axis then says.
   *
   * @throws IllegalArgumentException if a scheme's points are of different K, so that a mean compares nothing
   */
  public static XYChart sumRate(String title, List<SumRateRow> rows) {
    Check.that(!rows.isEmpty(), "chart \"%s\" has no rows", title);
    TreeSet<Integer> users = rows.stream().map(SumRateRow::users).collect(Collectors.toCollection(TreeSet::new));
    List<Line> lines = rows.stream().map(SumRateRow::scheme).distinct()
        .map(scheme -> meanOverUsers(scheme, rows.stream().filter(row -> row.scheme().equals(scheme)).toList(), users))
        .toList();
    String label = users.size() == 1 ? "Sum rate [bps/Hz]" : "Sum rate, mean over K = " + text(users) + " [bps/Hz]";
    return lines(title, "SNR [dB]", label, lines);
  }

  /** Sum rate against SNR, a line with error bars for each scheme and K: colours tell schemes, markers K. */
  public static XYChart sumRateOfEachK(String title, List<SumRateRow> rows) {
    List<String> schemes = rows.stream().map(SumRateRow::scheme).distinct().toList();
    List<Integer> users = rows.stream().map(SumRateRow::users).distinct().sorted().toList();
    Map<String, ChartTheme.Look> colors = ChartTheme.looks(schemes);
    Map<String, ChartTheme.Look> looks = new LinkedHashMap<>();
    List<Line> lines = new ArrayList<>();
    for (String scheme : schemes) {
      for (int k : users) {
        List<SumRateRow> own = rows.stream().filter(row -> row.scheme().equals(scheme) && row.users() == k).toList();
        if (!own.isEmpty()) {
          Line line = meanOverUsers(scheme + ", K = " + k, own, new TreeSet<>(Set.of(k)));
          lines.add(line);
          looks.put(line.name(), new ChartTheme.Look(colors.get(scheme).color(), ChartTheme.marker(users.indexOf(k))));
        }
      }
    }
    return xy(title, "SNR [dB]", "Sum rate [bps/Hz]", lines, looks, true);
  }

  private static Line meanOverUsers(String name, List<SumRateRow> rows, Set<Integer> users) {
    TreeMap<Double, List<SumRateRow>> points = rows.stream()
        .collect(Collectors.groupingBy(SumRateRow::snrDb, TreeMap::new, Collectors.toList()));
    points.forEach((snr, point) -> {
      List<Integer> measured = point.stream().map(SumRateRow::users).sorted().toList();
      Check.that(measured.equals(List.copyOf(users)), "%s at %s dB was measured for K = %s and others for %s; a mean "
          + "needs each of them once", name, snr, measured, users);
    });
    return Line.of(name, points.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        points.values().stream().mapToDouble(point -> point.stream().mapToDouble(SumRateRow::sumRate).average()
            .orElseThrow()).toArray())
        .withError(points.values().stream().mapToDouble(point -> Math.sqrt(point.stream()
            .mapToDouble(row -> row.ci95() * row.ci95()).sum()) / point.size()).toArray());
  }

  /** Numbers as a range where they have no gap. */
  private static String text(SortedSet<Integer> numbers) {
    return numbers.last() - numbers.first() == numbers.size() - 1 ? numbers.first() + ".." + numbers.last()
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * Lines over a logarithmic vertical axis, for example an eigenvalue spectrum; every y must be positive. The axis
   * ends at powers of ten; an error bar that reaches zero goes down to its edge.
   */
  public static XYChart semilog(String title, String xLabel, String yLabel, Line... lines) {
    List.of(lines).forEach(line -> LogarithmicAxis.refuse(line.name(), line.y()));
    XYChart chart = xy(title, xLabel, yLabel, LogarithmicAxis.withoutBarsToZero(lines), true);
    LogarithmicAxis.vertical(chart, List.of(lines));
    return chart;
  }

  /** Lines of so many points that markers would hide them. */
  public static XYChart curves(String title, String xLabel, String yLabel, Line... lines) {
    return xy(title, xLabel, yLabel, List.of(lines), false);
  }

  /**
   * The objective while training, and on held-out users where it was measured, over the samples trained on. Of a
   * training that was stopped before its first point the chart says so.
   */
  public static XYChart learningCurve(String title, LearningCurve curve) {
    String name = curve.objective().name();
    String label = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " [" + curve.objective().unit()
        + "]";
    if (curve.points().isEmpty()) {
      XYChart empty = curves(title, SAMPLES, label, Line.of("training", new double[] {0}, new double[] {Double.NaN}));
      empty.addAnnotation(new AnnotationText(NO_POINT, ChartFrame.WIDTH / 2.0, ChartFrame.HEIGHT / 2.0, true));
      return empty;
    }
    boolean many = curve.last().orElseThrow().samples() >= MANY_SAMPLES;
    double unit = many ? MILLION : 1;
    List<Point> validated = curve.points().stream().filter(point -> !Double.isNaN(point.validation())).toList();
    List<Line> lines = new ArrayList<>(List.of(line("training", curve.points(), unit, Point::training)));
    if (!validated.isEmpty()) {
      lines.add(line("validation", validated, unit, Point::validation));
    }
    return xy(title, many ? SAMPLES + " [millions]" : SAMPLES, label, lines, false);
  }

  private static Line line(String name, List<Point> points, double unit, ToDoubleFunction<Point> value) {
    return Line.of(name, points.stream().mapToDouble(point -> point.samples() / unit).toArray(),
        points.stream().mapToDouble(value).map(y -> Double.isInfinite(y) ? Double.NaN : y).toArray());
  }

  /** Points without lines, for example where users stand. */
  public static XYChart scatter(String title, String xLabel, String yLabel, Line... clouds) {
    XYChart chart = xy(title, xLabel, yLabel, List.of(clouds), true);
    Map<String, ChartTheme.Look> looks = ChartTheme.looks(List.copyOf(chart.getSeriesMap().keySet()));
    chart.getSeriesMap().forEach((name, cloud) -> cloud.setMarker(cloud.getXData().length > FEW_POINTS
        ? looks.get(name).marker().filled() : looks.get(name).marker().large()));
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(4);
    return chart;
  }

  /**
   * Bars side by side in named groups, for example sum rates of several schemes task by task.
   *
   * @param groups names under the horizontal axis
   * @param bars a value for each group, by series name in the order of the legend; NaN leaves a gap
   */
  public static CategoryChart bars(String title, String xLabel, String yLabel, List<String> groups,
      Map<String, double[]> bars) {
    Check.that(!groups.isEmpty() && !bars.isEmpty(), "chart \"%s\" of %d groups has %d series of bars; it needs one of "
        + "each at least", title, groups.size(), bars.size());
    CategoryChart chart = dressed(new ChartFrame.Bars(), title, xLabel, yLabel);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setAvailableSpaceFill(0.8);
    Map<String, ChartTheme.Look> looks = ChartTheme.looks(List.copyOf(bars.keySet()));
    bars.forEach((name, values) -> {
      Check.that(values.length == groups.size(), "bars %s have %d values for %d groups", name, values.length,
          groups.size());
      Check.that(Arrays.stream(values).noneMatch(value -> Math.abs(value) >= Line.LARGEST),
          "bars %s have values of 1e300 or more; NaN leaves a gap", name);
      CategorySeries series = chart.addSeries(name, groups, Arrays.stream(values).boxed().toList());
      series.setFillColor(looks.get(name).color());
    });
    Axes.upright(chart.getStyler(), bars.values().stream().flatMapToDouble(Arrays::stream));
    chart.getStyler().setLegendVisible(bars.size() > 1);
    return chart;
  }

  /**
   * A matrix as shades of blue with its values written in, for example the share of tokens that each expert serves.
   *
   * @param columns names along the horizontal axis
   * @param rows names along the vertical axis, the first at the top
   * @param values (rows, columns); NaN leaves a place white
   * @param decimals digits after the point
   */
  public static HeatMapChart heatMap(String title, String xLabel, String yLabel, List<String> columns,
      List<String> rows, double[][] values, int decimals) {
    Check.that(values.length == rows.size() && Arrays.stream(values).allMatch(row -> row.length == columns.size()),
        "a heat map of %d rows and %d columns needs as many values", rows.size(), columns.size());
    DoubleSummaryStatistics range = Arrays.stream(values).flatMapToDouble(Arrays::stream)
        .filter(value -> !Double.isNaN(value)).summaryStatistics();
    Check.that(range.getCount() > 0, "heat map \"%s\" has no values", title);
    Check.that(range.getMin() > -Line.LARGEST && range.getMax() < Line.LARGEST,
        "heat map \"%s\" has values of 1e300 or more; NaN leaves a place white", title);
    HeatMapChart chart = dressed(new ChartFrame.HeatMap(), title, xLabel, yLabel);
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        if (!Double.isNaN(values[row][column])) {
          cells.add(new Number[] {column, rows.size() - 1 - row, rounded(values[row][column], decimals)});
        }
      }
    }
    List<String> upwards = new ArrayList<>(rows);
    Collections.reverse(upwards);
    chart.addSeries(title, columns, upwards, cells);
    HeatMapStyler styler = chart.getStyler();
    styler.setPlotGridLinesVisible(false);
    styler.setMin(rounded(range.getMin(), decimals));
    styler.setMax(rounded(range.getMax(), decimals));
    styler.setRangeColors(ChartTheme.HEAT);
    styler.setShowValue(true);
    styler.setHeatMapValueDecimalPattern(decimals == 0 ? "0" : "0." + "0".repeat(decimals));
    styler.setValueFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    styler.setValueFontColor(ChartTheme.INK);
    return chart;
  }

  /** As the value is printed: the scale prints its ends in full, and is to agree with the places. */
  private static double rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
  }

  /** The chart as an image, two pixels for each point. */
  public static BufferedImage image(Chart<?, ?> chart) {
    BufferedImage image = new BufferedImage(PIXELS_PER_POINT * chart.getWidth(),
        PIXELS_PER_POINT * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, chart.getWidth(), chart.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    return image;
  }

  /**
   * Writes the chart as an image; a file of this name is replaced only when the new one is complete.
   *
   * @param file whose ending says the format: .png, .svg or .pdf
   * @throws IOException if the file cannot be written
   */
  public static void save(Chart<?, ?> chart, Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    VectorGraphicsFormat vectors = name.endsWith(".svg") ? VectorGraphicsFormat.SVG
        : name.endsWith(".pdf") ? VectorGraphicsFormat.PDF : null;
    Check.that(vectors != null || name.endsWith(".png"), "%s: a chart is written as .png, .svg or .pdf", file);
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, out -> {
      if (vectors == null) {
        ImageIO.write(image(chart), "png", out);
      } else {
        VectorGraphicsEncoder.saveVectorGraphic(chart, out, vectors);
      }
    });
  }

  private static XYChart xy(String title, String xLabel, String yLabel, List<Line> lines, boolean markers) {
    return xy(title, xLabel, yLabel, lines, ChartTheme.looks(lines.stream().map(Line::name).toList()), markers);
  }

  private static XYChart xy(String title, String xLabel, String yLabel, List<Line> lines,
      Map<String, ChartTheme.Look> looks, boolean markers) {
    Check.that(!lines.isEmpty(), "chart \"%s\" has no lines", title);
    XYChart chart = dressed(new ChartFrame.Lines(), title, xLabel, yLabel);
    for (Line line : lines) {
      Check.that(!chart.getSeriesMap().containsKey(line.name()), "chart \"%s\" has two lines named %s; a legend tells "
          + "lines apart by their names", title, line.name());
      Glyphs.tellMissing(line.name());
      ChartTheme.Look look = looks.get(line.name());
      XYSeries series = chart.addSeries(line.name(), line.x(), line.y(), line.error());
      series.setLineColor(look.color());
      series.setLineStyle(ChartTheme.stroke(line.name()));
      series.setMarkerColor(look.color());
      series.setMarker(markers && line.x().length <= MOST_MARKERS || line.hasLonelyPoint() ? look.marker()
          : SeriesMarkers.NONE);
    }
    Axes.horizontal(chart.getStyler(), lines);
    Axes.vertical(chart.getStyler(), lines);
    chart.getStyler().setLegendVisible(lines.size() > 1);
    return chart;
  }

  private static <C extends Chart<? extends AxesChartStyler, ?>> C dressed(C chart, String title, String xLabel,
      String yLabel) {
    chart.setTitle(title);
    chart.setXAxisTitle(xLabel);
    chart.setYAxisTitle(yLabel);
    ChartTheme.apply(chart.getStyler());
    Glyphs.tellMissing(title, xLabel, yLabel);
    return chart;
  }
}
