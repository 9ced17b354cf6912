package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Seed;
import io.wifoe.channel.ComplexBatch;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import io.wifoe.training.Pretraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides, each on its own, against the joint pass. */
class DeploymentTest {
  private static final int SAMPLES = 4;
  private static final double POWER = 2;
  /** Rounding of float32 when one sample is computed alone and not among others. */
  private static final float TOLERANCE = 1e-5f;

  private final WiFoE model = ModelFileTest.model(DataType.FLOAT32);
  private final Configuration configuration = new Configuration("T.1", 4, 8, 3, 6, PilotPower.PER_ANTENNA);
  private final Deployment deployment = model.deployment(configuration);
  private ComplexBatch channels;
  private ComplexBatch received; // y of the joint pass
  private float[] bits;
  private float[] precoders;

  @BeforeEach
  void jointPass() {
    channels = ChannelDataset.endless(Rayleigh.of(8), 2).batch(3, SAMPLES, Seed.root(3));
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> seen = new HashMap<>();
      Pass pass = Pass.of(manager, model.parameters(), name -> false, Pass.Mode.INFERENCE, seen::put);
      Transmission part = Transmission.of(manager, DataType.FLOAT32, configuration,
          new LinkBudget(POWER, 1e-12), channels, Seed.root(4));
      precoders = model.precoders(pass, List.of(part)).get(0).toFloatArray(); // (n, K, 2 Nt)
      bits = seen.get("T.1/K3/q").toFloatArray();
      NDArray y = seen.get("T.1/K3/y"); // (n K, 2 L)
      received = new ComplexBatch(SAMPLES, 3, 4, y.get(":, :4").toFloatArray(), y.get(":, 4:").toFloatArray());
    }
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static void assertPrecoders(float[] joint, int sample, ComplexBatch v) {
    for (int i = 0; i < v.samples() * 3; i++) {
      for (int n = 0; n < 8; n++) {
        int at = (sample * 3 + i) * 16 + n;
        assertEquals(joint[at], v.re()[i * 8 + n], TOLERANCE);
        assertEquals(joint[at + 8], v.im()[i * 8 + n], TOLERANCE);
      }
    }
  }

  @Test
  void aBatchGivesWhatTheJointPassGives() {
    Feedback feedback = deployment.feedback(received);
    for (int i = 0; i < bits.length; i++) {
      assertEquals(bits[i] > 0, feedback.values()[i]);
    }
    assertPrecoders(precoders, 0, deployment.precode(feedback, POWER));
  }

  @Test
  void usersAloneAndOneSampleAtATimeGiveTheSame() {
    for (int sample = 0; sample < SAMPLES; sample++) {
      ComplexBatch one = received.slice(sample, sample + 1);
      List<Feedback> messages = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        int at = one.row(0, k);
        messages.add(deployment.feedback(new ComplexBatch(1, 1, 4, Arrays.copyOfRange(one.re(), at, at + 4),
            Arrays.copyOfRange(one.im(), at, at + 4))));
      }
      Feedback heard = Feedback.of(messages);
      assertArrayEquals(deployment.feedback(one).values(), heard.values());
      assertArrayEquals(messages.get(1).values(), heard.message(0, 1).values());
      assertPrecoders(precoders, sample, deployment.precode(heard, POWER));
    }
  }

  /** Sizes that panels of 32 columns divide, in both precisions. */
  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT32", "FLOAT64"})
  void aRequestOfFewTokensGivesWhatALargeOneGives(DataType precision) {
    try (WiFoE wide = WiFoE.builder().width(64).blocks(2).heads(4).experts(4).topK(2).expertWidth(96).seed(5)
        .precision(precision).build()) {
      wide.addHeads(List.of(configuration));
      assertFewLikeMany(wide);
    }
  }

  @Test
  void requestsFollowTheModelAsItLearns() {
    Feedback one = deployment.feedback(received.slice(0, 1));
    float[] before = deployment.precode(one).re();
    Pretraining.of(model).task(ModelFileTest.TASK, ChannelDataset.endless(Rayleigh.of(8), 2)).batch(4).steps(1)
        .progress(null).run();
    assertFalse(Arrays.equals(before, deployment.precode(one).re()));
    assertFewLikeMany(model);
    String name = "trunk/blk0/U1";
    model.parameters().put(name, model.parameters().get(name).neg());
    assertFewLikeMany(model);
  }

  /** Each sample alone, which takes the packed trunk, against all of them at once. */
  private void assertFewLikeMany(WiFoE model) {
    Deployment both = model.deployment(configuration);
    SplittableRandom random = Seed.root(6).random();
    boolean[] drawn = new boolean[8 * 3 * 6];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextBoolean();
    }
    ComplexBatch many = both.precode(new Feedback(8, 3, 6, drawn), POWER);
    for (int sample = 0; sample < 8; sample++) {
      ComplexBatch few = both.precode(new Feedback(1, 3, 6, Arrays.copyOfRange(drawn, sample * 18, sample * 18 + 18)),
          POWER);
      assertArrayEquals(many.slice(sample, sample + 1).re(), few.re(), TOLERANCE);
      assertArrayEquals(many.slice(sample, sample + 1).im(), few.im(), TOLERANCE);
    }
  }

  @Test
  void usersReceiveThePilotsThroughTheirChannels() {
    ComplexBatch x = deployment.pilots(POWER); // Nt rows, L columns
    for (int column = 0; column < 4; column++) {
      double power = 0;
      double re = 0; // h^H x of the first user, almost without noise
      for (int n = 0; n < 8; n++) {
        int at = n * 4 + column;
        power += x.re()[at] * x.re()[at] + x.im()[at] * x.im()[at];
        re += channels.re()[n] * x.re()[at] + channels.im()[n] * x.im()[at];
      }
      assertEquals(8 * POWER, power, 8 * POWER * TOLERANCE); // E_s = Nt P
      assertEquals(received.re()[column], re, 8 * POWER * TOLERANCE);
    }
  }

  @Test
  void powerIsExact() {
    ComplexBatch v = deployment.precode(deployment.feedback(received));
    for (int sample = 0; sample < SAMPLES; sample++) {
      ComplexBatch one = v.slice(sample, sample + 1);
      double power = 0;
      for (int i = 0; i < one.re().length; i++) {
        power += one.re()[i] * one.re()[i] + one.im()[i] * one.im()[i];
      }
      assertEquals(1, power, TOLERANCE);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    String message = assertThrows(IllegalArgumentException.class,
        () -> deployment.feedback(ComplexBatch.zeros(1, 1, 5))).getMessage();
    assertTrue(message.startsWith("a user that received 5 numbers does not fit"), message);
    message = assertThrows(IllegalArgumentException.class,
        () -> deployment.precode(Feedback.of(new boolean[6]))).getMessage();
    assertTrue(message.startsWith("feedback of 1 samples x 1 users x 6 bits does not fit"), message);
    Configuration other = new Configuration("T9", 4, 8, 3, 6, PilotPower.PER_ANTENNA);
    message = assertThrows(IllegalArgumentException.class, () -> model.deployment(other)).getMessage();
    assertTrue(message.startsWith("this model has no parts for"), message);
    assertThrows(IllegalArgumentException.class,
        () -> Feedback.of(List.of(Feedback.of(true, false), Feedback.of(true))));
  }
}
