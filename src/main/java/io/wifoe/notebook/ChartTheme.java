package io.wifoe.notebook;

import io.wifoe.experiment.FeedbackBits;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;

/**
 * How every chart looks. The series colours are Okabe and Ito's ("Color universal design", 2008), without the yellow
 * that is too faint on white, and others that people with any colour vision tell from them and from each other where
 * they stand in one chart; markers differ as well, so that a chart survives a grey printer. A scheme has the same
 * colour, marker and dashes in every chart.
 */
final class ChartTheme {
  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color GRID = new Color(0xE3, 0xE3, 0xE3);
  private static final int TICK_SPACING = 36;
  private static final Color TICKS = new Color(0x88, 0x88, 0x88);
  /** From light to dark, to read in grey too, and no darker than black digits allow. */
  static final Color[] HEAT = {
    new Color(0xF7, 0xFB, 0xFF), new Color(0xC6, 0xDB, 0xEF), new Color(0x6B, 0xAE, 0xD6)
  };

  private static final Look BLUE = new Look(0x0072B2, OpenMarker.CIRCLE);
  private static final Look VERMILION = new Look(0xD55E00, OpenMarker.SQUARE);
  private static final Look BLUISH_GREEN = new Look(0x009E73, OpenMarker.UP);
  private static final Look REDDISH_PURPLE = new Look(0xCC79A7, OpenMarker.DIAMOND);
  private static final Look ORANGE = new Look(0xE69F00, OpenMarker.DOWN);
  private static final Look SKY_BLUE = new Look(0x56B4E9, OpenMarker.PLUS);
  private static final Look BLACK = new Look(0x000000, OpenMarker.CROSS);
  private static final Look GREY = new Look(0x606060, OpenMarker.ASTERISK); // from here on none of Okabe and Ito's
  private static final Look LIGHT_GREEN = new Look(0x44CC77, OpenMarker.LEFT);
  private static final Look ULTRAMARINE = new Look(0x0022AA, OpenMarker.RIGHT);
  private static final Look PLUM = new Look(0x440055, OpenMarker.HOURGLASS);
  private static final Look DARK_RED = new Look(0xA50026, OpenMarker.STAR);
  private static final Look INDIGO = new Look(0x332288, OpenMarker.DIAMOND);
  private static final Look TURQUOISE = new Look(0x44CCCC, OpenMarker.RIGHT);
  private static final Look CYAN = new Look(0x22CCEE, OpenMarker.ASTERISK);
  private static final Look LIME = new Look(0x88CC00, OpenMarker.UP);
  private static final List<Look> LOOKS = List.of(BLUE, VERMILION, BLUISH_GREEN, REDDISH_PURPLE, ORANGE, SKY_BLUE,
      BLACK, GREY, DARK_RED, LIGHT_GREEN, PLUM, TURQUOISE, INDIGO, LIME, ULTRAMARINE, CYAN);
  private static final Map<String, Look> SCHEMES = Map.ofEntries(Map.entry("MTL", BLUE), Map.entry("WiFo-E", BLUE),
      Map.entry("pretrained trunk, frozen", BLUE), Map.entry("pretrained trunk", BLUE),
      Map.entry(FeedbackBits.PAPER, BLUE), Map.entry("STL", VERMILION), Map.entry("CEP", BLUISH_GREEN),
      Map.entry("DSC", REDDISH_PURPLE), Map.entry("MRT", ORANGE), Map.entry("RZF", SKY_BLUE),
      Map.entry("WMMSE", BLACK), Map.entry("ZF", GREY), Map.entry("DFT", LIGHT_GREEN),
      Map.entry("DFT beams", LIGHT_GREEN),
      Map.entry("Type I", ULTRAMARINE), Map.entry("Beam pairs", PLUM), Map.entry(FeedbackBits.BEAM_PAIRS, PLUM),
      Map.entry(FeedbackBits.BEAM_PAIRS_ON_ESTIMATES, PLUM), Map.entry("WiFo-E, any array", DARK_RED),
      Map.entry("WiFo-E any array", DARK_RED), Map.entry(FeedbackBits.ANY_ARRAY, DARK_RED),
      Map.entry("random trunk, frozen", INDIGO), Map.entry("random trunk", INDIGO),
      Map.entry("pretrained, parts carried over", TURQUOISE), Map.entry(FeedbackBits.TRAINED, CYAN),
      Map.entry(FeedbackBits.TRAINED_ON_ESTIMATES, CYAN), Map.entry(FeedbackBits.ESTIMATES, LIME));

