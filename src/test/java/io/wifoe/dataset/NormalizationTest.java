package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.Normalization;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Norms of samples from real channels, whose entries are near 1e-6, so that their squares leave float32's range. */
class NormalizationTest {
  private static final int SAMPLES = 4000;
  private static final int USERS = 4;

  /** Rounding of normalised entries to float32. */
  private static final double ROUNDING = 1e-6;

  /** Five standard errors of a mean of some 10,000 values whose standard deviation is the figure itself. */
  private static final double FIVE_ERRORS = 0.05;

  private static ChannelDataset dataset;

  @BeforeAll
  static void open() throws Exception {
    dataset = ChannelDataset.open(Path.of("data/channels/T1"));
  }

  @Test
  void unitUserGivesEveryUserTheSamePower() {
    for (double[] norms : squareNorms(Normalization.UNIT_USER.withPower(2.5))) {
      for (double norm : norms) {
        assertEquals(2.5, norm, 2.5 * ROUNDING);
      }
    }
  }

  @Test
  void datasetMeanScalesAllUsersAlike() {
    ChannelDataset scaled = dataset.normalized(Normalization.DATASET_MEAN.withPower(3));
    double factor = 3 / scaled.normalization().meanSquareNorm();
    double[][] raw = squareNorms(Normalization.NONE);
    double[][] norms = squareNorms(scaled.normalization());
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < USERS; k++) {
        assertEquals(factor * raw[i][k], norms[i][k], norms[i][k] * ROUNDING);
      }
    }
    double sum = 0;
    float[] h = new float[2 * dataset.antennas()];
    for (int user = 0; user < dataset.users(); user++) {
      dataset.channels().read(user, h, 0);
      sum += factor * ChannelStatistics.squareNorm(h, 0, dataset.antennas());
    }
    assertEquals(3, sum / dataset.users(), 3 * ROUNDING);
  }

  @Test
  void bothPartsOfASplitKeepTheScaleOfTheWhole() {
    ChannelDataset.Split split = dataset.normalized(Normalization.DATASET_MEAN).split();
    assertEquals(split.training().normalization(), split.test().normalization());
  }

  @Test
  void paperCalibratedFixesTheSampleAndSpreadsItsUsers() {
    double sum = 0;
    double squares = 0;
    double[][] norms = squareNorms(Normalization.PAPER_CALIBRATED);
    for (double[] sample : norms) {
      double total = 0;
      for (double norm : sample) {
        total += norm;
      }
      assertEquals(4.1 * USERS, total, 4.1 * USERS * ROUNDING);
      // the sample's common factor cancels in a ratio, whose variance is twice a gain's
      double ratioDb = 10 * Math.log10(sample[0] / sample[1]);
      sum += ratioDb;
      squares += ratioDb * ratioDb;
    }
    assertEquals(0, sum / SAMPLES, 5 * 6.3 * Math.sqrt(2.0 / SAMPLES));
    assertEquals(6.3, Math.sqrt(squares / SAMPLES / 2), 6.3 * FIVE_ERRORS);
  }

  @Test
  void noneIsRaw() {
    ComplexMatrices batch = dataset.normalized(Normalization.NONE).batch(USERS, 1, 1);
    float[] h = new float[2 * dataset.antennas()];
    float[] first = batch.slice(0, 1).values();
    boolean found = false;
    for (int user = 0; user < dataset.users() && !found; user++) {
      dataset.channels().read(user, h, 0);
      found = Arrays.equals(h, Arrays.copyOf(first, h.length));
    }
    assertEquals(true, found);
  }

  @Test
  void directionsAreKept() {
    ComplexMatrices raw = dataset.normalized(Normalization.NONE).batch(USERS, 50, 2);
    ComplexMatrices calibrated = dataset.batch(USERS, 50, 2);
    for (int i = 0; i < 50; i++) {
      for (int k = 0; k < USERS; k++) {
        double factor = Math.hypot(calibrated.re(i, k, 0), calibrated.im(i, k, 0))
            / Math.hypot(raw.re(i, k, 0), raw.im(i, k, 0));
        for (int n = 0; n < dataset.antennas(); n++) {
          assertEquals(factor * raw.re(i, k, n), calibrated.re(i, k, n), 10 * ROUNDING);
          assertEquals(factor * raw.im(i, k, n), calibrated.im(i, k, n), 10 * ROUNDING);
        }
      }
    }
  }

  @Test
  void namesAreReadAndPrinted() {
    for (Normalization.Kind kind : Normalization.Kind.values()) {
      Normalization parsed = Normalization.parse(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      assertEquals(kind, parsed.kind());
      assertEquals(parsed, Normalization.parse(parsed.toString().split(" ")[0]));
    }
    assertEquals("paper-calibrated (user gain 6.3 dB, ||H||^2 = 4.1 K)", dataset.normalization().toString());
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Normalization.parse("unit"));
    assertThrows(IllegalArgumentException.class, () -> Normalization.UNIT_USER.withPower(0));
    assertThrows(IllegalArgumentException.class, () -> Normalization.UNIT_USER.withPower(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Normalization.PAPER_CALIBRATED.withGainStdDb(-1));
    assertThrows(IllegalArgumentException.class, () -> Normalization.UNIT_USER.withGainStdDb(3));
  }

  /** ||h_k||^2 of samples, (samples)(K). */
  private static double[][] squareNorms(Normalization normalization) {
    ComplexMatrices batch = dataset.normalized(normalization).batch(USERS, SAMPLES, 3);
    double[][] norms = new double[SAMPLES][USERS];
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < USERS; k++) {
        norms[i][k] = ChannelStatistics.squareNorm(batch.values(), batch.row(i, k), batch.columns());
      }
    }
    return norms;
  }
}
