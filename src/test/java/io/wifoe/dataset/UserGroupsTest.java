package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.Normalization;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One base station serves the users of a sample: a sample of T1 never mixes a rooftop with a lamp post. */
class UserGroupsTest {
  private static final int USERS = 400;
  private static final int SAMPLES = 200;
  private static final TaskConfig T1 = PaperTasks.T1.toBuilder().normalization(Normalization.NONE).build();
  private static final ChannelGeneration SET = ChannelDataset.generate(T1).users(USERS).seed(3);

  @TempDir
  Path directory;

  /** Which scenario a raw channel of {@link #SET} is from; a channel is known by its first entry. */
  private static Map<Float, String> scenarios() {
    Tr38901 model = Tr38901.builder(T1).build();
    Map<Float, String> scenarios = new HashMap<>();
    float[] h = new float[2 * model.antennas()];
    for (int user = 0; user < USERS; user++) {
      model.draw(RandomStream.root(3), user, h, 0);
      scenarios.put(h[0], model.link(RandomStream.root(3), user).scenario().toString());
    }
    return scenarios;
  }

  private static void assertUnmixed(ChannelDataset dataset, Map<Float, String> scenarios) {
    ComplexMatrices batch = dataset.batch(4, SAMPLES, 1);
    Map<String, Integer> samples = new HashMap<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      String first = scenarios.get(batch.re(sample, 0, 0));
      samples.merge(first, 1, Integer::sum);
      for (int user = 1; user < 4; user++) {
        assertEquals(first, scenarios.get(batch.re(sample, user, 0)), dataset + ", sample " + sample);
      }
    }
    // half of 200 with a standard deviation of 7
    samples.forEach((scenario, number) -> assertEquals(SAMPLES / 2, number, 35, scenario));
    assertEquals(2, samples.size());
  }

  @Test
  void samplesOfAGeneratedSetAreOfOneScenario() throws IOException {
    Map<Float, String> scenarios = scenarios();
    ChannelDataset drawn = SET.build();
    ChannelDataset written = SET.write(directory.resolve("set"));
    ChannelDataset reopened = ChannelDataset.open(directory.resolve("set"));
    ChannelDataset.Split split = reopened.split();
    for (ChannelDataset dataset : List.of(drawn, written, reopened, split.training(), split.validation(), split.test(),
        drawn.named("other"))) {
      assertUnmixed(dataset, scenarios);
    }
    assertEquals(drawn.channels().group(7), drawn.channels().group(5));
    assertTrue(Stream.of(drawn, split.test()).allMatch(set -> set.channels().groups() == 2));
  }

  /** Their channels are too many to be listed, so here each is the number of its scenario. */
  @Test
  void samplesWithoutEndAreOfOneScenario() {
    ChannelDataset endless = ChannelDataset.endless(T1, 3);
    Tr38901 model = Tr38901.builder(T1).build();
    UserChannels seen = new UserChannels() {
      @Override
      public long users() {
        return Long.MAX_VALUE;
      }

      @Override
      public int antennas() {
        return 1;
      }

      @Override
      public int groups() {
        return endless.channels().groups();
      }

      @Override
      public int group(long user) {
        return endless.channels().group(user);
      }

      @Override
      public void read(long user, float[] out, int offset) {
        out[offset] = 1 + List.of(Scenario.values()).indexOf(model.link(RandomStream.root(3), user).scenario());
      }
    };
    ChannelDataset samples = ChannelDataset.of("scenarios", seen).normalized(Normalization.NONE);
    for (ChannelDataset part : List.of(samples, samples.split().training(), samples.split().test(),
        samples.fixedSamples(20, 1))) {
      ComplexMatrices batch = part.batch(4, 40, 1);
      for (int sample = 0; sample < 40; sample++) {
        for (int user = 1; user < 4; user++) {
          assertEquals(batch.re(sample, 0, 0), batch.re(sample, user, 0));
        }
      }
      assertTrue(hasOther(batch), "only one scenario has samples");
    }
  }

  private static boolean hasOther(ComplexMatrices batch) {
    return IntStream.range(0, batch.samples()).anyMatch(sample -> batch.re(sample, 0, 0) != batch.re(0, 0, 0));
  }

  @Test
  void theShippedSetKnowsItsScenarios() throws IOException {
    ChannelDataset shipped = ChannelDataset.open(Path.of("data/channels/T1"));
    assertEquals(2, shipped.channels().groups());
    assertEquals(0, shipped.channels().group(599));
    assertEquals(1, shipped.channels().group(600));
    assertEquals(1, ChannelDataset.open(Path.of("data/channels/T4")).channels().groups());
  }

  /** Version 0.1 drew scenarios in turn and did not write it down. */
  @Test
  void cardsOfEarlierVersionsHaveTheirGroups() throws IOException {
    SET.write(directory.resolve("set"));
    Path card = directory.resolve("set").resolve("card.json");
    String earlier = Files.readString(card).replaceFirst("(?s)\"groups\".*?\\},", "");
    assertTrue(!earlier.contains("groups"));
    Files.writeString(card, earlier);
    assertEquals(2, ChannelDataset.open(directory.resolve("set")).channels().groups());
    assertEquals(2, SET.write(directory.resolve("set")).channels().groups());
  }

  @Test
  void aGroupWithTooFewUsersIsRefused() {
    ChannelDataset five = ChannelDataset.generate(T1).users(5).build(); // three UMa, two UMi
    five.batch(2, 1, 1);
    String message = assertThrows(IllegalArgumentException.class, () -> five.batch(3, 1, 1)).getMessage();
    assertTrue(message.contains("2 users of group 1"), message);
  }
}
