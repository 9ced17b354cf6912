package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Json;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SnrRange;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Settings, scales and schedules: what a training is told before it begins. No engine is loaded. */
class TrainingSettingsTest {
  private static final TrainingSettings ALL = TrainingSettings.builder().steps(70).batch(BatchSize.perConfiguration(9))
      .snrDb(-5, 15).learningRate(LearningRate.constant(0.25)).optimizer(OptimizerSettings.muon(3, 0.5, 0.25, 4))
      .matmulPrecision(MatmulPrecision.MEDIUM).clip(7)
      .loadBalancing(0.125).weights(TaskWeights.SIZE_PROPORTIONAL).start(Start.RANDOM).tied(0.5).validateEvery(11)
      .patience(12).shards(3).threads(2).rounds(new Rounds(4, 7, 0.5, 0.75)).seed(99).build();

  @Test
  void whatIsSetIsWhatIsBuilt() {
    assertEquals(new TrainingSettings(70, new BatchSize(9, true), new SnrRange(-5, 15),
        new LearningRate(0.25, 0, false),
        new OptimizerSettings.MuonSettings(3, 0.5, 0.25, 4), MatmulPrecision.MEDIUM, 7, 0.125,
        TaskWeights.SIZE_PROPORTIONAL, Start.RANDOM, 0.5,
        11, 12, 3, 2, new Rounds(4, 7, 0.5, 0.75), 99), ALL);
    assertEquals(ALL, ALL.toBuilder().build());
    assertEquals(new LearningRate(0.5, 0, false), ALL.toBuilder().peakRate(0.5).build().learningRate());
    assertEquals(new SnrRange(4, 4), ALL.toBuilder().snrDb(4).build().snr());
    assertEquals(new BatchSize(30, false), ALL.toBuilder().batch(30).build().batch());
  }

  @Test
  void settingsSurviveTheirFile() throws Exception {
    assertEquals(ALL, Json.read(Json.parse(Json.text(ALL)), TrainingSettings.class));
    TrainingSettings adam = ALL.toBuilder().optimizer(OptimizerSettings.adam(0.5)).build();
    assertEquals(adam, Json.read(Json.parse(Json.text(adam)), TrainingSettings.class));
    String text = Json.text(ALL);
    for (Start start : new Start[] {Start.CHANNELS, Start.RANDOM}) {
      String before = text.replace("\"start\" : \"random\"", "\"startsFromChannels\" : " + (start == Start.CHANNELS));
      assertFalse(before.equals(text), text);
      assertEquals(ALL.toBuilder().start(start).build(), Json.read(Json.parse(before), TrainingSettings.class));
    }
    TrainingSettings together = ALL.toBuilder().rounds(null).build();
    assertFalse(Json.text(together).contains("rounds"), "a config of before has no such word");
    TrainingSettings exact = ALL.toBuilder().matmulPrecision(MatmulPrecision.HIGHEST).build();
    assertFalse(Json.text(exact).contains("products"), "nor this one");
    assertEquals(exact, Json.read(Json.parse(Json.text(exact)), TrainingSettings.class));
    assertEquals(together, Json.read(Json.parse(Json.text(together)), TrainingSettings.class));
  }

