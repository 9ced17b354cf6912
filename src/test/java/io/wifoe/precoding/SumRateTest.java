package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wifoe.channel.ComplexBatch;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.LinkBudget;
import org.junit.jupiter.api.Test;

class SumRateTest {
  @Test
  void conjugatesTheChannelAndCountsInterferenceAndNoise() {
    // h_1 = (j, 1), h_2 = (2, 0); v_1 = (j, 1), v_2 = (1, 0):
    // h_1^H v_1 = 2, h_1^H v_2 = -j, h_2^H v_1 = 2j, h_2^H v_2 = 2; noise 1
    ComplexBatch h = new ComplexBatch(1, 2, 2, new float[] {0, 1, 2, 0}, new float[] {1, 0, 0, 0});
    ComplexBatch v = new ComplexBatch(1, 2, 2, new float[] {0, 1, 1, 0}, new float[] {1, 0, 0, 0});
    assertArrayEquals(new double[] {1.584962500721156, 0.8479969065549501}, // log2(1 + 4/2), log2(1 + 4/5)
        SumRate.perUser(h, v, 1), 1e-12);
    assertArrayEquals(new double[] {2.432959407276106}, SumRate.perSample(h, v, 1), 1e-12);
  }

  @Test
  void batchesOfAnySizeGiveTheSameEstimate() {
    LinkBudget link = LinkBudget.snrDb(10);
    ComplexBatch all = Batches.draw(Rayleigh.of(4), 30, 2, 1);
    ComplexBatch first = ComplexBatch.zeros(10, 2, 4);
    ComplexBatch rest = ComplexBatch.zeros(20, 2, 4);
    System.arraycopy(all.re(), 0, first.re(), 0, 80);
    System.arraycopy(all.im(), 0, first.im(), 0, 80);
    System.arraycopy(all.re(), 80, rest.re(), 0, 160);
    System.arraycopy(all.im(), 80, rest.im(), 0, 160);
    assertEquals(SumRate.estimate(Precoders.mrt(), link, all), SumRate.estimate(Precoders.mrt(), link, first, rest));
  }

  @Test
  void refusesPrecodersOfAnotherShape() {
    Exception e = assertThrows(IllegalArgumentException.class,
        () -> SumRate.perSample(ComplexBatch.zeros(2, 3, 4), ComplexBatch.zeros(2, 3, 5), 1));
    assertEquals("precoders of 2 x 3 x 5 do not fit channels of 2 x 3 x 4", e.getMessage());
  }
}
