package io.wifoe.notebook;

import io.wifoe.experiment.FeedbackBits;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How every chart looks. The series colours are Okabe and Ito's, which people with any colour vision tell apart
 * ("Color universal design", 2008), without the yellow that is too faint on white, and some of Paul Tol's; markers
 * differ as well, so that a chart survives a grey printer. A scheme of the paper has the same colour and marker in
 * every chart.
 */
final class ChartTheme {
  private static final int LARGEST_TITLE = 15;
  private static final int SMALLEST_TITLE = 9;
  private static final double SHARE_OF_A_TITLE = 0.75; // it stands above the middle of the plot, not of the chart

  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color GRID = new Color(0xE3, 0xE3, 0xE3);
  /** From light to dark, to read in grey too, and no darker than black digits allow. */
  static final Color[] HEAT = {
    new Color(0xF7, 0xFB, 0xFF), new Color(0xC6, 0xDB, 0xEF), new Color(0x6B, 0xAE, 0xD6)
  };

  private static final Look[] LOOKS = {
    new Look(new Color(0x00, 0x72, 0xB2), SeriesMarkers.CIRCLE), // blue
    new Look(new Color(0xD5, 0x5E, 0x00), SeriesMarkers.SQUARE), // vermilion
    new Look(new Color(0x00, 0x9E, 0x73), SeriesMarkers.TRIANGLE_UP), // bluish green
    new Look(new Color(0xCC, 0x79, 0xA7), SeriesMarkers.DIAMOND), // reddish purple
    new Look(new Color(0xE6, 0x9F, 0x00), SeriesMarkers.TRIANGLE_DOWN), // orange
    new Look(new Color(0x56, 0xB4, 0xE9), SeriesMarkers.PLUS), // sky blue
    new Look(new Color(0x00, 0x00, 0x00), SeriesMarkers.CROSS),
    new Look(new Color(0x80, 0x80, 0x80), SeriesMarkers.RECTANGLE),
    new Look(new Color(0x99, 0x99, 0x33), SeriesMarkers.TRIANGLE_UP), // olive, as the next three Paul Tol's
    new Look(new Color(0x88, 0x22, 0x55), SeriesMarkers.TRIANGLE_DOWN), // wine
    new Look(new Color(0x33, 0x22, 0x88), SeriesMarkers.DIAMOND), // indigo
    new Look(new Color(0xA5, 0x00, 0x26), SeriesMarkers.TRAPEZOID), // dark red
    new Look(new Color(0x7A, 0x4A, 0x1E), SeriesMarkers.OVAL), // brown
    new Look(new Color(0x44, 0xAA, 0x99), SeriesMarkers.TRIANGLE_UP), // teal and green, Tol's too
    new Look(new Color(0x11, 0x77, 0x33), SeriesMarkers.SQUARE),
    new Look(new Color(0xAA, 0x44, 0x99), SeriesMarkers.RECTANGLE), // purple, Tol's
  };
  private static final Map<String, Integer> SCHEMES = Map.ofEntries(Map.entry("MTL", 0), Map.entry("WiFo-E", 0),
      Map.entry("pretrained trunk, frozen", 0), Map.entry("STL", 1), Map.entry("CEP", 2),
      Map.entry("pretrained, parts carried over", 13), Map.entry("DSC", 3), Map.entry("MRT", 4), Map.entry("RZF", 5),
      Map.entry("WMMSE", 6), Map.entry("ZF", 7), Map.entry("DFT", 8),
      Map.entry("Type I", 9), Map.entry("random trunk, frozen", 10), Map.entry("random trunk", 10),
      Map.entry("pretrained trunk", 0),
      Map.entry("WiFo-E, any array", 11), Map.entry("WiFo-E any array", 11), Map.entry("Beam pairs", 12),
      Map.entry(FeedbackBits.ANY_ARRAY, 11), Map.entry(FeedbackBits.PAPER, 0), Map.entry(FeedbackBits.TRAINED, 14),
      Map.entry(FeedbackBits.TRAINED_ON_ESTIMATES, 14), Map.entry(FeedbackBits.BEAM_PAIRS, 12),
      Map.entry(FeedbackBits.BEAM_PAIRS_ON_ESTIMATES, 12), Map.entry(FeedbackBits.ESTIMATES, 15));
  /** Those that are told what no receiver of this mode knows are dashed. */
  private static final Set<String> TOLD_THE_CHANNELS = Set.of("MRT", "RZF", "WMMSE", "ZF", "DFT", "Type I",
      "Beam pairs", FeedbackBits.BEAM_PAIRS, FeedbackBits.TRAINED);
  private static final Pattern BITS = Pattern.compile(", \\d+ bits$");
  private static final float[] DASHES = {7, 5};

