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
      assertEquals(Math.max(rzf[i], mrt[i]), trace[0], ROUNDING);
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

  @Test
  void refusesLimitsThatMeanNothing() {
    assertThrows(IllegalArgumentException.class, () -> Wmmse.of(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Wmmse.of(10, -1));
  }

  private static double[] rates(Precoder precoder, ComplexMatrices h, LinkBudget link) {
    return SumRate.perSample(h, precoder.precode(h, link), link.noisePower());
  }
}
