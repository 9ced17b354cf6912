package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.task.Multipath;
import io.wifoe.task.PaperTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The channels in {@code data/} are the reference channels, whole and small. */
class ShippedChannelsTest {
  /** Sums may be taken in another order than when a card was written. */
  private static final double ROUNDING = 1e-10;
  private static final Path DATA = Path.of("data/channels");
  private static final long LARGEST = 5_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"T1", "T4", "T7", "T7-horizontal", "T8"})
  void everySetOpensAndFitsItsTask(String name) throws IOException {
    ChannelDataset dataset = ChannelDataset.open(DATA.resolve(name));
    ChannelCard card = ChannelCard.read(DATA.resolve(name));
    assertEquals(1200, dataset.users());
    assertEquals(card.task().antennas(), dataset.antennas());
    if (!name.contains("-")) {
      assertEquals(PaperTasks.named(name).toBuilder().multipath(Multipath.FULL).build(), card.task());
    }
    ChannelStatistics statistics = ChannelStatistics.of(dataset.channels());
    assertArrayEquals(numbers(card.statistics()), numbers(statistics), ROUNDING);
    assertTrue(statistics.meanGainDb() > -120 && statistics.meanGainDb() < -70, statistics.toString());
  }

  /** Gains in dB; the mean square norm too, on their scale. */
  private static double[] numbers(ChannelStatistics s) {
    return new double[] {10 * Math.log10(s.meanSquareNorm()), s.meanGainDb(), s.stdGainDb(), s.minGainDb(),
      s.maxGainDb()};
  }

  @Test
  void theyAreSmall() throws IOException {
    try (Stream<Path> files = Files.walk(DATA)) {
      assertTrue(files.mapToLong(file -> file.toFile().length()).sum() < LARGEST);
    }
  }
}
