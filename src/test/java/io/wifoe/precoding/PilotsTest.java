package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelCovariance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PilotsTest {
  private static final double SINGLE_PRECISION = 1e-5;
  private static final ChannelCovariance FEW_PATHS =
      ChannelCovariance.of(Batches.draw(FewPath.of(16, 2, 30), 2_000, 1, 1));

  @Test
  void everyColumnHasItsPowerAlsoWhereNotAllDirectionsAreWorthAny() {
    for (double noise : new double[] {1e-3, 1, 100}) {
      ComplexMatrices x = Pilots.optimal(FEW_PATHS, 10, 3, noise);
      for (int l = 0; l < 10; l++) {
        double power = 0;
        for (int n = 0; n < 16; n++) {
          power += x.re(0, n, l) * x.re(0, n, l) + x.im(0, n, l) * x.im(0, n, l);
        }
        assertEquals(3, power, 3 * SINGLE_PRECISION, "column " + l);
      }
    }
  }

  @Test
  void waterStandsAtOneLevelAndNowhereAboveDryGround() {
    double[] eigenvalues = {8, 2, 0.5, 0.1, 0};
    for (double sum : new double[] {0.1, 1, 5, 100}) {
      double[] powers = Pilots.waterFilling(eigenvalues, 5, sum, 1);
      assertEquals(sum, Arrays.stream(powers).sum(), 1e-9);
      double level = powers[0] + 1 / eigenvalues[0];
      for (int i = 0; i < powers.length; i++) {
        assertTrue(powers[i] >= 0);
        if (powers[i] > 0) {
          assertEquals(level, powers[i] + 1 / eigenvalues[i], 1e-9, "sum " + sum + ", direction " + i);
        } else {
          assertTrue(1 / eigenvalues[i] >= level, "sum " + sum + ", direction " + i);
        }
      }
    }
  }

  @Test
  void noOtherPilotsOfThisPowerLeaveLessError() {
    for (double noise : new double[] {0.1, 10}) {
      ComplexMatrices best = Pilots.optimal(FEW_PATHS, 6, 2, noise);
      double least = LmmseEstimator.of(FEW_PATHS, best, noise).meanSquareError();
      for (int seed = 0; seed < 20; seed++) { // near ones and quite other ones
        ComplexMatrices other = Batches.draw(Rayleigh.of(6), 1, 16, seed);
        double amount = seed % 2 == 0 ? 1 : 0.05;
        for (int i = 0; i < other.values().length; i++) {
          other.values()[i] = (float) (amount * other.values()[i]) + (seed % 2 == 0 ? 0 : best.values()[i]);
        }
        scaleColumns(other, 2);
        assertTrue(LmmseEstimator.of(FEW_PATHS, other, noise).meanSquareError() > least,
            "noise " + noise + ", seed " + seed);
      }
    }
  }

  private static void scaleColumns(ComplexMatrices x, double power) {
    for (int l = 0; l < x.columns(); l++) {
      double sum = 0;
      for (int n = 0; n < x.rows(); n++) {
        sum += Math.pow(x.re(0, n, l), 2) + Math.pow(x.im(0, n, l), 2);
      }
      float factor = (float) Math.sqrt(power / sum);
      for (int n = 0; n < x.rows(); n++) {
        x.set(0, n, l, factor * x.re(0, n, l), factor * x.im(0, n, l));
      }
    }
  }

  @Test
  void noiseHasItsPowerAndDependsOnTheSamplesNumberAlone() {
    double[] powers = {4, 4, 4, 4, 4, 4};
    ComplexMatrices all = Pilots.noise(3, 500, powers, 0, RandomStream.root(1));
    ComplexMatrices last = Pilots.noise(3, 500, new double[] {4, 4}, 4, RandomStream.root(1));
    assertArrayEquals(Arrays.copyOfRange(all.values(), all.row(4, 0), all.values().length), last.values());
    double mean = Batches.power(new ComplexMatrices(1, 18, 500, all.values()), 0) / (18 * 500);
    assertEquals(4, mean, 4 * 4 / Math.sqrt(18 * 500), "four standard errors of an exponential variable");
  }

  @Test
  void usersReceiveTheirChannelsConjugateTimesThePilots() {
    ComplexMatrices h = new ComplexMatrices(1, 1, 2, new float[] {1, 0, 2, 3}); // (1 + 2j, 3j)
    ComplexMatrices x = new ComplexMatrices(1, 2, 1, new float[] {1, 1, 2, 0}); // (1 + j, 2)
    ComplexMatrices z = new ComplexMatrices(1, 1, 1, new float[] {10, 20});
    // (1 - 2j)(1 + j) - 3j * 2 + 10 + 20j = 13 + 13j
    assertArrayEquals(new float[] {13, 13}, Pilots.received(h, x, z).values());
  }

  @Test
  void refusesMorePilotsThanAntennas() {
    assertEquals("pilot length 17 must be between 1 and the 16 antennas", assertThrows(IllegalArgumentException.class,
        () -> Pilots.optimal(FEW_PATHS, 17, 1, 1)).getMessage());
  }
}
