package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wifoe.Estimate;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelCovariance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LmmseEstimatorTest {
  @Test
  void errorsOfFreshChannelsAreWhatTheErrorsCovarianceSays() {
    FewPath model = FewPath.of(16, 2, 30);
    ChannelCovariance covariance = ChannelCovariance.of(Batches.draw(model, 50_000, 1, 1));
    ComplexMatrices h = Batches.draw(model, 10_000, 1, 2);
    for (double noise : new double[] {0.1, 5}) {
      for (int length : new int[] {3, 16}) {
        ComplexMatrices x = Batches.draw(Rayleigh.of(length), 1, 16, 3);
        LmmseEstimator estimator = LmmseEstimator.of(covariance, x, noise);
        Estimate error = error(h, estimator.estimate(Pilots.received(h, x, noise(10_000, length, noise))));
        // four standard errors, and as much again for the covariance, which is one of 50,000 users
        assertEquals(error.mean(), estimator.meanSquareError(), 8 / 1.96 * error.ci95(), noise + " " + length);
      }
    }
  }

  @Test
  void directionsWithoutPilotsKeepTheirEnergyAndOthersAreFoundToWithinTheNoise() {
    int antennas = 8;
    int length = 3;
    double power = 5;
    double noise = 2;
    ComplexMatrices axes = ComplexMatrices.zeros(1, antennas, antennas); // R = I
    ComplexMatrices x = ComplexMatrices.zeros(1, antennas, length); // of three antennas, one after the other
    for (int n = 0; n < antennas; n++) {
      axes.set(0, n, n, 0, (float) Math.sqrt(antennas));
    }
    for (int l = 0; l < length; l++) {
      x.set(0, l, l, 0, (float) Math.sqrt(power));
    }
    assertEquals(antennas - length + length * noise / (power + noise),
        LmmseEstimator.of(ChannelCovariance.of(axes), x, noise).meanSquareError(), 1e-5);
  }

  @Test
  void asManyPilotsAsAntennasWithoutNoiseTellTheChannel() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(6), 200, 1, 4);
    ComplexMatrices x = Batches.draw(Rayleigh.of(6), 1, 6, 5);
    ComplexMatrices estimates = LmmseEstimator.of(ChannelCovariance.of(h), x, 1e-9)
        .estimate(Pilots.received(h, x, ComplexMatrices.zeros(200, 1, 6)));
    for (int i = 0; i < h.values().length; i++) {
      assertEquals(h.values()[i], estimates.values()[i], 1e-4);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    ChannelCovariance covariance = ChannelCovariance.of(Batches.draw(Rayleigh.of(6), 20, 1, 6));
    ComplexMatrices x = Batches.draw(Rayleigh.of(2), 1, 6, 7);
    assertEquals("1 pilot matrices of 5 antennas do not fit a covariance of 6 antennas; there is one",
        assertThrows(IllegalArgumentException.class,
            () -> LmmseEstimator.of(covariance, ComplexMatrices.zeros(1, 5, 2), 1)).getMessage());
    assertEquals("a user that received 3 numbers does not fit 2 pilots", assertThrows(IllegalArgumentException.class,
        () -> LmmseEstimator.of(covariance, x, 1).estimate(ComplexMatrices.zeros(1, 1, 3))).getMessage());
    assertThrows(IllegalArgumentException.class, () -> LmmseEstimator.of(covariance, x, 0));
  }

  private static ComplexMatrices noise(int samples, int length, double power) {
    double[] powers = new double[samples];
    Arrays.fill(powers, power);
    return Pilots.noise(1, length, powers, 0, RandomStream.root(8));
  }

  private static Estimate error(ComplexMatrices h, ComplexMatrices estimates) {
    double[] errors = new double[h.samples()];
    for (int i = 0; i < h.values().length; i++) {
      errors[i / (2 * h.columns())] += Math.pow(estimates.values()[i] - h.values()[i], 2);
    }
    return Estimate.of(errors);
  }
}
