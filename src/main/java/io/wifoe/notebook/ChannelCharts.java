package io.wifoe.notebook;

import io.wifoe.Check;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.SpatialStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** What channels are like, before anything is learned of them. */
public final class ChannelCharts {
  private ChannelCharts() {}

  /**
   * The share of energy in the strongest directions of all users, see {@link SpatialStatistics#eigenvalueShares}, a
   * line for each set, beside channels without any structure, whose energy lies everywhere.
   *
   * @throws IllegalArgumentException if there is no set, or sets differ in their number of antennas
   */
  public static XYChart energy(ChannelDataset... sets) {
    Check.that(sets.length > 0, "a chart of channels needs a set of them");
    int antennas = sets[0].antennas();
    double[] directions = IntStream.rangeClosed(1, antennas).asDoubleStream().toArray();
    List<Line> lines = new ArrayList<>();
    for (ChannelDataset set : sets) {
      Check.that(set.antennas() == antennas, "%s has %d antennas and %s %d; directions of different arrays are not "
          + "compared", set.name(), set.antennas(), sets[0].name(), antennas);
      lines.add(Line.of(set.name(), directions, SpatialStatistics.eigenvalueShares(set.channels())));
    }
    lines.add(Line.of("no structure", directions,
        IntStream.rangeClosed(1, antennas).mapToDouble(n -> (double) n / antennas).toArray()));
    return Charts.lines("Energy in the strongest directions of all users", "Directions", "Share of energy", lines);
  }
}
