package io.wifoe.notebook;

import io.wifoe.Check;
import io.wifoe.experiment.FeedbackBits;
import io.wifoe.experiment.FeedbackBitsResult;
import io.wifoe.experiment.FeedbackBitsSettings;
import io.wifoe.task.Multipath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/** What {@link FeedbackBits} measured, as charts and a table; means over the numbers of users. */
public final class FeedbackBitsCharts {
  private static final String BITS = "Feedback bits of each user";
  private static final String SHARE = "Share of WMMSE's sum rate";

  private FeedbackBitsCharts() {}

  /** Share of WMMSE of the model of any array against bits, a line for each number of paths. */
  public static XYChart shares(FeedbackBitsResult result) {
    List<Integer> bits = result.bits(FeedbackBits.ANY_ARRAY);
    XYChart chart = Charts.lines("One model, any array: " + conditions(result), BITS, SHARE,
        result.settings().multipaths().stream().map(paths -> Line.of(name(paths), values(bits),
            bits.stream().mapToDouble(b -> result.share(paths, FeedbackBits.ANY_ARRAY, b)).toArray())).toList());
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
    return chart;
  }

  /**
   * Share of WMMSE against paths, at the most bits for which a codebook was trained and at the bits of the model of the
   * paper's structure, where there is one.
   */
  public static CategoryChart ranks(FeedbackBitsResult result) {
    List<Integer> trained = result.bits(FeedbackBits.TRAINED);
    Check.that(!trained.isEmpty(), "no codebook was trained for any of %s bits", result.settings().bits());
    int few = trained.get(trained.size() - 1);
    Map<String, double[]> bars = new LinkedHashMap<>();
    add(bars, result, FeedbackBits.DFT, few);
    result.bits(FeedbackBits.TYPE_ONE).forEach(bits -> add(bars, result, FeedbackBits.TYPE_ONE, bits));
    add(bars, result, FeedbackBits.TRAINED, few);
    addIfMeasured(bars, result, FeedbackBits.BEAM_PAIRS, few);
    add(bars, result, FeedbackBits.ANY_ARRAY, few);
    for (int bits : result.bits(FeedbackBits.PAPER)) {
      addIfMeasured(bars, result, FeedbackBits.ANY_ARRAY, bits);
      add(bars, result, FeedbackBits.PAPER, bits);
      addIfMeasured(bars, result, FeedbackBits.BEAM_PAIRS, bits);
    }
    CategoryChart chart = Charts.bars("Paths and bits: " + conditions(result),
        "Paths of each channel (users of codebooks are told theirs)", SHARE,
        result.settings().multipaths().stream().map(FeedbackBitsCharts::name).toList(), bars);
    chart.getStyler().setYAxisMax(1.0);
    return chart;
  }

  private static void addIfMeasured(Map<String, double[]> bars, FeedbackBitsResult result, String scheme, int bits) {
    if (result.bits(scheme).contains(bits)) {
      add(bars, result, scheme, bits);
    }
  }

  private static void add(Map<String, double[]> bars, FeedbackBitsResult result, String scheme, int bits) {
    bars.put(scheme + ", " + bits + " bits", result.settings().multipaths().stream()
        .mapToDouble(paths -> result.share(paths, scheme, bits)).toArray());
  }

  /** Sum rate against bits between what the channels, and estimates fed back without error, allow. */
  public static XYChart losses(FeedbackBitsResult result, Multipath paths) {
    List<Integer> bits = result.bits(FeedbackBits.ANY_ARRAY);
    double[] ends = {bits.get(0), bits.get(bits.size() - 1)};
    List<Line> lines = new ArrayList<>(List.of(level(result, paths, FeedbackBits.WMMSE, ends),
        level(result, paths, FeedbackBits.ESTIMATES, ends)));
    for (String scheme : List.of(FeedbackBits.ANY_ARRAY, FeedbackBits.TRAINED_ON_ESTIMATES,
        FeedbackBits.BEAM_PAIRS_ON_ESTIMATES, FeedbackBits.DFT, FeedbackBits.PAPER)) {
      List<Integer> own = result.bits(scheme);
      if (!own.isEmpty()) {
        lines.add(Line.of(scheme, values(own), own.stream().mapToDouble(b -> result.sumRate(paths, scheme, b))
            .toArray()).withError(own.stream().mapToDouble(b -> result.ci95(paths, scheme, b)).toArray()));
      }
    }
    XYChart chart = Charts.lines("Pilots, bits, network: " + conditions(result) + ", " + name(paths), BITS,
        "Sum rate [bps/Hz]", lines);
    List.of(FeedbackBits.WMMSE, FeedbackBits.ESTIMATES)
        .forEach(level -> FigureChart.level(chart, chart.getSeriesMap().get(level)));
    return chart;
  }

  private static Line level(FeedbackBitsResult result, Multipath paths, String scheme, double[] ends) {
    double rate = result.sumRate(paths, scheme, null);
    return Line.of(scheme, ends, new double[] {rate, rate});
  }

  /** The steps of the loss at each number of bits, bps/Hz. */
  record Step(String paths, int bits, double wmmse, double pilots, double toBits, double network, double anyArray) {}

  /** How much of the loss is due to pilots, to bits and to the network; a negative loss is a gain. */
  public static Table table(FeedbackBitsResult result) {
    List<Step> steps = new ArrayList<>();
    for (Multipath paths : result.settings().multipaths()) {
      for (int bits : result.bitsOfCodebooks()) {
        FeedbackBitsResult.Losses losses = result.losses(paths, bits);
        steps.add(new Step(name(paths), bits, result.sumRate(paths, FeedbackBits.WMMSE, null), losses.pilots(),
            losses.bits(), losses.network(), result.sumRate(paths, FeedbackBits.ANY_ARRAY, bits)));
      }
    }
    Table table = Tables.of("Loss in bps/Hz: " + conditions(result), steps);
    table.column("pilots").setName("lost to pilots");
    table.column("to bits").setName("lost to bits");
    table.column("network").setName("lost to the network");
    return table;
  }

  private static double[] values(List<Integer> bits) {
    return bits.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  private static String name(Multipath paths) {
    return paths.isFull() ? "all paths" : paths.paths() == 1 ? "1 path" : paths.paths() + " paths";
  }

  private static String conditions(FeedbackBitsResult result) {
    FeedbackBitsSettings settings = result.settings();
    List<Integer> users = settings.users();
    return String.format(Locale.ROOT, "%s, %.0f dB, K = %s", settings.task().name(), settings.snrDb(),
        users.size() > 2 && users.get(users.size() - 1) - users.get(0) == users.size() - 1
            ? users.get(0) + ".." + users.get(users.size() - 1)
            : users.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }
}
