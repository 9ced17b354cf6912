package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelCovariance;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EstimatedCsiTest {
  private static final int ANTENNAS = 16;
  private static final ChannelCovariance COVARIANCE =
      ChannelCovariance.of(Batches.draw(FewPath.of(ANTENNAS, 2, 60), 4_000, 1, 1));

  private static EstimatedCsi wmmse(int pilots, PilotPower power, long seed) {
    return new EstimatedCsi(COVARIANCE, pilots, power, Precoders.wmmse(), seed);
  }

  private static ComplexMatrices channels(int samples) {
    return Batches.draw(FewPath.of(ANTENNAS, 2, 60), samples, 3, 2);
  }

  @Test
  void asManyPilotsAsAntennasAndLittleNoiseComeToFullKnowledge() {
    LinkBudget link = LinkBudget.snrDb(60);
    ComplexMatrices h = channels(50);
    ComplexMatrices estimates = wmmse(ANTENNAS, PilotPower.PER_ANTENNA, 3).estimates(h, link, 0);
    for (int i = 0; i < h.values().length; i++) {
      assertEquals(h.values()[i], estimates.values()[i], 0.01, "deviation of its noise, at most 0.001 / 4");
    }
    double known = SumRate.estimate(Precoders.wmmse(), link, h).mean();
    double estimated = SumRate.estimate(wmmse(ANTENNAS, PilotPower.PER_ANTENNA, 3), link, h).mean();
    // pilots of power E_s leave errors of sigma^2 / E_s, in which other users' signals are noise of sigma^2 P / E_s
    assertEquals(known, estimated, 2 * 3 * Math.log1p(1.0 / ANTENNAS) / Math.log(2));
  }

  @Test
  void fewerAndWeakerPilotsCostRate() {
    LinkBudget link = LinkBudget.snrDb(10);
    ComplexMatrices h = channels(300);
    double known = SumRate.estimate(Precoders.wmmse(), link, h).mean();
    double many = SumRate.estimate(wmmse(12, PilotPower.PER_ANTENNA, 3), link, h).mean();
    double weak = SumRate.estimate(wmmse(12, PilotPower.TOTAL, 3), link, h).mean();
    double few = SumRate.estimate(wmmse(4, PilotPower.PER_ANTENNA, 3), link, h).mean();
    assertTrue(known > many + 0.1 && many > weak + 0.1 && many > few + 1,
        known + " " + many + " " + weak + " " + few);
  }

  @Test
  void aSamplesNoiseDependsOnItsNumberAndNotOnBatchesOrThreads() {
    LinkBudget link = LinkBudget.snrDb(5);
    ComplexMatrices h = channels(8);
    EstimatedCsi precoder = wmmse(6, PilotPower.TOTAL, 4);
    float[] whole = precoder.precode(h, link).values();
    IntStream.range(0, 8).parallel().forEach(i -> {
      ComplexMatrices alone = precoder.precode(h.slice(i, i + 1), link, i);
      assertArrayEquals(Arrays.copyOfRange(whole, h.row(i, 0), h.row(i + 1, 0)), alone.values());
    });
    assertTrue(!Arrays.equals(whole, wmmse(6, PilotPower.TOTAL, 5).precode(h, link).values()), "another seed");
  }

  @Test
  void wordsForEstimatesAreWorthLessThanWordsForChannels() {
    LinkBudget link = LinkBudget.snrDb(10);
    ComplexMatrices h = channels(300);
    Precoder words = new LimitedFeedback(BeamCodebook.dft(AntennaArray.ula(ANTENNAS), 7), Precoders.wmmse());
    double ofChannels = SumRate.estimate(words, link, h).mean();
    EstimatedCsi few = new EstimatedCsi(COVARIANCE, 4, PilotPower.PER_ANTENNA, words, 6);
    assertTrue(SumRate.estimate(few, link, h).mean() < ofChannels - 0.3);
    assertEquals("DFT 7 bit + WMMSE on LMMSE estimates", few.name());
    assertEquals(PilotPower.PER_ANTENNA, few.pilotPower());
  }
}
