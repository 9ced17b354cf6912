package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.LinkBudget;
import org.junit.jupiter.api.Test;

class SumRateTest {
  @Test
  void conjugatesTheChannelAndCountsInterferenceAndNoise() {
    // h_1 = (j, 1), h_2 = (2, 0); v_1 = (j, 1), v_2 = (1, 0):
    // h_1^H v_1 = 2, h_1^H v_2 = -j, h_2^H v_1 = 2j, h_2^H v_2 = 2; noise 1
    ComplexMatrices h = new ComplexMatrices(1, 2, 2, new float[] {0, 1, 1, 0, 2, 0, 0, 0});
    ComplexMatrices v = new ComplexMatrices(1, 2, 2, new float[] {0, 1, 1, 0, 1, 0, 0, 0});
    assertArrayEquals(new double[] {1.584962500721156, 0.8479969065549501}, // log2(1 + 4/2), log2(1 + 4/5)
        SumRate.perUser(h, v, 1), 1e-12);
    assertArrayEquals(new double[] {2.432959407276106}, SumRate.perSample(h, v, 1), 1e-12);
  }

  @Test
  void batchesOfAnySizeGiveTheSameEstimate() {
    LinkBudget link = LinkBudget.snrDb(10);
    ComplexMatrices all = Batches.draw(Rayleigh.of(4), 30, 2, 1);
    assertEquals(SumRate.estimate(Precoders.mrt(), link, all),
        SumRate.estimate(Precoders.mrt(), link, all.slice(0, 10), all.slice(10, 30)));
  }

  @Test
  void refusesPrecodersOfAnotherShape() {
    Exception e = assertThrows(IllegalArgumentException.class,
        () -> SumRate.perSample(ComplexMatrices.zeros(2, 3, 4), ComplexMatrices.zeros(2, 3, 5), 1));
    assertEquals("precoders of 2 x 3 x 5 do not fit channels of 2 x 3 x 4", e.getMessage());
  }
}
