package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.precoding.Pilots;
import io.wifoe.task.Normalization;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ChannelDatasetTest {
  /** Every user's channel is its number plus one, so that a sample tells who is in it. */
  private static ChannelDataset numbered(long users) {
    return ChannelDataset.of("numbered", new ModelChannels(new Numbers(), RandomStream.root(0), users))
        .normalized(Normalization.NONE);
  }

  private static long user(ComplexMatrices batch, int sample, int user) {
    return (long) batch.re(sample, user, 0) - 1;
  }

  @Test
  void aSampleDependsOnNothingButItsSeed() throws Exception {
    ChannelDataset dataset = numbered(1000).normalized(Normalization.PAPER_CALIBRATED);
    ComplexMatrices many = dataset.batch(5, 64, 9);
    ComplexMatrices few = dataset.batch(5, 7, 9);
    assertArrayEquals(few.values(), Arrays.copyOf(many.values(), few.values().length));
    ForkJoinPool oneThread = new ForkJoinPool(1);
    ComplexMatrices alone = oneThread.submit(() -> dataset.batch(5, 64, 9)).get();
    oneThread.shutdown();
    assertArrayEquals(many.values(), alone.values());
    assertFalse(Arrays.equals(many.values(), dataset.batch(5, 64, 10).values()));
  }

  @Test
  void theGainsOfASampleSayNothingOfNoiseOfTheSameSeed() {
    int samples = 4000;
    ComplexMatrices users = numbered(2).normalized(Normalization.PAPER_CALIBRATED).batch(2, samples, 9);
    double[] powers = new double[samples];
    Arrays.fill(powers, 2);
    ComplexMatrices noise = Pilots.noise(2, 1, powers, 0, RandomStream.root(9));
    double[] correlations = new double[4];
    for (int i = 0; i < samples; i++) {
      double difference = Math.log(users.re(i, 0, 0) / users.re(i, 1, 0));
      for (int j = 0; j < correlations.length; j++) {
        correlations[j] += Math.signum(difference) * noise.values()[noise.row(i, 0) + j] / samples;
      }
    }
    for (double correlation : correlations) {
      assertEquals(0, correlation, 0.07); // standard deviation .016
    }
  }

  @Test
  void theUsersOfASampleDifferAndAllUsersTakePart() {
    ChannelDataset dataset = numbered(12);
    ComplexMatrices batch = dataset.batch(8, 500, 1);
    int[] uses = new int[12];
    for (int i = 0; i < 500; i++) {
      Set<Long> sample = new HashSet<>();
      for (int k = 0; k < 8; k++) {
        sample.add(user(batch, i, k));
        uses[(int) user(batch, i, k)]++;
      }
      assertEquals(8, sample.size());
    }
    // 500 x 8 / 12 = 333 uses each, with a standard deviation of about 10
    Arrays.stream(uses).forEach(n -> assertEquals(333, n, 60));
  }

  @Test
  void aSetOfKUsersGivesThemAll() {
    ComplexMatrices batch = numbered(8).batch(8, 1, 1);
    Set<Long> users = new HashSet<>();
    for (int k = 0; k < 8; k++) {
      users.add(user(batch, 0, k));
    }
    assertEquals(8, users.size());
    assertThrows(IllegalArgumentException.class, () -> numbered(8).batch(9, 1, 1));
  }

  @Test
  void aSplitSharesNoUserAndLosesNone() {
    ChannelDataset.Split split = numbered(1000).split(SplitShares.PAPER, 4);
    assertEquals(600, split.training().users());
    assertEquals(100, split.validation().users());
    assertEquals(300, split.test().users());
    Set<Float> seen = new HashSet<>();
    for (ChannelDataset part : new ChannelDataset[] {split.training(), split.validation(), split.test()}) {
      for (float[] h : Files8.rows(part.channels())) {
        assertTrue(seen.add(h[0]), "a user is in two parts");
      }
    }
    assertEquals(1000, seen.size());
    ComplexMatrices again = numbered(1000).split(SplitShares.PAPER, 4).test().batch(3, 20, 2);
    assertArrayEquals(split.test().batch(3, 20, 2).values(), again.values());
    ComplexMatrices other = numbered(1000).split(SplitShares.PAPER, 5).test().batch(3, 20, 2);
    assertFalse(Arrays.equals(other.values(), again.values()));
  }

  @Test
  void aPartWithoutUsersIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> numbered(10).split(SplitShares.heldOut(0.01), 1));
    assertThrows(IllegalArgumentException.class, () -> numbered(10).split(SplitShares.heldOut(1), 1));
  }

  @Test
  void endlessSetsDrawFreshUsersAndSplitToo() {
    ChannelDataset endless = ChannelDataset.endless(new Numbers(), 3).normalized(Normalization.UNIT_USER);
    assertTrue(endless.isEndless());
    assertTrue(endless.toString().contains("endless users") && endless.toString().contains("numbers; seed 3"));
    ChannelDataset raw = endless.normalized(Normalization.NONE);
    ComplexMatrices batch = raw.batch(4, 100, 1);
    Set<Float> users = new HashSet<>();
    for (int row = 0; row < 400; row++) {
      users.add(batch.re(0, row, 0));
    }
    assertTrue(users.size() > 350, users.size() + " different users of 400");
    ChannelDataset.Split split = raw.split();
    float boundary = 0.7f * Long.MAX_VALUE;
    ComplexMatrices training = split.training().batch(4, 100, 1);
    ComplexMatrices test = split.test().batch(4, 100, 1);
    for (int row = 0; row < 400; row++) {
      assertTrue(training.re(0, row, 0) <= 0.6f * Long.MAX_VALUE);
      assertTrue(test.re(0, row, 0) >= boundary);
    }
  }

  @Test
  void drawnSetsAreTheModelsUsers() {
    ChannelDataset seven = ChannelDataset.generate(new Numbers()).users(5000).seed(7).threads(2).build();
    ChannelDataset longer = ChannelDataset.generate(new Numbers()).users(7000).seed(7).threads(1).build();
    ChannelDataset other = ChannelDataset.generate(new Numbers()).users(5000).seed(8).build();
    assertArrayEquals(Files8.rows(seven.channels()), Arrays.copyOf(Files8.rows(longer.channels()), 5000));
    assertNotEquals(Files8.rows(seven.channels())[0][1], Files8.rows(other.channels())[0][1]);
  }

  @Test
  void aChannelOfZeroIsRefusedByNumber() {
    ChannelDataset dataset = ChannelDataset.of("broken", new UserChannels() {
      @Override
      public long users() {
        return 3;
      }

      @Override
      public int antennas() {
        return 1;
      }

      @Override
      public void read(long user, float[] out, int offset) {
        out[offset] = user == 2 ? 0 : 1;
      }
    });
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> dataset.batch(3, 64, 1));
    assertTrue(refusal.getMessage().startsWith("the channel of user 2 is zero"), refusal.getMessage());
  }

  /** A channel of one antenna: the user's number plus one, and a number of the stream. */
  private static final class Numbers implements ChannelModel {
    @Override
    public int antennas() {
      return 1;
    }

    @Override
    public void draw(RandomStream stream, long user, float[] out, int offset) {
      out[offset] = user + 1;
      out[offset + 1] = stream.of(user).value() >>> 40;
    }

    @Override
    public String describe() {
      return "numbers";
    }
  }
}
