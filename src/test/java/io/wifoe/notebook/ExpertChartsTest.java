package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wifoe.model.ExpertUsage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;

class ExpertChartsTest {
  @Test
  void blocksStandFromTheTopAndExpertsFromTheLeft() {
    HeatMapChart chart = ExpertCharts.usage("usage", new ExpertUsage(new double[][] {{0.2, 0.5, 0.3}, {0, 0, 1}}));
    assertEquals(List.of("E1", "E2", "E3"), chart.getHeatMapSeries().getXData());
    assertEquals(List.of("block 2", "block 1"), chart.getHeatMapSeries().getYData());
  }
}
