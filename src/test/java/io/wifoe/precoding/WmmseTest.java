package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.LinkBudget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WmmseTest {
  /** Precoders are rounded to float32 before their rate is measured, bps/Hz. */
  private static final double ROUNDING = 1e-4;

  @ParameterizedTest
  @ValueSource(doubles = {-10, 10, 30})
  void isNeverBelowTheClosedFormsOnAnySample(double snr) {
    LinkBudget link = LinkBudget.snrDb(snr);
    ComplexMatrices h = Batches.withGains(Batches.draw(FewPath.of(32, 3, 60), 1000, 5, 1), 6.3, 2);
    double[] wmmse = rates(Precoders.wmmse(), h, link);
    for (String other : List.of("mrt", "zf", "rzf")) {
      double[] rates = rates(Precoders.named(other), h, link);
      for (int i = 0; i < rates.length; i++) {
        assertTrue(wmmse[i] >= rates[i] - ROUNDING, other + " on sample " + i + ": " + rates[i] + " > " + wmmse[i]);
      }
    }
  }

  @Test
  void traceNeverDecreasesAndEndsAtTheRateOfThePrecoder() {
    LinkBudget link = LinkBudget.snrDb(15);
    ComplexMatrices h = Batches.withGains(Batches.draw(Rayleigh.of(6), 300, 6, 3), 10, 4);
    Wmmse wmmse = Wmmse.of(40, 0);
    List<double[]> traces = wmmse.traces(h, link);
    double[] rates = rates(wmmse, h, link);
    double[] rzf = rates(Precoders.named("rzf"), h, link);
    double[] mrt = rates(Precoders.named("mrt"), h, link);
    for (int i = 0; i < rates.length; i++) {
      double[] trace = traces.get(i);
      assertTrue(trace[0] >= Math.max(rzf[i], mrt[i]) - ROUNDING, "starts from the better of them, or a better one");
      assertEquals(rates[i], trace[trace.length - 1], ROUNDING);
      for (int step = 1; step < trace.length; step++) {
        assertTrue(trace[step] >= trace[step - 1]);
      }
    }
  }

  @Test
  void isAStationaryPoint() {
    // no small change of one user's beam, power kept, may raise the rate by more than its square
    LinkBudget link = LinkBudget.snrDb(10);
    ComplexMatrices h = Batches.draw(Rayleigh.of(6), 1, 3, 5);
    ComplexMatrices v = Wmmse.of(2000, 0).precode(h, link);
    double best = SumRate.perSample(h, v, link.noisePower())[0];
    float step = 1e-3f;
    for (int i = 0; i < v.values().length; i++) {
      for (float sign : new float[] {-step, step}) {
        ComplexMatrices moved = new ComplexMatrices(1, 3, 6, v.values().clone());
        moved.values()[i] += sign;
        double scale = Math.sqrt(Batches.power(moved, 0));
        for (int user = 0; user < 3; user++) {
          Batches.scaleUser(moved, 0, user, 1 / scale);
        }
        assertTrue(SumRate.perSample(h, moved, link.noisePower())[0] < best + 1e-5);
      }
    }
  }

  /** Lines of sight to a half-wavelength array, so close that their users can hardly be told apart. */
  private static ComplexMatrices linesOfSight(int antennas, double... degrees) {
    ComplexMatrices h = ComplexMatrices.zeros(1, degrees.length, antennas);
    for (int k = 0; k < degrees.length; k++) {
      for (int n = 0; n < antennas; n++) {
        double phase = Math.PI * n * Math.sin(Math.toRadians(degrees[k]));
        h.set(0, k, n, (float) Math.cos(phase), (float) Math.sin(phase));
      }
    }
    return h;
  }

  @ParameterizedTest
  @CsvSource({ // the best of 25 random starts with 300 iterations each, by another implementation
      "8, 0, 1, 2, 10, 6.340", "8, 0, 1, 2, 20, 9.646", "16, 0, .5, 1, 10, 7.331", "32, -1, 0, 1, 20, 20.201",
      "32, -1, 0, 1, 30, 25.707", "64, 0, .2, .4, 30, 24.520"})
  void reachesWhatRandomStartsReachOnUsersNearlyInOneDirection(int antennas, double first, double second, double third,
      double snr, double expected) {
    double rate = rates(Precoders.wmmse(), linesOfSight(antennas, first, second, third), LinkBudget.snrDb(snr))[0];
    assertTrue(rate > expected - 0.01, rate + " where random starts reach " + expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 20, 30})
  void ofUsersWithOneChannelServesOne(double snr) {
    LinkBudget link = LinkBudget.snrDb(snr);
    ComplexMatrices three = Batches.draw(Rayleigh.of(8), 20, 3, 6);
    Batches.copyUser(three, 0, three, 1);
    ComplexMatrices two = ComplexMatrices.zeros(20, 2, 8);
    Batches.copyUser(three, 0, two, 0);
    Batches.copyUser(three, 2, two, 1);
    double[] expected = rates(Precoders.wmmse(), two, link);
    double[] rates = rates(Precoders.wmmse(), three, link);
    for (int i = 0; i < rates.length; i++) {
      assertTrue(rates[i] > expected[i] - 0.01, rates[i] + " with a twin, " + expected[i] + " without");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-10, 10, 20, 30})
  void isNeverBelowServingOneUserAlone(double snr) {
    LinkBudget link = LinkBudget.snrDb(snr);
    ComplexMatrices h = Batches.withGains(Batches.draw(FewPath.of(8, 1, 3), 200, 4, 7), 10, 8);
    double[] rates = rates(Precoders.wmmse(), h, link);
    for (int i = 0; i < rates.length; i++) {
      for (int k = 0; k < 4; k++) {
        double alone = Math.log1p(SumRate.squareNorm(h, h.row(i, k)) / link.noisePower()) / Math.log(2);
        assertTrue(rates[i] >= alone - ROUNDING, "sample " + i + ": " + rates[i] + ", user " + k + " alone " + alone);
      }
    }
  }

  @Test
  void leavesAPlateauWhereAUserIsTheSumOfOthers() {
    // h_3 = h_1 + h_2: the first iterations gain less than the tolerance, and more each time; a plateau costs 13
    // bps/Hz, 100 iterations in place of 3,000 a few tenths
    ComplexMatrices h = Batches.draw(Rayleigh.of(4), 20, 3, 9);
    for (int i = 0; i < 20; i++) {
      for (int n = 0; n < 8; n++) {
        h.values()[h.row(i, 2) + n] = h.values()[h.row(i, 0) + n] + h.values()[h.row(i, 1) + n];
      }
    }
    LinkBudget link = LinkBudget.snrDb(30);
    double[] rates = rates(Precoders.wmmse(), h, link);
    double[] patient = rates(Wmmse.of(3000, 0), h, link);
    for (int i = 0; i < 20; i++) {
      assertTrue(rates[i] > patient[i] - 0.5, rates[i] + " where patience reaches " + patient[i]);
    }
  }

  @Test
  void refusesLimitsThatMeanNothing() {
    assertThrows(IllegalArgumentException.class, () -> Wmmse.of(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Wmmse.of(10, -1));
  }

  private static double[] rates(Precoder precoder, ComplexMatrices h, LinkBudget link) {
    return SumRate.perSample(h, precoder.precode(h, link), link.noisePower());
  }
}
