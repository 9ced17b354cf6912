package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.ConstantLos;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Assumptions;
import io.wifoe.task.Multipath;
import io.wifoe.task.Normalization;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.PilotPower;
import io.wifoe.task.Reading;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever draws the channels of a task draws what it assumes. */
class AssumptionsOfChannelsTest {
  private static final int SEED = 5;

  @TempDir
  Path directory;

  static List<TaskConfig> tasks() {
    return List.of(PaperTasks.T4, PaperTasks.T4.withAssumptions(Assumptions.STANDARD_FULL),
        PaperTasks.T4.withAssumptions(Assumptions.AS_PUBLISHED),
        PaperTasks.T4.toBuilder().normalization(Normalization.UNIT_USER.withPower(2)).build());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyDoorLeadsToTheSameChannels(TaskConfig task) throws IOException {
    ChannelDataset drawn = ChannelDataset.generate(task).users(20).seed(SEED).build();
    List<ChannelDataset> finite = List.of(drawn,
        ChannelDataset.generate(Tr38901.builder(task).build()).users(20).seed(SEED).build(),
        ChannelDataset.generate(task).users(20).seed(SEED).write(directory.resolve("set")));
    List<ChannelDataset> endless = List.of(ChannelDataset.endless(task, SEED),
        ChannelDataset.endless(Tr38901.builder(task).build(), SEED));
    float[] expected = drawn.batch(3, 5, 1).values();
    float[] fresh = endless.get(0).batch(3, 5, 1).values();
    for (ChannelDataset door : finite) {
      assertArrayEquals(Files8.rows(drawn.channels()), Files8.rows(door.channels()));
      assertArrayEquals(expected, door.batch(3, 5, 1).values());
      assertEquals(task, door.assumedBy(task));
    }
    for (ChannelDataset door : endless) {
      float[] h = new float[2 * 64];
      door.channels().read(7, h, 0);
      assertArrayEquals(Files8.rows(drawn.channels())[7], h);
      assertArrayEquals(fresh, door.batch(3, 5, 1).values());
      assertEquals(task.assumptions().normalization(), door.normalization());
    }
  }

  @Test
  void everyAssumptionOfDrawingMatters() {
    float[][] rows = Files8.rows(ChannelDataset.generate(PaperTasks.T4).users(2).build().channels());
    for (TaskConfig other : List.of(PaperTasks.T4.toBuilder().reading(Reading.STANDARD).build(),
        PaperTasks.T4.toBuilder().multipath(Multipath.FULL).build())) {
      assertFalse(Arrays.equals(rows[0], Files8.rows(ChannelDataset.generate(other).users(2).build().channels())[0]));
    }
    assertArrayEquals(rows, Files8.rows(ChannelDataset.generate(
        PaperTasks.T4.toBuilder().pilotPower(PilotPower.TOTAL).build()).users(2).build().channels()));
  }

  @Test
  void aGeneratorNamesWhatItAssumes() {
    TaskConfig asTheTask = ((Tr38901) ChannelModels.parse("T4")).task();
    TaskConfig other = ((Tr38901) ChannelModels.parse("T4:reading=standard,multipath=full,normalization=none")).task();
    assertEquals(PaperTasks.T4, asTheTask);
    assertEquals(PaperTasks.T4.withAssumptions(Assumptions.STANDARD_FULL.withNormalization(Normalization.NONE)), other);
    assertEquals(Normalization.NONE, ChannelDataset.endless(ChannelModels.parse("T4:normalization=none"), 1)
        .normalization());
  }

  /** A set that is normalised in another way than its task says tells the truth in its card and to a training. */
  @Test
  void theCardHoldsWhatWasDone() throws IOException {
    ChannelDataset set = ChannelDataset.generate(PaperTasks.T4).reading(Reading.STANDARD).users(20)
        .normalization(Normalization.DATASET_MEAN).write(directory.resolve("set"));
    ChannelCard card = ChannelCard.read(directory.resolve("set"));
    Assumptions done = PaperTasks.T4.assumptions().withReading(Reading.STANDARD)
        .withNormalization(Normalization.DATASET_MEAN);
    assertEquals(done, card.task().assumptions());
    assertEquals(done, ChannelCard.fromJson(card.toJson()).task().assumptions());
    Normalization filledIn = set.normalization();
    assertEquals(done.withNormalization(filledIn), set.assumedBy(PaperTasks.T4).assumptions());
    assertEquals(set.assumedBy(PaperTasks.T4), TaskConfig.fromJson(set.assumedBy(PaperTasks.T4).toJson()));
  }

  /** A model says whether its channels need a normalisation, which is the same through every door. */
  @Test
  void channelsWithoutPathGainAreUsedAsTheyCome() throws IOException {
    for (ChannelModel model : List.of(Rayleigh.of(4), FewPath.of(4, 2, 30),
        ConstantLos.of(AntennaArray.ula(4), 60, 0))) {
      ChannelGeneration generation = ChannelDataset.generate(model).users(5);
      for (ChannelDataset set : List.of(generation.build(), ChannelDataset.endless(model, 1),
          generation.write(directory.resolve(model.getClass().getSimpleName())))) {
        assertEquals(Normalization.NONE, set.normalization(), set.toString());
      }
    }
  }

  @Test
  void aSplitHasThreePartsWithoutACommonUser() {
    ChannelDataset set = ChannelDataset.generate(PaperTasks.T4).users(100).build();
    ChannelDataset.Split split = set.split();
    assertEquals(60, split.training().users());
    assertEquals(10, split.validation().users());
    assertEquals(30, split.test().users());
    long distinct = List.of(split.training(), split.validation(), split.test()).stream()
        .flatMap(part -> Arrays.stream(Files8.rows(part.channels()))).map(row -> row[0]).distinct().count();
    assertEquals(100, distinct);
    ChannelDataset.Split heldOut = set.split(SplitShares.heldOut(0.2), 1);
    assertEquals(20, heldOut.validation().users());
    assertThrows(IllegalStateException.class, heldOut::test);
    assertEquals(70, set.split(new SplitShares(0.7, 0, 0.3), 1).training().users());
    assertThrows(IllegalArgumentException.class, () -> new SplitShares(0.7, 0.1, 0.3));
    assertThrows(IllegalArgumentException.class, () -> new SplitShares(1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> set.split(new SplitShares(0.999, 0.001, 0), 1));
  }

  /** Interrupted at one of its first users, a batch of many ends there. */
  @Test
  void anInterruptEndsABatch() {
    Thread caller = Thread.currentThread();
    AtomicLong reads = new AtomicLong();
    UserChannels interrupting = new UserChannels() {
      @Override
      public long users() {
        return Long.MAX_VALUE;
      }

      @Override
      public int antennas() {
        return 1;
      }

      @Override
      public void read(long user, float[] out, int offset) {
        out[offset] = 1;
        if (reads.incrementAndGet() == 10) {
          caller.interrupt();
        }
      }
    };
    ChannelDataset dataset = ChannelDataset.of("interrupting", interrupting).normalized(Normalization.NONE);
    int samples = 1_000_000;
    assertThrows(CancellationException.class, () -> dataset.batch(1, samples, 1));
    assertTrue(reads.get() < samples / 2, reads + " users were read");
    assertTrue(Thread.interrupted(), "the interrupt status is gone");
  }
}
