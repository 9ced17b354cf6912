package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** Where the library draws its ticks, as a picture shows it. */
class AxesTest {
  private static final int TITLE = 23; // above what the library draws
  private static final Color TICK = new Color(0x88, 0x88, 0x88);

  private static XYChart curve(double first, double step, int points) {
    double[] x = new double[points];
    Arrays.setAll(x, i -> first + i * step);
    return Charts.curves("ticks", "x", "y", Line.of("line", x, x.clone()));
  }

  /** Values at which an upright mark stands below the plot. */
  private static List<Long> ticks(XYChart chart) {
    BufferedImage image = Charts.image(chart);
    int left = 2 * (int) chart.getScreenXFromChart(chart.getStyler().getXAxisMin()) - 4;
    for (int y = 2 * (int) (chart.getScreenYFromChart(chart.getStyler().getYAxisMin()) + TITLE);; y++) {
      List<Long> values = new ArrayList<>();
      for (int x = left; x < image.getWidth(); x++) {
        if (isTick(image, x, y) && !isTick(image, x - 1, y)) {
          values.add(Math.round(chart.getChartXFromCoordinate(x / 2)));
        }
      }
      if (values.size() > 1) {
        return values;
      }
    }
  }

  private static boolean isTick(BufferedImage image, int x, int y) {
    return Math.abs(new Color(image.getRGB(x, y)).getRed() - TICK.getRed()) < 0x30;
  }

  /** Forty points 3,000 apart are even, and so are 0, 18,000, 36,000, which nobody reads. */
  @Test
  void ticksOfEvenPointsStandAtRoundNumbersToo() {
    List<Long> found = ticks(curve(3_000, 3_000, 40));
    List<Long> round = List.of(0L, 20_000L, 40_000L, 60_000L, 80_000L, 100_000L, 120_000L);
    assertEquals(round.size(), found.size(), found.toString());
    for (int i = 0; i < round.size(); i++) {
      assertTrue(Math.abs(round.get(i) - found.get(i)) < 500, found.toString());
    }
  }

  @Test
  void theStepIsTheSameWhereverPointsBegin() {
    assertEquals(6, ticks(curve(1, 1, 96)).size(), "0, 20, ... 100");
    assertEquals(8, ticks(curve(2_048, 2_048, 60)).size(), "0, 20,000, ... 140,000");
  }
}
