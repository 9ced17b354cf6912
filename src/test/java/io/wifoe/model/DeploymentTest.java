package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import io.wifoe.training.Trainer;
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
  private ComplexMatrices channels;
  private ComplexMatrices received; // y of the joint pass
  private float[] bits;
  private float[] precoders;

  @BeforeEach
  void jointPass() {
    channels = ChannelDataset.endless(Rayleigh.of(8), 2).batch(3, SAMPLES, 3);
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> seen = new HashMap<>();
      Pass pass = Pass.of(manager, model.parameters(), name -> false, Pass.Mode.INFERENCE, seen::put);
      Transmission part = Transmission.of(manager, DataType.FLOAT32, configuration,
          new LinkBudget(POWER, 1e-12), channels, RandomStream.root(4));
      precoders = model.precoders(pass, List.of(part)).get(0).toFloatArray(); // (n, K, 2 Nt)
      bits = seen.get("T.1/K3/q").toFloatArray();
      NDArray y = seen.get("T.1/K3/y"); // (n K, 2 L)
      received = new ComplexMatrices(SAMPLES, 3, 4, y.toFloatArray());
    }
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static void assertPrecoders(float[] joint, int sample, ComplexMatrices v) {
    for (int i = 0; i < v.samples() * 3; i++) {
      for (int n = 0; n < 8; n++) {
        int at = (sample * 3 + i) * 16 + n;
        assertEquals(joint[at], v.re(0, i, n), TOLERANCE);
        assertEquals(joint[at + 8], v.im(0, i, n), TOLERANCE);
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
      ComplexMatrices one = received.slice(sample, sample + 1);
      List<Feedback> messages = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        int at = one.row(0, k);
        messages.add(deployment.feedback(new ComplexMatrices(1, 1, 4, Arrays.copyOfRange(one.values(), at, at + 8))));
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
    float[] before = deployment.precode(one).values();
    Trainer.pretrain(model).task(ModelFileTest.TASK, ChannelDataset.endless(Rayleigh.of(8), 2)).batch(4).steps(1)
        .progress(null).run();
    assertFalse(Arrays.equals(before, deployment.precode(one).values()));
    assertFewLikeMany(model);
    String name = "trunk/blk0/U1";
    model.parameters().put(name, model.parameters().get(name).neg());
    assertFewLikeMany(model);
  }

  /** Each sample alone, which takes the packed trunk, against all of them at once. */
  private void assertFewLikeMany(WiFoE model) {
    Deployment both = model.deployment(configuration);
    SplittableRandom random = RandomStream.root(6).random();
    boolean[] drawn = new boolean[8 * 3 * 6];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextBoolean();
    }
    ComplexMatrices many = both.precode(new Feedback(8, 3, 6, drawn), POWER);
    for (int sample = 0; sample < 8; sample++) {
      ComplexMatrices few = both.precode(
          new Feedback(1, 3, 6, Arrays.copyOfRange(drawn, sample * 18, sample * 18 + 18)), POWER);
      assertArrayEquals(many.slice(sample, sample + 1).values(), few.values(), TOLERANCE);
    }
  }

  @Test
  void usersReceiveThePilotsThroughTheirChannels() {
    ComplexMatrices x = deployment.pilots(POWER); // Nt rows, L columns
    for (int column = 0; column < 4; column++) {
      double power = 0;
      double re = 0; // h^H x of the first user, almost without noise
      for (int n = 0; n < 8; n++) {
        float xRe = x.re(0, n, column);
        float xIm = x.im(0, n, column);
        power += xRe * xRe + xIm * xIm;
        re += channels.re(0, 0, n) * xRe + channels.im(0, 0, n) * xIm;
      }
      assertEquals(8 * POWER, power, 8 * POWER * TOLERANCE); // E_s = Nt P
      assertEquals(received.re(0, 0, column), re, 8 * POWER * TOLERANCE);
    }
  }

  @Test
  void powerIsExact() {
    ComplexMatrices v = deployment.precode(deployment.feedback(received));
    for (int sample = 0; sample < SAMPLES; sample++) {
      ComplexMatrices one = v.slice(sample, sample + 1);
      double power = 0;
      for (float value : one.values()) {
        power += value * value;
      }
      assertEquals(1, power, TOLERANCE);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    String message = assertThrows(IllegalArgumentException.class,
        () -> deployment.feedback(ComplexMatrices.zeros(1, 1, 5))).getMessage();
    assertTrue(message.startsWith("a user that received 5 numbers does not fit"), message);
    for (float broken : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      ComplexMatrices y = received.slice(0, 2);
      y.values()[y.row(1, 2) + 5] = broken;
      message = assertThrows(IllegalArgumentException.class, () -> deployment.feedback(y)).getMessage();
      assertTrue(message.startsWith("sample 1, user 2: what was received has a value that is not finite"), message);
    }
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
