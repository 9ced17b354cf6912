package io.wifoe.notebook;

import io.wifoe.model.ExpertUsage;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;

/** How a trunk uses its experts. */
public final class ExpertCharts {
  private static final int DECIMALS = 2;

  private ExpertCharts() {}

  /** The share of routing choices that fell on each expert, a row for each block. */
  public static HeatMapChart usage(String title, ExpertUsage usage) {
    double[][] share = usage.share(); // (blocks, experts)
    return Charts.heatMap(title, "Expert", "Block", names("E", share[0].length), names("block ", share.length), share,
        DECIMALS);
  }

  private static List<String> names(String name, int number) {
    return IntStream.rangeClosed(1, number).mapToObj(i -> name + i).toList();
  }
}
