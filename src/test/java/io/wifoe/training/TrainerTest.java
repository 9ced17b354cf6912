package io.wifoe.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.Comparison;
import io.wifoe.experiment.SumRateRow;
import io.wifoe.model.ExpertUsage;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.Normalization;
import io.wifoe.task.TaskConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny real trainings. */
class TrainerTest {
  private static final TaskConfig TASK = TaskConfig.builder().name("tiny").array(AntennaArray.ula(16)).pilotLength(8)
      .feedbackBits(10).users(2, 3).build();
  private static final TaskConfig OTHER = TaskConfig.builder().name("other").array(AntennaArray.ula(8)).pilotLength(4)
      .feedbackBits(6).users(2).build();

  private static WiFoE model() {
    return WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(64).quantizer(SignQuantizer.SOFT_TO_HARD)
        .dropout(0.05).build();
  }

  private static ChannelDataset channels(TaskConfig task) {
    return ChannelDataset.endless(FewPath.of(task.antennas(), 1, 60), 5);
  }

  private static Trainer<WiFoE> training(WiFoE model) {
    return Trainer.pretrain(model).task(TASK, channels(TASK)).task(OTHER, channels(OTHER)).scale(Scale.SMOKE)
        .progress(null);
  }

  private static Trainer<WiFoE> validated(WiFoE model) {
    return Trainer.pretrain(model).task(TASK, channels(TASK))
        .task(TrainingTask.of(OTHER, channels(OTHER)).withValidation(channels(OTHER))).scale(Scale.SMOKE)
        .matmulPrecision(MatmulPrecision.HIGHEST).progress(null); // when a high rate breaks a network is chance
  }

