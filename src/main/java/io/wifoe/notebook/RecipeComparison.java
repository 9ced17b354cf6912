package io.wifoe.notebook;

import io.wifoe.bench.LearningBenchmark.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/** What came out of {@link io.wifoe.bench.LearningBenchmark}, recipe beside recipe. */
public final class RecipeComparison {
  private RecipeComparison() {}

  /** One line of the table. */
  record Learned(String recipe, String share, String samplesTo50, String samplesTo60, String samplesTo70,
      String samplesTo80, String secondsTo50, String secondsTo60, String secondsTo70, String secondsTo80) {
    static Learned of(Outcome outcome) {
      String[] samples = texts(outcome.samplesTo().values(), "%,.0f");
      String[] seconds = texts(outcome.secondsTo().values(), "%.0f");
      return new Learned(outcome.recipe(), String.format(Locale.ROOT, "%.3f", outcome.share()), samples[0], samples[1],
          samples[2], samples[3], seconds[0], seconds[1], seconds[2], seconds[3]);
    }

    private static String[] texts(Iterable<? extends Number> values, String format) {
      List<String> texts = new ArrayList<>();
      values.forEach(value ->
          texts.add(value == null ? "never" : String.format(Locale.ROOT, format, value.doubleValue())));
      return texts.toArray(String[]::new);
    }
  }

  /** Share of WMMSE at the end, and samples and seconds to each share on the way. */
  public static Table table(List<Outcome> outcomes) {
    Table table = Tables.of("Share of WMMSE, held-out users, hard bits, T1, T4 and T8 at 10 dB",
        outcomes.stream().map(Learned::of).toList());
    table.columns().forEach(column -> column.setName(column.name().replaceFirst(" to(\\d+)", " to $1 %")));
    return table;
  }

  /** Share of WMMSE over the training samples, for recipes that lack a part each. */
  public static XYChart chart(List<Outcome> outcomes) {
    return chart("What each part of the recipe is worth", outcomes);
  }

  /** Share of WMMSE over the training samples. */
  public static XYChart chart(String title, List<Outcome> outcomes) {
    return Charts.curves(title, "Training samples", "Share of WMMSE",
        outcomes.stream().map(outcome -> Line.of(outcome.recipe(),
            outcome.curve().keySet().stream().mapToDouble(Long::doubleValue).toArray(),
            outcome.curve().values().stream().mapToDouble(Double::doubleValue).toArray())).toArray(Line[]::new));
  }
}
