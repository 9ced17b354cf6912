package io.wifoe.precoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.channel.ComplexBatch;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.LinkBudget;
import java.io.IOException;
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
    JsonNode reference = new ObjectMapper().readTree(getClass().getResource("sum-rates.json"));
    LinkBudget link = new LinkBudget(reference.get("power").asDouble(), reference.get("noisePower").asDouble());
    for (JsonNode sample : reference.get("samples")) {
      JsonNode re = sample.get("re");
      ComplexBatch h = ComplexBatch.zeros(1, re.size(), re.get(0).size());
      for (int i = 0; i < h.re().length; i++) {
        h.re()[i] = (float) re.get(i / h.antennas()).get(i % h.antennas()).asDouble();
        h.im()[i] = (float) sample.get("im").get(i / h.antennas()).get(i % h.antennas()).asDouble();
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
    ComplexBatch h = Batches.draw(FewPath.of(64, 2, 30), 100_000, 2, 1);
    assertEquals(15.331, SumRate.estimate(Precoders.zeroForcing(), LINK, h).mean(), 0.03);
    assertEquals(13.191, SumRate.estimate(Precoders.mrt(), LINK, h).mean(), 0.05);
  }

  @Test
  void zeroForcingLeavesNoInterference() {
    ComplexBatch h = Batches.withGains(Batches.draw(Rayleigh.of(16), 50, 5, 2), 6, 3);
    ComplexBatch v = Precoders.zeroForcing().precode(h, LINK);
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
    ComplexBatch h = Batches.withGains(Batches.draw(Rayleigh.of(12), 40, 4, 4), 10, 5);
    ComplexBatch v = precoder.precode(h, new LinkBudget(3.5, 0.2));
    for (int sample = 0; sample < h.samples(); sample++) {
      assertEquals(3.5, Batches.power(v, sample), 3.5 * SINGLE_PRECISION);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void permutingUsersPermutesPrecoders(Precoder precoder) {
    ComplexBatch h = Batches.withGains(Batches.draw(Rayleigh.of(12), 100, 4, 6), 6, 7);
    ComplexBatch expected = Batches.permuteUsers(precoder.precode(h, LINK), 2, 0, 3, 1);
    ComplexBatch actual = precoder.precode(Batches.permuteUsers(h, 2, 0, 3, 1), LINK);
    assertArrayEquals(expected.re(), actual.re(), (float) SINGLE_PRECISION);
    assertArrayEquals(expected.im(), actual.im(), (float) SINGLE_PRECISION);
  }

  @ParameterizedTest
  @MethodSource("all")
  void ratesDependOnTheProductOfGainAndSnrOnly(Precoder precoder) {
    ComplexBatch h = Batches.draw(Rayleigh.of(8), 20, 3, 8);
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
    ComplexBatch h = Batches.draw(Rayleigh.of(8), 30, 4, 9);
    Batches.copyUser(h, 0, h, 1);
    for (int sample = 0; sample < 30; sample++) {
      Batches.scaleUser(h, sample, 1, 2.7);
      Batches.scaleUser(h, sample, 3, 0);
    }
    for (double snr : new double[] {-30, 10, 40, 100}) {
      ComplexBatch v = precoder.precode(h, LinkBudget.snrDb(snr));
      for (int sample = 0; sample < 30; sample++) {
        assertEquals(1, Batches.power(v, sample), SINGLE_PRECISION);
        for (int n = v.row(sample, 3); n < v.row(sample, 3) + 8; n++) {
          assertEquals(0, v.re()[n], "a user without a channel gets no power");
        }
      }
      assertTrue(SumRate.estimate(precoder, LinkBudget.snrDb(snr), h).mean() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void moreUsersThanAntennasAreServedAsWellAsCanBe(Precoder precoder) {
    ComplexBatch h = Batches.draw(Rayleigh.of(3), 20, 5, 10);
    ComplexBatch v = precoder.precode(h, LINK);
    for (int sample = 0; sample < 20; sample++) {
      assertEquals(1, Batches.power(v, sample), SINGLE_PRECISION);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void sendsNothingWhereNobodyListens(Precoder precoder) {
    ComplexBatch v = precoder.precode(ComplexBatch.zeros(2, 3, 4), LINK);
    assertArrayEquals(new float[24], v.re());
    assertArrayEquals(new float[24], v.im());
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesChannelsThatAreNotFinite(Precoder precoder) {
    ComplexBatch h = Batches.draw(Rayleigh.of(4), 2, 3, 11);
    h.im()[h.row(1, 2) + 3] = Float.NaN;
    Exception e = assertThrows(IllegalArgumentException.class, () -> precoder.precode(h, LINK));
    assertEquals("sample 1, user 2: the channel has a value that is not finite", e.getMessage());
  }

  @Test
  void zeroForcingGivesParallelUsersOneBeam() {
    ComplexBatch h = Batches.draw(Rayleigh.of(8), 1, 3, 12);
    Batches.copyUser(h, 0, h, 1);
    ComplexBatch v = Precoders.zeroForcing().precode(h, LINK);
    for (int n = 0; n < 8; n++) {
      assertEquals(v.re()[v.row(0, 0) + n], v.re()[v.row(0, 1) + n], SINGLE_PRECISION);
    }
    assertEquals(0, SumRate.received(h, h.row(0, 2), v, v.row(0, 0)), SINGLE_PRECISION, "the third user hears nothing");
  }

  @Test
  void namesTheKnownPrecodersWhereOneIsUnknown() {
    assertEquals("WMMSE", Precoders.named("Wmmse").name());
    Exception e = assertThrows(IllegalArgumentException.class, () -> Precoders.named("dirty-paper"));
    assertEquals("\"dirty-paper\" is not a precoder; there are mrt, rzf, wmmse, zf", e.getMessage());
  }

  private static double[] rates(Precoder precoder, ComplexBatch h, LinkBudget link) {
    return SumRate.perSample(h, precoder.precode(h, link), link.noisePower());
  }
}
