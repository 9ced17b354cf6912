package io.wifoe.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.task.AntennaArray;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimpleChannelsTest {
  private static final int USERS = 20_000;
  /** Four standard errors of the mean power of 20,000 users whose power has unit relative variance. */
  private static final double POWER_TOLERANCE = 4 / Math.sqrt(USERS);

  @Test
  void meanPowerIsTheNumberOfAntennas() {
    List<ChannelModel> models = List.of(FewPath.of(16, 2, 30), Rayleigh.of(16),
        ConstantLos.of(AntennaArray.upa(4, 4), 60, 20));
    for (ChannelModel model : models) {
      double power = 0;
      for (int user = 0; user < USERS; user++) {
        for (float x : Draws.one(model, RandomStream.root(3), user)) {
          power += x * x;
        }
      }
      assertEquals(1, power / USERS / model.antennas(), POWER_TOLERANCE, model.describe());
    }
  }

  @Test
  void sinrOfMrtOnFewPathsIsAsPublished() {
    // K = 2, P = 1, noise power 0.1, MRT on the whole matrix scaled to P: 13.191 +- 0.011 bps/Hz over 100,000
    // channels of the set-up of Sohrabi et al. (Nt = 64, two paths within 30 degrees).
    ChannelModel model = FewPath.of(64, 2, 30);
    double sum = 0;
    int samples = 20_000;
    for (int s = 0; s < samples; s++) {
      float[] a = Draws.one(model, RandomStream.root(11), 2L * s);
      float[] b = Draws.one(model, RandomStream.root(11), 2L * s + 1);
      double aa = Draws.innerPower(a, a);
      double bb = Draws.innerPower(b, b);
      double ab = Draws.innerPower(a, b);
      double total = Math.sqrt(aa) + Math.sqrt(bb);
      sum += log2(1 + aa / total / (ab / total + 0.1)) + log2(1 + bb / total / (ab / total + 0.1));
    }
    double fourStandardErrors = 4 * 3.5 / Math.sqrt(samples);
    assertEquals(13.191, sum / samples, fourStandardErrors);
  }

  @Test
  void onePathHasConstantModulusAndLiesWithinItsSpread() {
    ChannelModel model = FewPath.of(8, 1, 30);
    double largestStep = Math.PI * Math.sin(Math.toRadians(30));
    for (int user = 0; user < 200; user++) {
      float[] h = Draws.one(model, RandomStream.root(5), user);
      for (int m = 1; m < 8; m++) {
        double re = h[m] * h[0] + h[8 + m] * h[8];
        double modulus = Math.hypot(h[0], h[8]);
        assertEquals(modulus, Math.hypot(h[m], h[8 + m]), 1e-5 * modulus, "one path has no fading");
        if (m == 1) {
          assertTrue(re / modulus / modulus >= Math.cos(largestStep) - 1e-5, "step beyond the spread");
        }
      }
    }
  }

  @Test
  void aUserIsTheSameVectorWhereverItIsWritten() {
    for (ChannelModel model : List.of(FewPath.of(6, 3, 45), Rayleigh.of(6))) {
      float[] alone = Draws.one(model, RandomStream.root(9), 41);
      float[] shifted = new float[30];
      model.draw(RandomStream.root(9), 40, shifted, 2);
      model.draw(RandomStream.root(9), 41, shifted, 14);
      assertArrayEquals(alone, Arrays.copyOfRange(shifted, 14, 26));
      assertFalse(Arrays.equals(alone, Arrays.copyOfRange(shifted, 2, 14)), "two users share a vector");
      assertFalse(Arrays.equals(alone, Draws.one(model, RandomStream.root(10), 41)), "two seeds share a vector");
    }
  }

  /** Rows are above one another, columns beside one another, the first column first; azimuth grows with the column. */
  @Test
  void aLineOfSightHasThePhasesOfItsDirection() {
    AntennaArray array = AntennaArray.upa(3, 5).withSpacing(0.7, 0.4);
    float[] h = Draws.one(ConstantLos.of(array, 60, 20), RandomStream.root(6), 2);
    SplittableRandom random = RandomStream.root(6).of("constant-los").of(2).random();
    double azimuth = Math.toRadians(60) * (2 * random.nextDouble() - 1);
    double zenith = Math.PI / 2 - Math.toRadians(20) * (2 * random.nextDouble() - 1);
    for (int column = 0; column < 5; column++) {
      for (int row = 0; row < 3; row++) {
        double phase = 2 * Math.PI * (row * 0.7 * Math.cos(zenith)
            + column * 0.4 * Math.sin(zenith) * Math.sin(azimuth));
        assertEquals(Math.cos(phase), h[column * 3 + row], 1e-6);
        assertEquals(Math.sin(phase), h[15 + column * 3 + row], 1e-6);
      }
    }
  }

  @Test
  void aWindowOfZeroIsOneConstantVector() {
    ChannelModel model = ConstantLos.of(AntennaArray.upa(3, 2), 0, 0);
    float[] ones = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
    assertArrayEquals(ones, Draws.one(model, RandomStream.root(1), 0), 1e-6f);
    assertArrayEquals(ones, Draws.one(model, RandomStream.root(2), 7), 1e-6f);
  }

  @Test
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> FewPath.of(0, 2, 30));
    assertThrows(IllegalArgumentException.class, () -> FewPath.of(4, 0, 30));
    assertThrows(IllegalArgumentException.class, () -> FewPath.of(4, 2, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Rayleigh.of(0));
    assertThrows(IllegalArgumentException.class, () -> ConstantLos.of(AntennaArray.upa(2, 2), 181, 0));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
