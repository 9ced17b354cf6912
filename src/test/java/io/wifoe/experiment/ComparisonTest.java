package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.ConstantLos;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.WiFoE;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.Normalization;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final TaskConfig TASK = TaskConfig.builder().name("small").array(AntennaArray.ula(8)).pilotLength(4)
      .feedbackBits(6).users(2, 3).normalization(Normalization.NONE).build();

  /** MRT that tells of every batch it sees. */
  private record Watched(List<Long> firsts, Consumer<ComplexMatrices> batches) implements Precoder {
    @Override
    public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
      throw new AssertionError("a measurement says which samples it is at");
    }

    @Override
    public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link, long first) {
      firsts.add(first);
      batches.accept(channels);
      return Precoders.mrt().precode(channels, link);
    }

    @Override
    public String name() {
      return "watched";
    }
  }

  private static WiFoE model() {
    WiFoE model = WiFoE.builder().width(16).blocks(1).heads(2).seed(4).build();
    model.addHeads(TASK.configurations());
    return model;
  }

  @Test
  void everyBatchMeetsFreshNoise() {
    // all users of all samples have one channel, so that samples differ by their noise alone
    ChannelDataset same = ChannelDataset.endless(ConstantLos.of(AntennaArray.ula(8), 0, 0), 1)
        .normalized(Normalization.NONE);
    try (WiFoE model = model()) {
      Comparison comparison = Comparison.on(same).users(2).snrDb(-10).schemes(model.precoder(TASK, 1));
      SumRateRow one = comparison.samples(256).run().get(0);
      SumRateRow three = comparison.samples(768).run().get(0);
      assertTrue(one.ci95() > 0, "noise makes a difference");
      assertTrue(Math.abs(one.sumRate() - three.sumRate()) > 1e-3 * one.ci95(),
          one + " is all that " + three + " has seen");
    }
  }

  @Test
  void manySamplesOfManyAntennasComeInBatchesAndAnInterruptEndsThem() {
    List<Long> firsts = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    Watched watched = new Watched(firsts, batch -> {
      sizes.add(batch.values().length);
      if (sizes.size() == 3) {
        Thread.currentThread().interrupt();
      }
    });
    Comparison comparison = Comparison.on(ChannelDataset.endless(Rayleigh.of(256), 1)).users(8).samples(100_000)
        .schemes(watched, watched);
    Exception e = assertThrows(CancellationException.class, comparison::run);
    assertTrue(Thread.interrupted(), "the interrupt status stays set");
    assertEquals("the comparison was interrupted after 256 of 100,000 samples; nothing of it is kept", e.getMessage());
    assertEquals(List.of(0L, 0L, 256L), firsts);
    assertTrue(sizes.stream().allMatch(size -> size <= 1 << 21), sizes + " numbers at once");
  }

  @Test
  void sharesAreOfWmmseAndGivenWhereAskedFor() {
    Comparison comparison = Comparison.on(ChannelDataset.endless(Rayleigh.of(8), 1)).users(3).samples(50)
        .schemes(Precoders.wmmse(), Precoders.mrt());
    assertNull(comparison.run().get(0).shareOfWmmse());
    List<SumRateRow> rows = comparison.withShares().run();
    assertEquals(1, rows.get(0).shareOfWmmse());
    assertEquals(rows.get(1).sumRate() / rows.get(0).sumRate(), rows.get(1).shareOfWmmse());
  }

  @Test
  void aSchemeUnderAnotherNameIsTheSameScheme() {
    try (WiFoE model = model()) {
      Precoder precoder = model.precoder(TASK, 1);
      Comparison comparison = Comparison.on(ChannelDataset.endless(Rayleigh.of(8), 1)).users(2).samples(600);
      SumRateRow own = comparison.schemes(precoder).run().get(0);
      SumRateRow renamed = comparison.schemes(precoder.named("mine")).run().get(1);
      assertEquals("mine", renamed.scheme());
      assertEquals(own.sumRate(), renamed.sumRate(), "the same noise in every batch");
      assertEquals(precoder.pilotPower(), precoder.named("mine").pilotPower());
      assertThrows(IllegalArgumentException.class, () -> precoder.named(" "));
    }
  }
}