  @Test
  void whatBreaksARuleIsRefused() {
    refused("steps", b -> b.steps(0));
    refused("batch", b -> b.batch(0));
    refused("batch", b -> b.batch((BatchSize) null));
    refused("shards", b -> b.shards(0));
    refused("threads", b -> b.threads(0));
    refused("load-balancing", b -> b.loadBalancing(-1e-9));
    refused("load-balancing", b -> b.loadBalancing(1e6));
    refused("norm", b -> b.clip(0));
    refused("tied", b -> b.tied(-0.01));
    refused("tied", b -> b.tied(1.01));
    refused("validation", b -> b.validateEvery(0));
    refused("patience", b -> b.patience(-1));
    refused("learning rate", b -> b.peakRate(0));
    refused("learning rate", b -> b.peakRate(1));
    refused("warm-up", b -> b.learningRate(new LearningRate(0.1, -1, true)));
    refused("weight decay", b -> b.optimizer(OptimizerSettings.adam(-1)));
    refused("weight decay", b -> b.optimizer(OptimizerSettings.muon(10, 0.9, -1, 3)));
    refused("weight decay", b -> b.optimizer(OptimizerSettings.adam(Double.POSITIVE_INFINITY)));
    refused("weight decay", b -> b.optimizer(OptimizerSettings.muon(10, 0.9, Double.NaN, 3)));
    refused("all of a matrix", b -> b.optimizer(OptimizerSettings.muon(10, 0.9, 0.4, 3))); // at a rate of 0.25
    refused("ratio", b -> b.optimizer(OptimizerSettings.muon(0, 0.9, 0, 3)));
    refused("ratio", b -> b.optimizer(OptimizerSettings.muon(1e6, 0.9, 0, 3)));
    refused("momentum", b -> b.optimizer(OptimizerSettings.muon(10, 1, 0, 3)));
    refused("momentum", b -> b.optimizer(OptimizerSettings.muon(10, -0.1, 0, 3)));
    refused("iterations", b -> b.optimizer(OptimizerSettings.muon(10, 0.9, 0, 0)));
    refused("iterations", b -> b.optimizer(OptimizerSettings.muon(10, 0.9, 0, 21)));
    ALL.toBuilder().tied(0).patience(0).loadBalancing(0).steps(1).validateEvery(1).threads(1).shards(1)
        .optimizer(OptimizerSettings.muon(10, 0, 0, 1)).rounds(null).tied(1).build();
  }

