package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.LinkBudget;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrecodersTest {
  /** Entries of V are float32 and about 0.1. */
  private static final double SINGLE_PRECISION = 1e-6;
  private static final LinkBudget LINK = LinkBudget.snrDb(10);

  static Stream<Precoder> all() {
    return Precoders.names().stream().map(Precoders::named);
  }

  @Test
  void agreesWithAnIndependentImplementation() throws IOException {
    JsonNode reference;
    try (InputStream in = getClass().getResourceAsStream("sum-rates.json")) {
      reference = new ObjectMapper().readTree(in);
    }
    LinkBudget link = new LinkBudget(reference.get("power").asDouble(), reference.get("noisePower").asDouble());
    for (JsonNode sample : reference.get("samples")) {
      JsonNode re = sample.get("re");
      ComplexMatrices h = ComplexMatrices.zeros(1, re.size(), re.get(0).size());
      for (int k = 0; k < h.rows(); k++) {
        for (int n = 0; n < h.columns(); n++) {
          h.set(0, k, n, (float) re.get(k).get(n).asDouble(), (float) sample.get("im").get(k).get(n).asDouble());
        }
      }
      for (String name : new String[] {"mrt", "zf", "rzf"}) {
        assertEquals(sample.get("sumRate").get(name).asDouble(), rates(Precoders.named(name), h, link)[0], 1e-5, name);
      }
      // both stop within 1e-4 of a fixed point that they reach by different power normalisations
      assertEquals(sample.get("sumRate").get("wmmse").asDouble(), rates(Wmmse.of(3000, 0), h, link)[0], 1e-3);
    }
  }

  @Test
  void reachesThePublishedRatesOnFewPathChannels() {
    // Sohrabi et al.'s channel over 100,000 draws, with standard errors .006 and .011, as ours have
    ComplexMatrices h = Batches.draw(FewPath.of(64, 2, 30), 100_000, 2, 1);
    assertEquals(15.331, SumRate.estimate(Precoders.zeroForcing(), LINK, h).mean(), 0.03);
    assertEquals(13.191, SumRate.estimate(Precoders.mrt(), LINK, h).mean(), 0.05);
  }

  @Test
  void zeroForcingLeavesNoInterference() {
    ComplexMatrices h = Batches.withGains(Batches.draw(Rayleigh.of(16), 50, 5, 2), 6, 3);
    ComplexMatrices v = Precoders.zeroForcing().precode(h, LINK);
    for (int sample = 0; sample < h.samples(); sample++) {
      double own = SumRate.received(h, h.row(sample, 0), v, v.row(sample, 0));
      for (int k = 0; k < 5; k++) {
        for (int j = 0; j < 5; j++) {
          double received = SumRate.received(h, h.row(sample, k), v, v.row(sample, j));
          assertEquals(k == j ? own : 0, received, 1e-5 * own); // every user gets the same amplitude, Eq. (32)
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void spendsExactlyThePower(Precoder precoder) {
    ComplexMatrices h = Batches.withGains(Batches.draw(Rayleigh.of(12), 40, 4, 4), 10, 5);
    ComplexMatrices v = precoder.precode(h, new LinkBudget(3.5, 0.2));
    for (int sample = 0; sample < h.samples(); sample++) {
      assertEquals(3.5, Batches.power(v, sample), 3.5 * SINGLE_PRECISION);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void permutingUsersPermutesPrecoders(Precoder precoder) {
    ComplexMatrices h = Batches.withGains(Batches.draw(Rayleigh.of(12), 100, 4, 6), 6, 7);
    ComplexMatrices expected = Batches.permuteUsers(precoder.precode(h, LINK), 2, 0, 3, 1);
    ComplexMatrices actual = precoder.precode(Batches.permuteUsers(h, 2, 0, 3, 1), LINK);
    assertArrayEquals(expected.values(), actual.values(), (float) SINGLE_PRECISION);
  }

  @ParameterizedTest
  @MethodSource("all")
  void ratesDependOnTheProductOfGainAndSnrOnly(Precoder precoder) {
    ComplexMatrices h = Batches.draw(Rayleigh.of(8), 20, 3, 8);
    double[] expected = rates(precoder, h, LINK);
    for (int sample = 0; sample < 20; sample++) {
      for (int user = 0; user < 3; user++) {
        Batches.scaleUser(h, sample, user, 1e-7); // raw path gain
      }
    }
    assertArrayEquals(expected, rates(precoder, h, new LinkBudget(1, 1e-15)), 1e-4);
  }

  @ParameterizedTest
  @MethodSource("all")
  void parallelAndZeroChannelsStayFinite(Precoder precoder) {
    ComplexMatrices h = Batches.draw(Rayleigh.of(8), 30, 4, 9);
    Batches.copyUser(h, 0, h, 1);
    for (int sample = 0; sample < 30; sample++) {
      Batches.scaleUser(h, sample, 1, 2.7);
      Batches.scaleUser(h, sample, 3, 0);
    }
    for (double snr : new double[] {-30, 10, 40, 100}) {
      ComplexMatrices v = precoder.precode(h, LinkBudget.snrDb(snr));
      for (int sample = 0; sample < 30; sample++) {
        assertEquals(1, Batches.power(v, sample), SINGLE_PRECISION);
        for (int i = v.row(sample, 3); i < v.row(sample, 3) + 16; i++) {
          assertEquals(0, v.values()[i], "a user without a channel gets no power");
        }
      }
      assertTrue(SumRate.estimate(precoder, LinkBudget.snrDb(snr), h).mean() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void moreUsersThanAntennasAreServedAsWellAsCanBe(Precoder precoder) {
    ComplexMatrices h = Batches.draw(Rayleigh.of(3), 20, 5, 10);
    ComplexMatrices v = precoder.precode(h, LINK);
    for (int sample = 0; sample < 20; sample++) {
      assertEquals(1, Batches.power(v, sample), SINGLE_PRECISION);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void sendsNothingWhereNobodyListens(Precoder precoder) {
    ComplexMatrices v = precoder.precode(ComplexMatrices.zeros(2, 3, 4), LINK);
    assertArrayEquals(new float[48], v.values());
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesChannelsThatAreNotFinite(Precoder precoder) {
    ComplexMatrices h = Batches.draw(Rayleigh.of(4), 2, 3, 11);
    h.set(1, 2, 3, 0, Float.NaN);
    Exception e = assertThrows(IllegalArgumentException.class, () -> precoder.precode(h, LINK));
    assertEquals("sample 1, user 2: the channel has a value that is not finite", e.getMessage());
  }

  @Test
  void zeroForcingGivesParallelUsersOneBeam() {
    ComplexMatrices h = Batches.draw(Rayleigh.of(8), 1, 3, 12);
    Batches.copyUser(h, 0, h, 1);
    ComplexMatrices v = Precoders.zeroForcing().precode(h, LINK);
    for (int i = 0; i < 16; i++) {
      assertEquals(v.values()[v.row(0, 0) + i], v.values()[v.row(0, 1) + i], SINGLE_PRECISION);
    }
    assertEquals(0, SumRate.received(h, h.row(0, 2), v, v.row(0, 0)), SINGLE_PRECISION, "the third user hears nothing");
  }

  @Test
  void namesTheKnownPrecodersWhereOneIsUnknown() {
    assertEquals("WMMSE", Precoders.named("Wmmse").name());
    Exception e = assertThrows(IllegalArgumentException.class, () -> Precoders.named("dirty-paper"));
    assertEquals("\"dirty-paper\" is not a precoder; there are mrt, rzf, wmmse, zf", e.getMessage());
  }

  private static double[] rates(Precoder precoder, ComplexMatrices h, LinkBudget link) {
    return SumRate.perSample(h, precoder.precode(h, link), link.noisePower());
  }
}
