package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.Rayleigh;
import io.wifoe.channel.tr38901.Tr38901;
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

  /** What is sent to other machines has the same users, whose parts follow each other. */
  @Test
  void usersDrawnElsewhereAreTheSame() throws IOException {
    ChannelGeneration generation = ChannelDataset.generate(PaperTasks.T1).users(USERS).seed(7);
    DrawnUsers all = generation.elsewhere(null);
    DrawnUsers sent = new DrawnUsers(all.task(), null, 96, all.usersOfAPart() + 3L, all.seed());
    assertEquals(2, sent.parts().size());
    float[][] here = Files8.rows(generation.build().channels());
    float[] first = sent.part(0);
    float[] second = sent.part(1);
    assertEquals(all.usersOfAPart() * 2 * 96, first.length);
    assertEquals(3 * 2 * 96, second.length);
    assertArrayEquals(here[USERS - 1], Arrays.copyOfRange(first, (USERS - 1) * 2 * 96, USERS * 2 * 96));
    UserChannels endless = ChannelDataset.endless(PaperTasks.T1, 7).channels();
    float[] one = new float[2 * 96];
    endless.read(all.usersOfAPart() + 2L, one, 0);
    assertArrayEquals(one, Arrays.copyOfRange(second, 2 * 2 * 96, 3 * 2 * 96));

    ChannelDataset written = generation.write(directory.resolve("many"), generation.build().channels());
    assertArrayEquals(here[3], Files8.rows(written.channels())[3]);
    UserChannels fewer = ChannelDataset.generate(PaperTasks.T1).users(USERS - 1).seed(7).build().channels();
    assertThrows(IllegalArgumentException.class, () -> generation.write(directory.resolve("none"), fewer));
  }

  @Test
  void cellsOfOnesOwnAreNotDrawnElsewhere() {
    Tr38901 model = Tr38901.builder(PaperTasks.T8).cell(cell -> cell.withDistances(50, 60)).build();
    ChannelGeneration near = ChannelDataset.generate(model).users(4);
    String message = assertThrows(IllegalArgumentException.class, () -> near.elsewhere(null)).getMessage();
    assertTrue(message.contains("50..60 m") && message.contains("usual cells"), message);
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