  private static void refused(String word, UnaryOperator<TrainingSettings.Builder> change) {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> change.apply(ALL.toBuilder()).build());
    assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
  }

  @Test
  void shardsDependOnTheBatchAlone() {
    TrainingSettings usual = TrainingSettings.builder().build();
    assertEquals(2, usual.toBuilder().batch(1_024).build().resolved(54).shards());
    assertEquals(4, usual.toBuilder().batch(1_025).build().resolved(54).shards());
    assertEquals(1, usual.toBuilder().batch(1).build().resolved(54).shards()); // a sample cannot be cut
    assertEquals(4, usual.toBuilder().batch(BatchSize.perConfiguration(20)).build().resolved(54).shards());
    assertEquals(7, usual.toBuilder().shards(7).build().resolved(54).shards());
    assertEquals(5, usual.toBuilder().threads(5).build().resolved(54).threads());
    assertEquals(1, usual.toBuilder().shards(1).build().resolved(54).threads());
    assertEquals(9, usual.toBuilder().batch(9).shards(9).build().resolved(54).shards());
    assertThrows(IllegalArgumentException.class, () -> usual.toBuilder().batch(9).shards(10).build().resolved(54));
  }

  @Test
  void aBatchIsSharedEvenly() {
    assertEquals(10, BatchSize.total(549).ofEach(54));
    assertEquals(1, BatchSize.total(3).ofEach(54));
    assertEquals(549, BatchSize.total(549).ofAll(54));
    assertEquals(20, BatchSize.perConfiguration(20).ofEach(54));
    assertEquals(1_080, BatchSize.perConfiguration(20).ofAll(54));
    assertEquals("20 samples of each configuration", BatchSize.perConfiguration(20).toString());
    assertEquals("20 samples", BatchSize.total(20).toString());
  }

  @Test
  void headsPartAfterTheirShareOfTheSteps() {
    assertEquals(35, ALL.untiedFrom());
    assertEquals(0, ALL.toBuilder().tied(0).build().untiedFrom());
  }

  /** Section IV-B of the paper: d = 256, 5 blocks, 8 heads, dropout 0.05, Adam at 1e-3 with a weight decay of 1e-4. */
  @Test
  void aShortTrainingHasAShortWarmUpUnlessOneIsAskedFor() {
    assertEquals(2, TrainingSettings.builder().steps(20).build().learningRate().warmup());
    assertEquals(3, TrainingSettings.builder().peakRate(1e-3).steps(30).build().learningRate().warmup());
    assertEquals(50, TrainingSettings.builder().steps(5_000).build().learningRate().warmup());
    assertEquals(7, TrainingSettings.builder().learningRate(LearningRate.cosine(1e-3, 7)).steps(20).build()
        .learningRate().warmup());
    assertEquals(0, ALL.toBuilder().steps(140).build().learningRate().warmup());
  }

  @Test
  void thePaperScaleIsThePapers() {
    WiFoEConfig model = Scale.PAPER.model().config();
    assertEquals(256, model.width());
    assertEquals(5, model.blocks());
    assertEquals(8, model.heads());
    assertEquals(0.05, model.dropout());
    assertEquals(SignQuantizer.CLIPPED, model.quantizer());
    TrainingSettings training = TrainingSettings.builder().scale(Scale.PAPER).build();
    assertEquals(2_048, training.batch().samples());
    assertEquals(1e-3, training.learningRate().peak());
    assertEquals(OptimizerSettings.adam(1e-4), training.optimizer());
    assertEquals(0, training.tied());
    assertEquals(MatmulPrecision.HIGHEST, training.matmulPrecision());
    assertEquals(Start.RANDOM, training.start());
  }

  @Test
  void smallerScalesLearnWithSoftBitsTiedHeadsAndMuon() {
    for (Scale scale : new Scale[] {Scale.SMOKE, Scale.LAPTOP, Scale.WORKSTATION}) {
      assertEquals(scale == Scale.WORKSTATION ? SignQuantizer.SOFT_SLOPES : SignQuantizer.SOFT_TO_HARD,
          scale.model().config().quantizer());
      assertEquals(0, scale.model().config().dropout());
      TrainingSettings training = TrainingSettings.builder().scale(scale).build();
      assertEquals(OptimizerSettings.muon(), training.optimizer());
      assertEquals(scale.steps(), training.steps());
      assertEquals(scale.batch(), training.batch().samples());
      assertTrue(training.start() == Start.KNOWN_TASK && training.tied() > 0.5);
      assertTrue(training.learningRate().warmup() <= scale.steps() / 10, "a warm-up that is most of the training");
    }
    assertTrue(Scale.LAPTOP.steps() < Scale.WORKSTATION.steps() && Scale.SMOKE.steps() < Scale.LAPTOP.steps());
    assertEquals(Scale.WORKSTATION, Scale.named(" Workstation "));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Scale.named("huge")).getMessage().contains("laptop"));
  }

  @Test
  void optimizersAreFoundByTheirNames() {
    assertEquals(OptimizerSettings.muon(), OptimizerSettings.named(" MUON"));
    assertEquals(OptimizerSettings.adam(0), OptimizerSettings.named("adam"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> OptimizerSettings.named("sgd")).getMessage()
        .contains("\"sgd\""));
  }

  @Test
  void tasksWeighAlikeOrAsTheirUsers() {
    ChannelDataset some = ChannelDataset.generate(PaperTasks.T9).users(40).build();
    assertEquals(1, TaskWeights.UNIFORM.of(some));
    assertEquals(40, TaskWeights.SIZE_PROPORTIONAL.of(some));
    ChannelDataset endless = ChannelDataset.endless(PaperTasks.T9, 1);
    assertEquals(1, TaskWeights.UNIFORM.of(endless));
    assertThrows(IllegalArgumentException.class, () -> TaskWeights.SIZE_PROPORTIONAL.of(endless));
    assertEquals(TaskWeights.SIZE_PROPORTIONAL, TaskWeights.named("size-proportional"));
  }

  @Test
  void aCheckpointIsDueBySteps() {
    CheckpointSchedule steps = new CheckpointSchedule(10, Duration.ZERO);
    assertEquals(false, steps.isDue(9, Long.MAX_VALUE));
    assertTrue(steps.isDue(10, 0));
    CheckpointSchedule time = new CheckpointSchedule(0, Duration.ofNanos(500));
    assertEquals(false, time.isDue(Long.MAX_VALUE, 499));
    assertTrue(time.isDue(0, 500));
    assertEquals(false, new CheckpointSchedule(0, Duration.ofSeconds(Long.MAX_VALUE)).isDue(0, Long.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> new CheckpointSchedule(0, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new CheckpointSchedule(-1, Duration.ofSeconds(1)));
    assertThrows(IllegalArgumentException.class, () -> new CheckpointSchedule(5, Duration.ofSeconds(-1)));
  }

  @Test
  void aRecipeNamesItsChannels() {
    assertThrows(IllegalArgumentException.class, () -> new ChannelRecipe(" ", 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ChannelRecipe(null, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ChannelRecipe("mine.npy", 1, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ChannelRecipe("mine.npy", 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ChannelRecipe("mine.npy", 1, 0, -0.1));
  }
}
