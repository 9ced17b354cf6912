package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.AntennaArray;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TrainedCodebookTest {
  private static final double SINGLE_PRECISION = 1e-5;

  @Test
  void oneWordIsTheStrongestDirectionOfAllUsers() {
    ComplexMatrices h = ComplexMatrices.zeros(100, 1, 3);
    for (int i = 0; i < 100; i++) { // three quarters along the second axis, with any phase and norm
      h.set(i, 0, i % 4 == 0 ? 2 : 1, (float) ((1 + i) * Math.cos(i)), (float) ((1 + i) * Math.sin(i)));
    }
    assertEquals(0.75, TrainedCodebook.train(h, 0, 1).energyCaught(h), SINGLE_PRECISION);
    assertEquals(1, TrainedCodebook.train(h, 1, 1).energyCaught(h), SINGLE_PRECISION,
        "two words for two directions, also where both start on the same one");
  }

  @Test
  void beatsAGridOfBeamsOnTheUsersOfItsPlace() {
    ComplexMatrices h = Batches.draw(FewPath.of(16, 2, 30), 3000, 1, 1);
    ComplexMatrices fresh = Batches.draw(FewPath.of(16, 2, 30), 1000, 1, 2);
    TrainedCodebook trained = TrainedCodebook.train(h, 5, 1);
    double beams = BeamCodebook.dft(AntennaArray.ula(16), 5).energyCaught(fresh);
    assertTrue(trained.energyCaught(fresh) > beams + 0.02, trained.energyCaught(fresh) + " against " + beams);
  }

  @Test
  void moreBitsCatchMoreOfNewUsers() {
    ComplexMatrices h = Batches.draw(FewPath.of(16, 2, 30), 3000, 1, 3);
    ComplexMatrices fresh = Batches.draw(FewPath.of(16, 2, 30), 500, 1, 4);
    double last = 0;
    for (int bits = 0; bits <= 8; bits += 2) {
      double caught = TrainedCodebook.train(h, bits, 2).energyCaught(fresh);
      assertTrue(caught > last + 0.02, bits + " bits: " + caught);
      last = caught;
    }
  }

  @Test
  void namesTheWordThatCatchesMostAtUnitNorm() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(4), 200, 2, 5);
    TrainedCodebook codebook = TrainedCodebook.train(h, 3, 3);
    ComplexMatrices named = ComplexMatrices.zeros(200, 2, 4);
    for (int i = 0; i < 400; i++) {
      codebook.quantize(h, i / 2, i % 2, named);
      assertEquals(1, SumRate.squareNorm(named, 8 * i), SINGLE_PRECISION);
    }
    for (int i = 0; i < 400; i++) {
      double own = SumRate.received(h, 8 * i, named, 8 * i);
      for (int other = 0; other < 400; other++) {
        assertTrue(own >= SumRate.received(h, 8 * i, named, 8 * other) * (1 - SINGLE_PRECISION));
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameWords() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(8), 500, 1, 6);
    ComplexMatrices first = ComplexMatrices.zeros(500, 1, 8);
    ComplexMatrices second = ComplexMatrices.zeros(500, 1, 8);
    TrainedCodebook.train(h, 4, 7).quantize(h, 3, 0, first);
    TrainedCodebook.train(h, 4, 7).quantize(h, 3, 0, second);
    assertArrayEquals(first.values(), second.values());
  }

  @Test
  void refusesWhatItCannotTrainOn() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(4), 10, 1, 8);
    Exception few = assertThrows(IllegalArgumentException.class, () -> TrainedCodebook.train(h, 4, 1));
    assertEquals("10 users cannot train 16 words; take more users or fewer bits", few.getMessage());
    Batches.scaleUser(h, 3, 0, 0);
    Exception zero = assertThrows(IllegalArgumentException.class, () -> TrainedCodebook.train(h, 1, 1));
    assertEquals("user 3: the channel is zero or not finite", zero.getMessage());
  }

  @Test
  void interruptEndsATraining() {
    ComplexMatrices channels = ComplexMatrices.zeros(4, 1, 2);
    Arrays.fill(channels.values(), 1);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> TrainedCodebook.train(channels, 1, 1));
    assertTrue(Thread.interrupted(), "the status stays set");
  }
}
