package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SectorDirections;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class BeamPairCodebookTest {
  private static final double SINGLE_PRECISION = 1e-5;
  private static final AntennaArray ARRAY = AntennaArray.upa(4, 6);
  private static final int RATIOS = 4;

  /** Of eight directions the search tries all, so it has to find the best of all words, also for Rayleigh channels. */
  @Test
  void namesTheBestOfAllWords() {
    BeamPairCodebook codebook = new BeamPairCodebook(ARRAY, 8, 3, 2);
    ComplexMatrices h = Batches.draw(Rayleigh.of(ARRAY.antennas()), 50, 1, 1);
    ComplexMatrices named = ComplexMatrices.zeros(50, 1, ARRAY.antennas());
    ComplexMatrices words = allWords(8);
    for (int i = 0; i < 50; i++) {
      codebook.quantize(h, i, 0, named);
      int row = named.row(i, 0);
      assertEquals(1, SumRate.squareNorm(named, row), SINGLE_PRECISION);
      double caught = SumRate.received(h, row, named, row) / SumRate.squareNorm(h, row);
      double best = 0;
      for (int word = 0; word < words.samples(); word++) {
        best = Math.max(best, SumRate.received(h, row, words, words.row(word, 0)) / SumRate.squareNorm(h, row)
            / SumRate.squareNorm(words, words.row(word, 0)));
      }
      assertEquals(best, caught, SINGLE_PRECISION);
    }
  }

  /** A user whose channel is zero has no direction, and no share of bits is best for it. */
  @Test
  void aChannelThatIsNoneIsNamed() {
    for (float bad : new float[] {0, Float.NaN}) {
      ComplexMatrices h = Batches.draw(Rayleigh.of(ARRAY.antennas()), 3, 2, 1);
      Arrays.fill(h.values(), h.row(1, 1), h.row(2, 0), bad);
      assertTrue(assertThrows(IllegalArgumentException.class, () -> BeamPairCodebook.fit(ARRAY, 24, h)).getMessage()
          .startsWith("user 3: the channel is zero or not finite"));
    }
  }

  /** a_1 + c a_2 written out, with the ratios 0 and three of a sunflower. */
  private static ComplexMatrices allWords(int directions) {
    double[][] a = SectorDirections.of(directions).steering(ARRAY);
    int antennas = ARRAY.antennas();
    ComplexMatrices words = ComplexMatrices.zeros(directions * directions * RATIOS, 1, antennas);
    for (int word = 0; word < words.samples(); word++) {
      int first = word / RATIOS / directions;
      int second = word / RATIOS % directions;
      int c = word % RATIOS;
      double radius = c == 0 ? 0 : Math.sqrt((c - 0.5) / 3);
      double angle = c * Math.PI * (3 - Math.sqrt(5));
      for (int n = 0; n < antennas; n++) {
        double re = a[0][second * antennas + n];
        double im = a[1][second * antennas + n];
        words.set(word, 0, n,
            (float) (a[0][first * antennas + n] + radius * (Math.cos(angle) * re - Math.sin(angle) * im)),
            (float) (a[1][first * antennas + n] + radius * (Math.cos(angle) * im + Math.sin(angle) * re)));
      }
    }
    return words;
  }

  @Test
  void bitsThatOneBeamCannotUseDescribeASecondPath() {
    AntennaArray array = PaperTasks.T1.array();
    ComplexMatrices some = ChannelDataset.endless(PaperTasks.T1, 1).batch(1, 200);
    ComplexMatrices fresh = ChannelDataset.endless(PaperTasks.T1, 2).batch(1, 200);
    double last = 0;
    for (int bits : new int[] {4, 8, 16, 24, 32}) {
      double caught = BeamPairCodebook.fit(array, bits, some).energyCaught(fresh);
      assertTrue(caught > last, bits + " bits: " + caught);
      last = caught;
    }
    assertTrue(last > 0.95, "two paths are nearly all of such a channel: " + last);
    double paths = BeamPairCodebook.fit(array, 24, some).energyCaught(fresh);
    double beams = BeamCodebook.dft(array, 24).energyCaught(fresh);
    assertTrue(paths > beams + 0.15, paths + " against " + beams);
  }

  @Test
  void sharesItsBitsAsTheChannelsOfThePlaceNeed() {
    ComplexMatrices onePath = ComplexMatrices.zeros(64, 1, ARRAY.antennas());
    double[][] a = SectorDirections.of(64).steering(ARRAY);
    for (int i = 0; i < a[0].length; i++) {
      onePath.set(i / ARRAY.antennas(), 0, i % ARRAY.antennas(), (float) a[0][i], (float) a[1][i]);
    }
    BeamPairCodebook codebook = BeamPairCodebook.fit(ARRAY, 6, onePath);
    assertEquals("Beam pairs 6 bit: 6 bits a direction, 0 the ratio", codebook.toString());
    assertEquals(1, codebook.energyCaught(onePath), SINGLE_PRECISION);
  }

  @Test
  void servesEveryNumberOfBitsAndEveryArray() {
    List<AntennaArray> arrays =
        List.of(ARRAY, AntennaArray.ula(8), AntennaArray.verticalUla(8), AntennaArray.upa(1, 1));
    for (AntennaArray array : arrays) {
      ComplexMatrices h = Batches.draw(Rayleigh.of(array.antennas()), 20, 1, 2);
      double last = 0;
      for (int bits : new int[] {0, 1, 2, 3, 5, 8, 32, 48}) {
        BeamPairCodebook codebook = BeamPairCodebook.fit(array, bits, h);
        assertEquals(bits, codebook.bits());
        double caught = codebook.energyCaught(h);
        assertTrue(caught > last - SINGLE_PRECISION && caught < 1 + SINGLE_PRECISION,
            array + ", " + bits + " bits: " + caught);
        assertTrue(array.antennas() > 1 || caught > 1 - SINGLE_PRECISION, "one antenna has one direction");
        last = caught;
      }
      assertEquals(last, BeamPairCodebook.fit(array, 32, h).energyCaught(h), "bits beyond 32 change nothing");
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(8), 2, 1, 3);
    Exception e = assertThrows(IllegalArgumentException.class, () -> BeamPairCodebook.fit(ARRAY, 8, h));
    assertEquals("a codebook for 24 antennas does not fit channels of 8", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> BeamPairCodebook.fit(ARRAY, -1, h));
    ComplexMatrices nobody = ComplexMatrices.zeros(0, 1, ARRAY.antennas());
    Exception none = assertThrows(IllegalArgumentException.class, () -> BeamPairCodebook.fit(ARRAY, 8, nobody));
    assertEquals("no channels to share 8 bits by", none.getMessage());
  }

  @Test
  void interruptEndsAFit() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(ARRAY.antennas()), 2, 1, 4);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> BeamPairCodebook.fit(ARRAY, 8, h));
    assertTrue(Thread.interrupted(), "the status stays set");
  }
}