  /** Colour and marker of a series. */
  record Look(Color color, Marker marker) {
    /** Half way to white. */
    Look lighter() {
      return new Look(new Color((255 + color.getRed()) / 2, (255 + color.getGreen()) / 2,
          (255 + color.getBlue()) / 2), marker);
    }
  }

  private ChartTheme() {}

  /**
   * A look for each name, in order; schemes have their own, at some number of bits too, of which those before the last
   * are lighter. Other names take what is left.
   */
  static Map<String, Look> looks(List<String> names) {
    List<String> schemes = names.stream().map(name -> BITS.matcher(name).replaceFirst("")).toList();
    List<Look> free = new ArrayList<>(List.of(LOOKS));
    schemes.stream().filter(SCHEMES::containsKey).forEach(name -> free.remove(LOOKS[SCHEMES.get(name)]));
    Map<String, Look> looks = new LinkedHashMap<>();
    int taken = 0;
    for (int i = 0; i < names.size(); i++) {
      Integer own = SCHEMES.get(schemes.get(i));
      Look look = own != null ? LOOKS[own] : free.isEmpty() ? LOOKS[taken++ % LOOKS.length]
          : free.get(taken++ % free.size());
      looks.put(names.get(i), own != null && schemes.lastIndexOf(schemes.get(i)) > i ? look.lighter() : look);
    }
    return looks;
  }

  /** The stroke of a scheme. */
  static BasicStroke stroke(String name) {
    return TOLD_THE_CHANNELS.contains(name.replaceFirst(", K = \\d+$", ""))
        ? new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0)
        : new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** The marker of this number, in turn. */
  static Marker marker(int number) {
    return LOOKS[number % LOOKS.length].marker();
  }

  /** The same marker two and a half times as large. */
  static Marker large(Marker marker) {
    return new Marker() {
      @Override
      public void paint(Graphics2D graphics, double x, double y, int size) {
        marker.paint(graphics, x, y, 5 * size / 2);
      }
    };
  }

  /** Smaller for a long title, which is to fit a chart of so many points beside its legend. */
  static Font titleFont(String title, int width) {
    Font font = new Font(Font.SANS_SERIF, Font.BOLD, LARGEST_TITLE);
    double own = font.getStringBounds(title, new FontRenderContext(null, true, true)).getWidth();
    double room = SHARE_OF_A_TITLE * width;
    return own <= room ? font : font.deriveFont((float) Math.max(SMALLEST_TITLE, LARGEST_TITLE * room / own));
  }

  static void apply(AxesChartStyler styler) {
    styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setChartFontColor(INK);
    styler.setXAxisTitleColor(INK);
    styler.setYAxisTitleColor(INK);
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTickMarksColor(GRID);
    styler.setAxisTicksLineVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderColor(GRID);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(8);
    styler.setChartPadding(10);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setMarkerSize(7);
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    styler.setAnnotationTextFontColor(INK);
    styler.setErrorBarsColorSeriesColor(true);
    styler.setLocale(Locale.ROOT);
    styler.setAntiAlias(true);
  }
}
