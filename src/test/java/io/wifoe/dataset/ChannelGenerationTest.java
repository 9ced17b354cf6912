package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.Rayleigh;
import io.wifoe.task.Multipath;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.Reading;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelGenerationTest {
  private static final int USERS = 40;

  @TempDir
  Path directory;

  @Test
  void halfTheUsersComeFromEachOfTwoScenarios() {
    float[][] both = Files8.rows(ChannelDataset.generate(PaperTasks.T1).users(USERS).seed(5).build().channels());
    float[][] urbanMacro = Files8.rows(ChannelDataset.generate(PaperTasks.G1).users(USERS).seed(5).build().channels());
    int same = 0;
    for (int user = 0; user < USERS; user++) {
      same += Arrays.equals(both[user], urbanMacro[user]) ? 1 : 0;
    }
    assertEquals(USERS / 2, same);
  }

  @Test
  void theCardNamesTaskScenarioReadingAndMultipath() throws IOException {
    TaskConfig task = PaperTasks.T1.toBuilder().multipath(Multipath.dominant(2)).build();
    ChannelDataset dataset = ChannelDataset.generate(task).users(USERS).seed(7).reading(Reading.QUADRIGA_LIKE)
        .write(directory.resolve("T1"));
    ChannelCard card = ChannelCard.read(directory.resolve("T1"));
    assertEquals(task, card.task());
    assertEquals("UMa NLOS + UMi NLOS, multipath dominant-2", card.scenario());
    assertEquals("quadriga-like", card.reading());
    assertEquals(7, card.seed());
    for (String word : new String[] {"T1", "40 users", "paper-calibrated", "UMa NLOS", "quadriga-like", "dominant-2"}) {
      assertTrue(dataset.toString().contains(word), dataset.toString());
    }
  }

  @Test
  void readingsDiffer() {
    ChannelGeneration generation = ChannelDataset.generate(PaperTasks.T4).users(2);
    float[] like = Files8.rows(generation.build().channels())[0];
    float[] standard = Files8.rows(generation.reading(Reading.STANDARD).build().channels())[0];
    assertFalse(Arrays.equals(standard, like));
    assertArrayEquals(like, Files8.rows(generation.reading(Reading.QUADRIGA_LIKE).build().channels())[0]);
  }

  @Test
  void nonsenseIsRefused() {
    ChannelGeneration generation = ChannelDataset.generate(new Rayleigh(4));
    assertThrows(IllegalArgumentException.class, () -> generation.reading(Reading.STANDARD));
    assertThrows(IllegalArgumentException.class, () -> generation.users(0));
    assertThrows(IllegalArgumentException.class, () -> generation.threads(0));
    TaskConfig own = PaperTasks.T4.toBuilder().channels().build();
    assertThrows(IllegalArgumentException.class, () -> ChannelDataset.generate(own));
  }
}