  private static Map<String, float[]> weights(WiFoE model) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }

  private static void assertSameBits(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  @Test
  void aTaskSaysHowTheChannelsOfItsTrainingAreNormalised() {
    TaskConfig task = TaskConfig.builder().name("other").array(AntennaArray.ula(8)).pilotLength(4).feedbackBits(4)
        .users(2).build();
    ChannelDataset channels = ChannelDataset.endless(Rayleigh.of(8), 1).normalized(Normalization.UNIT_USER);
    try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(2).build()) {
      Trainer.pretrain(model).task(task, channels).batch(4).steps(1).progress(null).run();
      assertEquals("unit-user", model.provenance().get(0).run().at("/tasks/0/task/assumptions/normalization").asText());
    }
  }

  @Test
  void beatsMaximumRatioOnUsersItHasNotSeen() {
    try (WiFoE model = WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(64)
        .quantizer(SignQuantizer.SOFT_TO_HARD).build()) {
      TaskConfig task = TASK.toBuilder().users(3).feedbackBits(16).build();
      Trainer.pretrain(model).task(task, channels(task)).snrDb(20).batch(64).steps(600)
          .learningRate(LearningRate.cosine(4e-3, 30)).progress(null).run();
      ChannelDataset unseen = ChannelDataset.endless(FewPath.of(16, 1, 60), 6);
      List<SumRateRow> rows = Comparison.on(unseen).users(3).snrDb(20).samples(500)
          .schemes(Precoders.mrt(), model.precoder(task, 1)).run();
      double mrt = rows.get(0).sumRate();
      double learned = rows.get(1).sumRate();
      assertTrue(learned > mrt + 0.4, "learned " + learned + ", MRT " + mrt);
    }
  }

  @Test
  void threadsChangeNoBit() {
    try (WiFoE one = model(); WiFoE two = model(); WiFoE another = model()) {
      training(one).threads(1).run();
      training(two).threads(2).run();
      training(another).threads(2).seed(2).run();
      assertSameBits(weights(one), weights(two));
      assertFalse(weights(one).get("trunk/blk0/Wo")[0] == weights(another).get("trunk/blk0/Wo")[0]);
    }
  }

  /** With rows enough for coarse products: the same bits at any number of threads, others than with all digits. */
  @Test
  void coarseProductsRepeat() {
    try (WiFoE one = model(); WiFoE two = model(); WiFoE exact = model()) {
      training(one).batch(600).steps(2).threads(1).run();
      training(two).batch(600).steps(2).threads(2).run();
      training(exact).batch(600).steps(2).matmulPrecision(MatmulPrecision.HIGHEST).run();
      assertSameBits(weights(one), weights(two));
      float[] coarse = weights(one).get("trunk/blk0/Wo");
      assertEquals(MatmulPrecision.isMediumSupported(), !Arrays.equals(coarse, weights(exact).get("trunk/blk0/Wo")));
    }
  }

  @Test
  void everyParameterOfEveryTaskLearns() {
    try (WiFoE model = model()) {
      training(model).steps(1).learningRate(LearningRate.constant(1e-30)).run();
      Map<String, float[]> before = weights(model);
      training(model).run();
      weights(model).forEach((name, values) -> assertFalse(Arrays.equals(values, before.get(name)), name));
    }
  }

  @Test
  void anInterruptEndsTheStepAndReturnsTheModelSoFar() {
    try (WiFoE model = model()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      Thread.currentThread().interrupt();
      Training<WiFoE> training = training(model).progress(new PrintStream(line, true, UTF_8)).run();
      assertTrue(training.isInterrupted());
      assertEquals(0, training.steps());
      assertTrue(line.toString(UTF_8).contains("interrupted after 0:00"), line.toString(UTF_8));
      assertFalse(Thread.currentThread().isInterrupted());
    }
  }

  @Test
  void anInterruptWhileTheStartIsDrawnEndsTheTrainingBeforeItsFirstStep() {
    Thread caller = Thread.currentThread();
    AtomicInteger draws = new AtomicInteger();
    ChannelModel interrupting = new ChannelModel() {
      @Override
      public int antennas() {
        return 8;
      }

      @Override
      public void draw(RandomStream stream, long user, float[] out, int offset) {
        Rayleigh.of(8).draw(stream, user, out, offset);
        if (draws.incrementAndGet() == 1) {
          caller.interrupt();
        }
      }

      @Override
      public String describe() {
        return "interrupting";
      }
    };
    Supplier<Trainer<WiFoE>> training = () -> Trainer.pretrain(model()).progress(null).scale(Scale.SMOKE)
        .task(OTHER, ChannelDataset.endless(interrupting, 1).normalized(Normalization.NONE));
    Training<WiFoE> meanwhile = training.get().run();
    assertEquals(0, meanwhile.steps());
    assertFalse(caller.isInterrupted());
    caller.interrupt();
    assertSameBits(weights(training.get().run().model()), weights(meanwhile.model())); // the start is whole
  }

  @Test
  void aSumRateThatIsNoNumberStopsBeforeTheWeightsAreTouched() {
    try (WiFoE model = model()) {
      model.addHeads(OTHER.configurations());
      NDArray bias = model.parameters().get("other/K2/out.b");
      bias.addi(Float.NaN);
      float[] trunk = model.parameters().get("trunk/blk0/Wo").toFloatArray();
      Trainer<WiFoE> training = Trainer.pretrain(model).task(OTHER, channels(OTHER)).scale(Scale.SMOKE).progress(null);
      String message = assertThrows(ArithmeticException.class, training::run).getMessage();
      assertTrue(message.startsWith("the sum rate is no number at step 0; lower the learning rate"), message);
      assertArrayEquals(trunk, model.parameters().get("trunk/blk0/Wo").toFloatArray());
    }
  }

  @Test
  void aShardThatFailsEndsTheStepOnceAllHaveEnded() {
    AtomicInteger draws = new AtomicInteger();
    ChannelModel broken = new ChannelModel() {
      @Override
      public int antennas() {
        return 8;
      }

      @Override
      public void draw(RandomStream stream, long user, float[] out, int offset) {
        out[offset] = 1;
        if (draws.incrementAndGet() == 5) { // the first after those for the run's identity
          throw new IllegalStateException("no channels today");
        }
      }

      @Override
      public String describe() {
        return "broken";
      }
    };
    try (WiFoE model = model()) {
      Trainer<WiFoE> training = Trainer.pretrain(model).task(OTHER, ChannelDataset.endless(broken, 1)
          .normalized(Normalization.NONE)).batch(64).shards(8).threads(2).start(Start.RANDOM).progress(null);
      String message = assertThrows(IllegalStateException.class, training::run).getMessage();
      assertTrue(message.endsWith("no channels today"), message);
      assertTrue(draws.get() > 7 * 8 * 2, draws + " draws"); // the other shards drew their 8 samples of 2 users
    }
  }

  @Test
  void headsSharedByAllNumbersOfUsersLearnFromAllOfThem() {
    try (WiFoE model = WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(64).headsPerTask(true).build()) {
      training(model).run();
      assertTrue(model.parameters().arrays().containsKey("tiny/X_re"), model.parameters().arrays().keySet().toString());
      assertFalse(model.parameters().arrays().containsKey("tiny/K2/X_re"));
    }
  }

  @Test
  void loadBalancingSpreadsTheChoices() {
    try (WiFoE plain = model(); WiFoE balanced = model()) {
      for (WiFoE model : List.of(plain, balanced)) { // every token goes to these three at first
        model.parameters().get("trunk/blk0/br").addi(model.parameters().get("trunk/blk0/br").getManager()
            .create(new float[] {3, 3, 3, 0, 0, 0, 0, 0}));
      }
      training(plain).steps(60).run();
      training(balanced).steps(60).loadBalancing(5).run();
      assertTrue(entropy(balanced) > entropy(plain), entropy(balanced) + " bits against " + entropy(plain));
    }
  }

  private static double entropy(WiFoE model) {
    return ExpertUsage.of(model, TASK.configuration(3), channels(TASK).batch(3, 200, 1),
        LinkBudget.snrDb(10), 1).entropy(0);
  }

  @Test
  void validationStopsATrainingThatLearnsNothingMore() {
    try (WiFoE model = model()) {
      Training<WiFoE> training = validated(model).steps(100).learningRate(LearningRate.constant(1e-30))
          .validateEvery(10).patience(3).run();
      assertTrue(training.isStoppedEarly());
      assertFalse(training.isInterrupted());
      assertEquals(40, training.steps()); // a first measurement and three that were not better
      List<Double> measured = training.curve().points().stream().map(LearningCurve.Point::validation)
          .filter(value -> !value.isNaN()).toList();
      assertEquals(4, measured.size());
      assertEquals(measured.get(0), measured.get(3), "the same samples every time");
    }
  }

  @Test
  void patienceNeedsUsersToMeasureOn() {
    try (WiFoE model = model()) {
      String message = assertThrows(IllegalArgumentException.class, training(model).patience(3)::run).getMessage();
      assertTrue(message.startsWith("a patience of 3 measurements needs users to measure on"), message);
    }
  }

  @Test
  void aValidatedTrainingEndsWithItsBestWeights() {
    WiFoE.Builder sizes = WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(64);
    try (WiFoE model = sizes.build(); WiFoE again = sizes.build()) {
      // a rate that breaks what was learned: the best measurement is not the last
      LearningRate rising = new LearningRate(0.3, 40, false);
      Training<WiFoE> training = validated(model, rising, 40).run();
      LearningCurve.Point best = training.curve().points().stream().filter(point -> !Double.isNaN(point.validation()))
          .max(Comparator.comparingDouble(LearningCurve.Point::validation)).orElseThrow();
      assertTrue(best.step() < 40, best.toString());
      assertEquals(best.step(), model.provenance().get(0).bestStep());
      validated(again, rising, best.step()).run();
      assertSameBits(weights(again), weights(model));
    }
  }

  @Test
  void aResumedTrainingEndsWithTheSameBestWeights(@TempDir Path run) {
    WiFoE.Builder sizes = WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(64);
    LearningRate rising = new LearningRate(0.3, 40, false);
    try (WiFoE whole = sizes.build(); WiFoE begun = sizes.build(); WiFoE resumed = sizes.build()) {
      validated(whole, rising, 40).run();
      Training<WiFoE> first = validated(begun, rising, 40).out(run).onStep(step -> {
        if (step == 33) {
          Thread.currentThread().interrupt();
        }
      }).run();
      assertTrue(first.isInterrupted());
      validated(resumed, rising, 40).out(run).run();
      assertSameBits(weights(whole), weights(resumed));
      assertEquals(whole.provenance().get(0).bestStep(), resumed.provenance().get(0).bestStep());
    }
  }

  private static Trainer<WiFoE> validated(WiFoE model, LearningRate rate, long steps) {
    // the same from step to step, however many there are: no share of the steps decides anything
    return validated(model).steps(steps).learningRate(rate).tied(0).validateEvery(5);
  }

  @Test
  void moreShardsSeeAsManySamples() {
    try (WiFoE one = model(); WiFoE many = model()) {
      Training<WiFoE> whole = training(one).batch(60).shards(1).run();
      Training<WiFoE> cut = training(many).batch(60).shards(5).run(); // 3 configurations in 2 parts each
      assertEquals(whole.curve().last().orElseThrow().samples(), cut.curve().last().orElseThrow().samples());
      assertEquals(whole.curve().last().orElseThrow().training(), cut.curve().last().orElseThrow().training(), 0.5);
    }
  }

  @Test
  void noNativeArrayOutlivesItsStep() {
    try (WiFoE model = model()) {
      training(model).steps(5).run();
      NDManager weights = model.parameters().get("trunk/blk0/Wo").getManager();
      int ofEngine = weights.getParentManager().getManagedArrays().size();
      int ofModel = weights.getManagedArrays().size();
      training(model).steps(20).run();
      assertEquals(ofEngine, weights.getParentManager().getManagedArrays().size());
      assertEquals(ofModel, weights.getManagedArrays().size());
    }
  }

  @Test
  void theCurveCountsWhatWasSeen() {
    try (WiFoE model = model()) {
      Training<WiFoE> training = training(model).run();
      LearningCurve.Point last = training.curve().points().get(training.curve().points().size() - 1);
      assertEquals(Scale.SMOKE.steps(), last.step());
      // 3 configurations in 2 shards of 32 samples a step: 5 samples each
      assertEquals(Scale.SMOKE.steps() * 2 * 3 * 5, last.samples());
      assertEquals(training.curve().points().size(), training.curve().table().rowCount());
    }
  }

  @Test
  void refusesATaskGivenTwiceOrTwoOfOneName() {
    try (WiFoE model = model()) {
      Trainer<WiFoE> trainer = Trainer.pretrain(model).task(TASK, channels(TASK));
      for (TaskConfig second : List.of(TASK, OTHER.toBuilder().name("tiny").build())) {
        String message = assertThrows(IllegalArgumentException.class, () -> trainer.task(second, channels(second)))
            .getMessage();
        assertTrue(message.startsWith("task tiny is given twice"), message);
      }
    }
  }

  @Test
  void refusesChannelsOfAnotherArray() {
    try (WiFoE model = model()) {
      ChannelDataset eight = ChannelDataset.endless(Rayleigh.of(8), 1);
      String message = assertThrows(IllegalArgumentException.class, () -> Trainer.pretrain(model).task(TASK, eight))
          .getMessage();
      assertTrue(message.startsWith("channels of 8 antennas do not fit tiny"), message);
    }
  }
}
