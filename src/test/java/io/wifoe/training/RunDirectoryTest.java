package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.UserChannels;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.Normalization;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are kept, gone on with, and refused. */
class RunDirectoryTest {
  private static final int STEPS = 40;
  private static final int INTERRUPTED_STEPS = 150;

  @TempDir
  Path directory;

  private Path run;

  @BeforeEach
  void run() {
    run = directory.resolve("run");
  }

  private static Training<WiFoE> train(Path out, UnaryOperator<Trainer<WiFoE>> settings) {
    try (WiFoE model = SmallRun.model()) {
      return settings.apply(SmallRun.of(model, out)).run();
    }
  }

  private String refusal(UnaryOperator<Trainer<WiFoE>> settings) {
    return assertThrows(UncheckedIOException.class, () -> train(run, settings)).getMessage();
  }

  private Set<String> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("checkpoint"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private Path checkpoint(long step) {
    return run.resolve("checkpoint-" + step + ".safetensors");
  }

  @Test
  void keepingARunChangesNoBitAndItsMetricsAreTheCurve() throws IOException {
    try (WiFoE kept = SmallRun.model(); WiFoE plain = SmallRun.model()) {
      Training<WiFoE> training = SmallRun.of(kept, run).run();
      SmallRun.of(plain, null).run();
      plain.parameters().arrays().forEach((name, array) ->
          assertArrayEquals(array.toFloatArray(), kept.parameters().get(name).toFloatArray(), name));
      List<String> rows = Files.readAllLines(run.resolve(RunDirectory.METRICS));
      assertEquals("step,samples,sum_rate,gradient_norm,learning_rate,validation,share_of_wmmse", rows.get(0));
      assertEquals(training.curve().points().size() + 1, rows.size());
      String[] last = rows.get(STEPS).split(",");
      assertEquals(STEPS, Integer.parseInt(last[0]));
      assertEquals(training.curve().latest(), Double.parseDouble(last[2]));
      JsonNode config = new ObjectMapper().readTree(run.resolve(RunDirectory.CONFIG).toFile());
      assertEquals("small", config.at("/tasks/0/task/name").textValue());
      assertEquals(STEPS, config.at("/training/steps").intValue());
      assertFalse(config.at("/environment/java").isMissingNode());
    }
  }

  @Test
  void theLastTwoAndTheBestCheckpointStay() throws IOException {
    Training<WiFoE> training = train(run, p -> p);
    long best = training.curve().points().stream().max((a, b) -> Double.compare(a.training(), b.training())).get()
        .step();
    Set<String> expected = new TreeSet<>();
    for (long step : new long[] {best, STEPS - 1, STEPS}) {
      expected.add(checkpoint(step).getFileName().toString());
    }
    assertEquals(expected, checkpoints());
    try (WiFoE model = WiFoE.load(checkpoint(best)); WiFoE last = WiFoE.load(run.resolve(RunDirectory.MODEL))) {
      assertEquals(model.configurations(), last.configurations());
    }
  }

  @Test
  void aFinishedRunIsReadAndNotTrainedAgain() throws IOException {
    Training<WiFoE> first = train(run, p -> p);
    byte[] weights = Files.readAllBytes(run.resolve(RunDirectory.MODEL));
    Training<WiFoE> second = train(run, p -> p);
    assertEquals(0, second.samplesPerSecond());
    assertEquals(first.curve().points(), second.curve().points());
    assertArrayEquals(weights, Files.readAllBytes(run.resolve(RunDirectory.MODEL)));
    train(run, p -> p.threads(2)); // threads are no part of what a run is
  }

  @Test
  void anInterruptKeepsTheStepAndTheSameCallGoesOnWithTheSameModel() throws Exception {
    try (WiFoE whole = SmallRun.model(); WiFoE model = SmallRun.model()) {
      SmallRun.of(whole, directory.resolve("whole")).steps(INTERRUPTED_STEPS).checkpointEvery(1_000_000).run();
      Trainer<WiFoE> training = SmallRun.of(model, run).steps(INTERRUPTED_STEPS).checkpointEvery(1_000_000);
      AtomicReference<Training<WiFoE>> interrupted = new AtomicReference<>();
      Thread worker = new Thread(() -> interrupted.set(training.run()));
      worker.start();
      while (!Files.exists(run.resolve(RunDirectory.METRICS))
          || Files.readAllLines(run.resolve(RunDirectory.METRICS)).size() < 3) {
        worker.join(1);
      }
      worker.interrupt();
      worker.join(TimeUnit.MINUTES.toMillis(10));
      assertTrue(interrupted.get().isInterrupted(), "the training was faster than the interrupt");
      assertEquals(Set.of("checkpoint-0.safetensors", checkpoint(interrupted.get().steps()).getFileName().toString()),
          checkpoints());
      Training<WiFoE> rest = training.run();
      assertFalse(rest.isInterrupted());
      whole.parameters().arrays().forEach((name, array) ->
          assertArrayEquals(array.toFloatArray(), model.parameters().get(name).toFloatArray(), name));
      assertEquals(-1, Files.mismatch(directory.resolve("whole").resolve(RunDirectory.METRICS),
          run.resolve(RunDirectory.METRICS)));
    }
  }

  @Test
  void otherSchemesAreKeptToo() throws IOException {
    DscConfig sizes = new DscConfig(List.of(16), true, List.of(16), SignQuantizer.CLIPPED);
    try (Dsc first = Dsc.of(sizes, 1); Dsc again = Dsc.of(sizes, 1)) {
      SmallRun.of(first, run).steps(3).run();
      byte[] last = Files.readAllBytes(checkpoint(3));
      Files.delete(checkpoint(3));
      SmallRun.of(again, run).steps(3).run(); // from the second step on
      assertArrayEquals(last, Files.readAllBytes(checkpoint(3)));
    }
  }

  @Test
  void anotherConfigIsRefusedByName() {
    train(run, p -> p.steps(2));
    String message = refusal(p -> p.steps(3));
    assertEquals(run + ": holds a run with another config (its training.steps is 2, asked for is 3); repeat its "
        + "settings to go on with it, or choose another directory", message);
    message = refusal(p -> p.steps(2).snrDb(0, 20));
    assertTrue(message.contains("its training.snr.maxDb is 10.0, asked for is 20.0"), message);
    try (WiFoE model = SmallRun.model()) {
      Trainer<WiFoE> trainer = SmallRun.untasked(model, run).steps(2)
          .task(SmallRun.TASK, ChannelDataset.endless(Rayleigh.of(8), 1));
      message = assertThrows(UncheckedIOException.class, trainer::run).getMessage();
      assertTrue(message.contains("its tasks[0].channels.name is \"FewPath\", asked for is \"Rayleigh\""), message);
      trainer = SmallRun.untasked(model, run).steps(2)
          .task(SmallRun.TASK, ChannelDataset.endless(FewPath.of(8, 1, 60), 6).named("FewPath"));
      message = assertThrows(UncheckedIOException.class, trainer::run).getMessage();
      assertTrue(message.contains("its tasks[0].channels.sample"), message);
    }
    try (WiFoE other = WiFoE.builder().width(32).blocks(1).heads(2).encoderWidth(32).build()) {
      message = assertThrows(UncheckedIOException.class, () -> SmallRun.of(other, run).steps(2).run()).getMessage();
      assertTrue(message.contains("its model.dropout is 0.05, asked for is 0.0"), message);
    }
  }

  @Test
  void aCheckpointCutShortOrOfAnotherRunIsRefusedAndTheOneBeforeIsStillGood() throws IOException {
    train(run, p -> p.steps(3));
    byte[] good = Files.readAllBytes(checkpoint(3));
    byte[] before = Files.readAllBytes(checkpoint(2));
    byte[] whole = Files.readAllBytes(run.resolve(RunDirectory.MODEL));

    Files.write(checkpoint(3), Arrays.copyOf(good, good.length - 10));
    String message = refusal(p -> p.steps(3));
    assertTrue(message.startsWith(run + ": its last checkpoint cannot be used (" + checkpoint(3) + ": "), message);
    assertTrue(message.contains("cut short"), message);
    assertTrue(message.endsWith("Delete that file, and the same command goes on from checkpoint-2.safetensors"),
        message);
    assertArrayEquals(before, Files.readAllBytes(checkpoint(2)));

    Path other = directory.resolve("other");
    train(other, p -> p.steps(3).seed(2));
    Files.copy(other.resolve(checkpoint(3).getFileName()), checkpoint(3),
        StandardCopyOption.REPLACE_EXISTING);
    message = refusal(p -> p.steps(3));
    assertTrue(message.contains("is the checkpoint of another run: its training.seed is 2, asked for is 1"), message);
    Files.copy(run.resolve(RunDirectory.MODEL), checkpoint(3), StandardCopyOption.REPLACE_EXISTING);
    message = refusal(p -> p.steps(3));
    assertTrue(message.contains("is no checkpoint of a training"), message);

    Files.delete(checkpoint(3)); // the advice
    train(run, p -> p.steps(3));
    assertArrayEquals(good, Files.readAllBytes(checkpoint(3)));
    assertArrayEquals(whole, Files.readAllBytes(run.resolve(RunDirectory.MODEL)));
  }

  /** The message about a damaged checkpoint advises to go on from the one before, which needs its own best weights. */
  @Test
  void theCheckpointBeforeIsOfUseEvenWhereTheLastIsANewBest() throws IOException {
    TrainingTask held = TrainingTask.of(SmallRun.TASK, SmallRun.CHANNELS).withValidation(SmallRun.CHANNELS);
    List<byte[]> ends = new ArrayList<>();
    for (long left : new long[] {0, 4, 6}) {
      Path place = directory.resolve("left-at-" + left);
      if (left > 0) {
        try (WiFoE model = SmallRun.model()) {
          SmallRun.untasked(model, place).task(held).steps(8).validateEvery(2).onStep(step -> {
            if (step == left) {
              Thread.currentThread().interrupt();
            }
          }).run();
        }
        Files.delete(place.resolve("checkpoint-" + left + ".safetensors"));
      }
      try (WiFoE model = SmallRun.model()) {
        SmallRun.untasked(model, place).task(held).steps(8).validateEvery(2).run();
      }
      ends.add(Files.readAllBytes(place.resolve(RunDirectory.MODEL)));
    }
    assertArrayEquals(ends.get(0), ends.get(1));
    assertArrayEquals(ends.get(0), ends.get(2));
  }

  @Test
  void aLostBestCheckpointIsNamedAndNoOtherIsBlamed() throws IOException {
    TrainingTask held = TrainingTask.of(SmallRun.TASK, SmallRun.CHANNELS).withValidation(SmallRun.CHANNELS);
    try (WiFoE first = SmallRun.model(); WiFoE again = SmallRun.model()) {
      // nothing is learned, so that the first measurement stays the best
      SmallRun.untasked(first, run).task(held).steps(4).validateEvery(1)
          .learningRate(LearningRate.constant(1e-30)).run();
      Files.delete(checkpoint(1));
      Trainer<WiFoE> more = SmallRun.untasked(again, run).task(held).steps(4).validateEvery(1)
          .learningRate(LearningRate.constant(1e-30));
      String message = assertThrows(UncheckedIOException.class, more::run).getMessage();
      assertTrue(message.contains("the checkpoint with its best weights") && message.contains("checkpoint-1.")
          && !message.contains("Delete"), message);
    }
  }

  @Test
  void anotherModelsWeightsAreRefusedAndItsOwnAreNot() throws IOException {
    try (WiFoE model = SmallRun.model(); WiFoE other = SmallRun.model()) {
      SmallRun.of(model, run).steps(3).run();
      byte[] weights = Files.readAllBytes(run.resolve(RunDirectory.MODEL));
      other.addHeads(SmallRun.TASK.configurations());
      other.parameters().get("trunk/blk0/Wo").addi(1e-3f);
      Trainer<WiFoE> wrong = SmallRun.of(other, run).steps(3);
      String message = assertThrows(UncheckedIOException.class, wrong::run).getMessage();
      assertTrue(message.contains("holds a run with another config (its model starts from other weights)"), message);
      assertArrayEquals(weights, Files.readAllBytes(run.resolve(RunDirectory.MODEL)));
      assertEquals(0, SmallRun.of(model, run).steps(3).run().samplesPerSecond()); // where the run left it
      assertEquals(1, model.provenance().size());
    }
  }

  @Test
  void aRunOfTheFirstFormatIsShownAndNotGoneOnWith() throws IOException {
    Path stored = Path.of("data/results/few-path/stl-30");
    StoredRun first = StoredRun.read(stored);
    assertEquals(64, first.config().tasks().get(0).channels().antennas());
    assertEquals(21_484, first.config().training().steps());
    assertEquals(21_484, first.curve().last().orElseThrow().step());
    Files.createDirectories(run);
    Files.copy(stored.resolve(RunDirectory.CONFIG), run.resolve(RunDirectory.CONFIG));
    String message = refusal(p -> p);
    assertTrue(message.startsWith(run + ": holds a run of format 1, written by an earlier version (wifoe 0.1.0)"),
        message);
  }

  @Test
  void aLossThatIsNoNumberLeavesTheLastGoodCheckpoint() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    int readsOfIdentity = 4; // before the first step, for the run's config
    int readsOfAStep = 2 * 2 * (2 + 3); // shards, samples, users of both configurations
    UserChannels breaking = new UserChannels() {
      @Override
      public long users() {
        return 100;
      }

      @Override
      public int antennas() {
        return 8;
      }

      @Override
      public void read(long user, float[] out, int offset) {
        Arrays.fill(out, offset, offset + 16, reads.getAndIncrement() < readsOfIdentity + 3 * readsOfAStep ? 1 : 1e25f);
      }
    };
    try (WiFoE model = SmallRun.model()) {
      ChannelDataset channels = ChannelDataset.of("breaking", breaking).normalized(Normalization.NONE);
      Trainer<WiFoE> training = Trainer.pretrain(model).task(SmallRun.TASK, channels).batch(8).steps(STEPS)
          .start(Start.RANDOM).progress(null).out(run).checkpointEvery(1);
      String message = assertThrows(ArithmeticException.class, training::run).getMessage();
      assertEquals("the sum rate is no number at step 3; lower the learning rate or look for broken channels. The "
          + "weights are those of the step before; the last good checkpoint is " + checkpoint(3), message);
      try (WiFoE good = WiFoE.load(checkpoint(3))) {
        model.parameters().arrays().forEach((name, array) ->
            assertArrayEquals(array.toFloatArray(), good.parameters().get(name).toFloatArray(), name));
      }
    }
  }

  @Test
  void weightsThatAreNoNumbersAreNotKept() throws IOException {
    try (WiFoE model = SmallRun.model()) {
      model.parameters().get("trunk/blk0/br").addi(Float.NaN);
      String message = assertThrows(ArithmeticException.class, () -> SmallRun.of(model, run).run()).getMessage();
      assertTrue(message.startsWith("the training broke down before step 0: value 0 of trunk/blk0/br is NaN"), message);
      assertEquals(Set.of(), checkpoints());
    }
  }

  @Test
  void aDirectoryInUseOrNotToBeMadeIsRefused() throws IOException {
    Files.createDirectories(run);
    try (RandomAccessFile file = new RandomAccessFile(run.resolve(".lock").toFile(), "rw")) {
      file.getChannel().lock();
      String message = refusal(p -> p);
      assertTrue(message.startsWith(run + ": another training is writing this run; wait for it"), message);
    }
    run = Files.createFile(directory.resolve("file")).resolve("run");
    String message = refusal(p -> p);
    assertTrue(message.startsWith(run + ": cannot be made (Not a directory); choose a directory"), message);
  }
}
