package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wifoe.RandomStream;
import io.wifoe.channel.ConstantLos;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.AntennaArray;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SpatialStatisticsTest {
  /** Three decimals are published; another 1,200 of the same simulator's users than the published ones. */
  private static final double OTHER_USERS = 0.03;

  @Test
  void oneDirectionHoldsAllTheEnergy() {
    float[][] parallel = {{3, 0, 0, 3}, {1, 0, 0, 1}};
    UserChannels same = new UserChannels() {
      @Override
      public long users() {
        return parallel.length;
      }

      @Override
      public int antennas() {
        return 2;
      }

      @Override
      public void read(long user, float[] out, int offset) {
        System.arraycopy(parallel[(int) user], 0, out, offset, 4);
      }
    };
    assertEquals(1, SpatialStatistics.eigenvalueShares(same)[0], 1e-12);
    assertEquals(1, SpatialStatistics.medianCorrelation(same, 10, 1), 1e-12);
  }

  @Test
  void independentFadingHasNoPreferredDirection() {
    ModelChannels rayleigh = new ModelChannels(Rayleigh.of(4), RandomStream.root(1), 4_000);
    double[] shares = SpatialStatistics.eigenvalueShares(rayleigh);
    assertEquals(0.25, shares[0], 0.03);
    assertEquals(1, shares[3], 1e-12);
    // |h_i^H h_j|^2 of random directions in C^4 is Beta(1, 3): the median is 1 - 2^(-1/3)
    assertEquals(Math.sqrt(1 - Math.cbrt(0.5)), SpatialStatistics.medianCorrelation(rayleigh, 20_000, 1), 0.01);
  }

  @Test
  void aPlaneWaveIsSeenWhereItComesFromAndNotWhereTheBeamHasItsNull() {
    AntennaArray array = AntennaArray.upa(12, 8);
    double nullAngle = Math.toDegrees(Math.asin(2.0 / array.columns())); // of half-wavelength columns, from broadside
    UserChannels wave = new ModelChannels(ConstantLos.of(array, 0, 0), RandomStream.root(1), 1);
    double[] power = SpatialStatistics.powerOverAzimuth(wave, 0, array, new double[] {0, nullAngle, -nullAngle, 50});
    assertEquals(1, power[0], 1e-6);
    for (int i = 1; i < power.length; i++) {
      assertEquals(0, power[i], 0.06, "azimuth " + i); // side lobes of the rows and columns
    }
  }

  @Test
  void shippedChannelsSpreadAsTheirSimulatorsFiguresSay() throws IOException {
    // urban macro in line of sight on a 12 x 8 array: 1, 4 and 16 directions
    double[] shares = SpatialStatistics.eigenvalueShares(ChannelDataset.open(Path.of("data/channels/T8")).channels());
    assertEquals(.120, shares[0], OTHER_USERS);
    assertEquals(.428, shares[3], OTHER_USERS);
    assertEquals(.889, shares[15], OTHER_USERS);
  }
}