  /** A base station that knows its channels. */
  private static final Set<String> FULL_KNOWLEDGE = Set.of("MRT", "RZF", "WMMSE", "ZF");
  /** Users that know their channels and name a word. */
  private static final Set<String> WORDS = Set.of("DFT", "DFT beams", "Type I", "Beam pairs", FeedbackBits.BEAM_PAIRS,
      FeedbackBits.TRAINED);
  private static final String BITS = ", \\d+ bits$";
  /** What a name says besides its scheme. */
  private static final Pattern SUFFIX = Pattern.compile(BITS + "|, K = \\d+$|, UM[ai] .*$");
  private static final float[] SOLID = null;
  private static final float[] DASHES = {7, 4};
  private static final float[] DOTS = {2, 3};

  /** Colour and marker of a series. */
  record Look(Color color, OpenMarker marker) {
    private Look(int rgb, OpenMarker marker) {
      this(new Color(rgb), marker);
    }

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
    List<String> schemes = names.stream().map(ChartTheme::scheme).toList();
    List<Look> free = new ArrayList<>(LOOKS);
    schemes.stream().filter(SCHEMES::containsKey).forEach(name -> free.remove(SCHEMES.get(name)));
    Map<String, Look> looks = new LinkedHashMap<>();
    int taken = 0;
    for (int i = 0; i < names.size(); i++) {
      Look own = SCHEMES.get(schemes.get(i));
      Look look = own != null ? own : free.isEmpty() ? LOOKS.get(taken++ % LOOKS.size())
          : free.get(taken++ % free.size());
      boolean isLighter = own != null && !names.get(i).replaceFirst(BITS, "").equals(names.get(i))
          && schemes.lastIndexOf(schemes.get(i)) > i;
      looks.put(names.get(i), isLighter ? look.lighter() : look);
    }
    return looks;
  }

  private static String scheme(String name) {
    return SUFFIX.matcher(name).replaceFirst("");
  }

  /** The stroke of a scheme: dashed or dotted if it is told channels that no receiver knows. */
  static BasicStroke stroke(String name) {
    String scheme = scheme(name);
    return stroke(FULL_KNOWLEDGE.contains(scheme) ? DASHES : WORDS.contains(scheme) ? DOTS : SOLID);
  }

  /** The stroke of the second of two lines of one scheme. */
  static BasicStroke secondStroke() {
    return stroke(DASHES);
  }

  /** The stroke between points that come in no order of their own. */
  static BasicStroke thinStroke() {
    return new BasicStroke(0.7f);
  }

  private static BasicStroke stroke(float[] dashes) {
    return new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }

  /** The marker of this number, in turn. */
  static OpenMarker marker(int number) {
    return LOOKS.get(number % LOOKS.size()).marker();
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
    styler.setAxisTickMarksColor(TICKS);
    styler.setAxisTickMarkLength(4);
    styler.setPlotTicksMarksVisible(false);
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    styler.setYAxisTickMarkSpacingHint(TICK_SPACING);
    styler.setAxisTicksLineVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderColor(GRID);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    styler.setChartPadding(10);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setMarkerSize(7);
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    styler.setAnnotationTextFontColor(INK);
    styler.setErrorBarsColorSeriesColor(true);
    styler.setLocale(Locale.ROOT);
    styler.setAntiAlias(true);
  }
}
