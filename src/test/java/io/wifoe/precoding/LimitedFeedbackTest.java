package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitedFeedbackTest {
  private static final double SINGLE_PRECISION = 1e-5;

  @ParameterizedTest
  @CsvSource({"12, 8, 5, 3", "1, 16, 0, 7", "6, 12, 17, 40"})
  void aPlaneWaveOfTheCodebookIsDescribedWithoutLoss(int rows, int columns, int p, int q) {
    // beams p / 2^bv and q / 2^bh of a 12-bit codebook: 2^6 x 2^6, or 1 x 2^12 on a linear array
    BeamCodebook codebook = BeamCodebook.dft(AntennaArray.upa(rows, columns), 12);
    int vertical = rows == 1 ? 1 : rows < columns ? 32 : 64;
    ComplexMatrices wave = wave(rows, columns, (double) p / vertical, q * (double) vertical / 4096);
    assertEquals(1, captured(codebook, wave), SINGLE_PRECISION);
  }

  @Test
  void aFineCodebookIsSearchedAsIfWordByWord() {
    AntennaArray array = AntennaArray.upa(4, 3);
    ComplexMatrices h = Batches.draw(Rayleigh.of(12), 50, 1, 1);
    for (int sample = 0; sample < h.samples(); sample++) {
      ComplexMatrices one = single(h, sample);
      double best = 0;
      for (int p = 0; p < 64; p++) {
        for (int q = 0; q < 32; q++) { // all words of the 11-bit codebook
          best = Math.max(best, share(one, wave(4, 3, p / 64.0, q / 32.0)));
        }
      }
      // the search may follow a neighbouring hill that is lower by a hair
      assertEquals(best, captured(BeamCodebook.dft(array, 11), one), 0.03 * best);
    }
  }

  @Test
  void whatIsNoChannelIsNoWord() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(12), 2, 2, 1);
    Precoder scheme = new LimitedFeedback(BeamCodebook.dft(AntennaArray.upa(4, 3), 8));
    Arrays.fill(h.values(), h.row(1, 0), h.row(1, 1), 0);
    ComplexMatrices v = scheme.precode(h, LinkBudget.snrDb(10));
    assertEquals(0, SumRate.squareNorm(v, v.row(1, 0)));
    assertTrue(SumRate.squareNorm(v, v.row(1, 1)) > 0);
    h.set(0, 1, 5, Float.NaN, 0);
    String message = assertThrows(IllegalArgumentException.class, () -> scheme.precode(h, LinkBudget.snrDb(10)))
        .getMessage();
    assertEquals("sample 0, user 1: the channel has a value that is not finite", message);
  }

  @Test
  void moreBitsDescribeMore() {
    ComplexMatrices h = Batches.draw(FewPath.of(16, 1, 60), 200, 1, 2);
    double last = 0;
    for (int bits : new int[] {1, 3, 5, 8, 24}) {
      double captured = captured(BeamCodebook.dft(AntennaArray.ula(16), bits), h);
      assertTrue(captured > last, bits + " bits: " + captured);
      last = captured;
    }
    assertEquals(1, last, SINGLE_PRECISION, "24 bits describe one path");
  }

  @Test
  void typeOneHasFourTimesOversampledBeams() {
    assertEquals(11, BeamCodebook.typeOne(AntennaArray.upa(12, 8)).bits()); // 48 and 32 beams
    assertEquals(8, BeamCodebook.typeOne(AntennaArray.ula(64)).bits());
    assertEquals(1, captured(BeamCodebook.typeOne(AntennaArray.upa(12, 8)), wave(12, 8, 7 / 48.0, 5 / 32.0)),
        SINGLE_PRECISION);
  }

  @ParameterizedTest
  @CsvSource({"4, 0, 0.25", "4, 6, 0.7775", "8, 10, 0.6525"})
  void randomWordsCaptureWhatTheoryPredicts(int antennas, int bits, double expected) {
    // 1 - 2^B Beta(2^B, Nt / (Nt - 1)), Jindal 2006, Eq. (12), of an isotropic channel's energy
    ComplexMatrices h = Batches.draw(Rayleigh.of(antennas), 2000, 1, 3);
    assertEquals(expected, captured(RandomCodebook.of(antennas, bits, 4), h), 0.01);
  }

  @Test
  void usersNameDifferentRandomWordsForTheSameChannel() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(4), 1, 2, 5);
    Batches.copyUser(h, 0, h, 1);
    ComplexMatrices words = ComplexMatrices.zeros(1, 2, 4);
    RandomCodebook codebook = RandomCodebook.of(4, 3, 6);
    codebook.quantize(h, 0, 0, words);
    codebook.quantize(h, 0, 1, words);
    assertTrue(Math.abs(words.re(0, 0, 0) - words.re(0, 1, 0)) > SINGLE_PRECISION);
  }

  @Test
  void feedbackCostsRateButBeatsNoFeedback() {
    LinkBudget link = LinkBudget.snrDb(10);
    ComplexMatrices h = Batches.draw(FewPath.of(64, 2, 30), 500, 2, 7);
    double full = SumRate.estimate(Precoders.zeroForcing(), link, h).mean();
    double beams = SumRate.estimate(new LimitedFeedback(BeamCodebook.typeOne(AntennaArray.ula(64))), link, h).mean();
    double none = SumRate.estimate(new LimitedFeedback(BeamCodebook.dft(AntennaArray.ula(64), 0)), link, h).mean();
    assertTrue(full > beams + 1 && beams > none + 3, full + " " + beams + " " + none);
  }

  @Test
  void wmmseServesUsersOfTheSameWordNotAllAtOnce() {
    LinkBudget link = LinkBudget.snrDb(20);
    ComplexMatrices h = Batches.draw(FewPath.of(16, 1, 60), 300, 4, 9);
    BeamCodebook codebook = BeamCodebook.dft(AntennaArray.ula(16), 3);
    Precoder wmmse = new LimitedFeedback(codebook, Precoders.wmmse());
    double zf = SumRate.estimate(new LimitedFeedback(codebook), link, h).mean();
    assertTrue(SumRate.estimate(wmmse, link, h).mean() > zf + 0.5, zf + " by ZF");
    assertEquals("DFT 3 bit + WMMSE", wmmse.name());
  }

  @Test
  void spendsExactlyThePowerAlsoWhereUsersNameTheSameWord() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(8), 50, 4, 8);
    ComplexMatrices v = new LimitedFeedback(BeamCodebook.dft(AntennaArray.ula(8), 2)).precode(h, LinkBudget.snrDb(0));
    for (int sample = 0; sample < 50; sample++) {
      assertEquals(1, Batches.power(v, sample), SINGLE_PRECISION);
    }
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThrows(IllegalArgumentException.class, () -> RandomCodebook.of(8, 13, 1));
    assertThrows(IllegalArgumentException.class, () -> BeamCodebook.dft(AntennaArray.ula(8), -1));
    Exception e = assertThrows(IllegalArgumentException.class,
        () -> captured(BeamCodebook.dft(AntennaArray.ula(8), 3), ComplexMatrices.zeros(1, 1, 4)));
    assertEquals("a codebook for 8 antennas does not fit channels of 4", e.getMessage());
  }

  private static ComplexMatrices wave(int rows, int columns, double cyclesPerRow, double cyclesPerColumn) {
    ComplexMatrices wave = ComplexMatrices.zeros(1, 1, rows * columns);
    for (int n = 0; n < rows * columns; n++) {
      double phase = 2 * Math.PI * (n % rows * cyclesPerRow + n / rows * cyclesPerColumn);
      wave.set(0, 0, n, (float) Math.cos(phase), (float) Math.sin(phase));
    }
    return wave;
  }

  private static ComplexMatrices single(ComplexMatrices batch, int sample) {
    int row = batch.row(sample, 0);
    return new ComplexMatrices(1, 1, batch.columns(),
        Arrays.copyOfRange(batch.values(), row, row + 2 * batch.columns()));
  }

  /** Mean share of the first users' energy that lies in the direction of their words. */
  private static double captured(Quantizer quantizer, ComplexMatrices h) {
    ComplexMatrices words = ComplexMatrices.zeros(h.samples(), h.rows(), h.columns());
    double sum = 0;
    for (int sample = 0; sample < h.samples(); sample++) {
      quantizer.quantize(h, sample, 0, words);
      sum += share(single(h, sample), single(words, sample));
    }
    return sum / h.samples();
  }

  private static double share(ComplexMatrices h, ComplexMatrices w) {
    return SumRate.received(h, 0, w, 0) / Batches.power(h, 0) / Batches.power(w, 0);
  }
}
