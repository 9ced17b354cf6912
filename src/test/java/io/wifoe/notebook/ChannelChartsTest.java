package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class ChannelChartsTest {
  private static ChannelDataset channels(int antennas) {
    return ChannelDataset.generate(Rayleigh.of(antennas)).users(200).build().named("of " + antennas);
  }

  @Test
  void everySetHasALineBesideChannelsWithoutStructure() {
    XYChart chart = ChannelCharts.energy(channels(8));
    assertEquals(List.of("of 8", "no structure"), List.copyOf(chart.getSeriesMap().keySet()));
    assertEquals(0.5, chart.getSeriesMap().get("no structure").getYData()[3]);
    assertEquals(1, chart.getSeriesMap().get("of 8").getYData()[7], 1e-9);
  }

  @Test
  void directionsOfDifferentArraysAreNotCompared() {
    assertEquals("of 16 has 16 antennas and of 8 8; directions of different arrays are not compared",
        assertThrows(IllegalArgumentException.class, () -> ChannelCharts.energy(channels(8), channels(16)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, ChannelCharts::energy);
  }
}
