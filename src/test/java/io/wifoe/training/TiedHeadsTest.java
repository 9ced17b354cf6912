package io.wifoe.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.AnyArray;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Transmission;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Configuration;
import io.wifoe.task.SnrRange;
import io.wifoe.task.TaskConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiedHeadsTest {
  private static final TaskConfig TASK = TaskConfig.builder().name("tied").array(AntennaArray.ula(8)).pilotLength(4)
      .feedbackBits(6).users(2, 4).build();
  private static final ChannelDataset CHANNELS = ChannelDataset.endless(FewPath.of(8, 1, 60), 3);
  private static final float ROUNDING = 1e-5f;

  @TempDir private Path directory;

  private static WiFoE.Builder sizes() {
    return WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(32).quantizer(SignQuantizer.SOFT_TO_HARD);
  }

  private static WiFoE model() {
    return sizes().build();
  }

  private static Trainer<WiFoE> training(WiFoE model) {
    return Trainer.pretrain(model).task(TASK, CHANNELS).steps(20).batch(12).optimizer(OptimizerSettings.muon())
        .progress(null);
  }

  /** Of a model whose parts are new. */
  private static TiedHeads ties(WiFoE model) {
    return TiedHeads.of(model, TASK.configurations(), Set.copyOf(TASK.configurations()));
  }

  private static float[] weights(WiFoE model, String name) {
    return model.parameters().get(name).toFloatArray();
  }

  /** Whatever ends a training: every number of users has the parts that served it. */
  @Test
  void anErrorLeavesAModelThatIsWhole() {
    try (WiFoE model = model()) {
      Trainer<WiFoE> training = training(model).onStep(step -> Check.that(step < 3, "no more steps"));
      assertThrows(IllegalArgumentException.class, training::run);
      assertArrayEquals(weights(model, "tied/K2/in.W"), weights(model, "tied/K4/in.W"));
    }
  }

  /** Also while others serve for its parts, and not only at the end. */
  @Test
  void aListenerFindsAModelThatIsWhole() {
    try (WiFoE model = model()) {
      List<Boolean> alike = new ArrayList<>();
      training(model).steps(4).tied(0.5).onStep(step -> alike.add(
          Arrays.equals(weights(model, "tied/K2/in.W"), weights(model, "tied/K4/in.W")))).run();
      assertEquals(List.of(true, true, false, false), alike);
    }
  }

  /** Parts that others serve for learn nothing of their own, and those that serve learn from all numbers of users. */
  @Test
  void onlyThePartsThatServeLearn() throws Exception {
    try (WiFoE model = model(); NDManager manager = NDManager.newBaseManager()) {
      model.addHeads(TASK.configurations());
      Map<Configuration, ChannelDataset> data = new LinkedHashMap<>();
      TASK.configurations().forEach(c -> data.put(c, CHANNELS));
      TrainingStep step = TrainingStep.of(model, TrainingSettings.builder().batch(12).shards(1).build(), data,
          ties(model).owners());
      RandomStream stream = RandomStream.root(1);
      Set<String> learning =
          step.shard(0, step.draws(stream).get(0), manager, stream, 0).call().byName().keySet();
      assertTrue(learning.contains("tied/K2/out.W"), learning.toString());
      assertTrue(learning.stream().noneMatch(name -> name.startsWith("tied/K3/") || name.startsWith("tied/K4/")),
          learning.toString());
    }
  }

  @Test
  void allNumbersOfUsersHaveOneSetOfPartsUntilTheyPart() {
    try (WiFoE whole = model(); WiFoE parted = model()) {
      training(whole).tied(1).run();
      training(parted).tied(0.5).run();
      for (String name : List.of("X_re", "enc0.W", "encout.b", "in.W", "out.W")) {
        assertArrayEquals(weights(whole, "tied/K2/" + name), weights(whole, "tied/K4/" + name), name);
        assertFalse(Arrays.equals(weights(parted, "tied/K2/" + name), weights(parted, "tied/K4/" + name)), name);
      }
    }
  }

  /** The momentum of the tied parts goes with the copies: without it the first step after it would be another one. */
  @Test
  void copiesRememberWhatTheTiedPartsDid() {
    try (WiFoE model = model(); Optimizer optimizer = OptimizerSettings.muon().optimizer(1, Device.cpu())) {
      model.addHeads(TASK.configurations());
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray matrix = copy(manager, model.parameters().get("tied/K3/in.W"));
        NDArray bias = manager.ones(model.parameters().get("tied/K2/in.b").getShape());
        // an array of its own for each step, which may scale it in place
        optimizer.step(model.parameters(), Map.of("tied/K2/in.W", matrix.duplicate(), "tied/K2/in.b", bias.duplicate()),
            1e-3);
        NDArray other = copy(manager, model.parameters().get("tied/K4/in.W")); // another direction than the momentum's
        NDArray opposite = bias.mul(-3);
        ties(model).part(model.parameters(), optimizer);
        optimizer.step(model.parameters(), Map.of("tied/K2/in.W", other.duplicate(), "tied/K2/in.b",
            opposite.duplicate(), "tied/K4/in.W", other.duplicate(), "tied/K4/in.b", opposite.duplicate()), 1e-3);
        assertArrayEquals(weights(model, "tied/K2/in.W"), weights(model, "tied/K4/in.W"));
        assertArrayEquals(weights(model, "tied/K2/in.b"), weights(model, "tied/K4/in.b"));
      }
    }
  }

  /** A training goes on from what each number of users has learned, not from what the smallest knows. */
  @Test
  void partsThatLearnedApartAreNotOverwritten() {
    try (WiFoE model = model()) {
      training(model).tied(0).run();
      float[] learned = weights(model, "tied/K4/in.W");
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      training(model).tied(1).steps(1).learningRate(LearningRate.cosine(1e-9, 0))
          .progress(new PrintStream(said, true, UTF_8)).run();
      assertArrayEquals(learned, weights(model, "tied/K4/in.W"), 1e-6f);
      String line = "parts that have learned apart stay so: tied/K3, tied/K4";
      assertTrue(said.toString(UTF_8).contains(line), said.toString(UTF_8));
    }
  }

  /** Parts of a network that was never trained have learned nothing, whoever added them. */
  @Test
  void partsThatWereAddedByHandAreTied() {
    try (WiFoE model = model()) {
      model.addHeads(TASK.configurations());
      training(model).tied(1).steps(1).run();
      assertArrayEquals(weights(model, "tied/K2/in.W"), weights(model, "tied/K4/in.W"));
    }
  }

  /** A network that has one set of parts for all numbers of users, or for all tasks, has none that learned apart. */
  @Test
  void sharedPartsAreTiedBeforeAndAfterTheyLearn() {
    AnyArrayConfig any = AnyArrayConfig.of(sizes().output(PrecoderOutput.STRUCTURED).config()).withDirections(12);
    try (WiFoE perTask = sizes().headsPerTask(true).build(); AnyArray forAll = new AnyArray(any, 1, DataType.FLOAT32)) {
      forAll.meet(TASK);
      for (PrecodingNetwork network : List.of(perTask, forAll)) {
        TiedHeads first = TiedHeads.of(network, TASK.configurations(), network.addHeads(TASK.configurations()));
        TiedHeads later = TiedHeads.of(network, TASK.configurations(), Set.of());
        assertEquals(Map.of("tied/K3", "tied/K2", "tied/K4", "tied/K2"), first.owners());
        assertEquals(first, later);
        assertTrue(first.learnedApart().isEmpty());
      }
    }
  }

  /** Those that parted at the end of a training are one again in the next. */
  @Test
  void partsThatAreNearlyAlikeAreTiedAgain() {
    try (WiFoE model = model()) {
      training(model).tied(0.95).run();
      assertFalse(Arrays.equals(weights(model, "tied/K2/in.W"), weights(model, "tied/K4/in.W")));
      training(model).tied(1).steps(1).run();
      assertArrayEquals(weights(model, "tied/K2/in.W"), weights(model, "tied/K4/in.W"));
    }
  }

  private static NDArray copy(NDManager manager, NDArray array) {
    NDArray copy = array.duplicate();
    copy.attach(manager);
    return copy;
  }

  /** One batch through shared parts gives what a batch for each number of users gives. */
  @Test
  void neighboursInOneBatchAreWhatTheyAreAlone() {
    try (WiFoE model = model(); NDManager manager = NDManager.newBaseManager()) {
      model.addHeads(TASK.configurations());
      TiedHeads tied = ties(model);
      assertEquals(Map.of("tied/K3", "tied/K2", "tied/K4", "tied/K2"), tied.owners());
      List<Transmission> parts = TASK.configurations().stream().map(c -> transmission(manager, c)).toList();
      Pass pass = Pass.inference(manager, model.parameters());
      List<NDArray> together = model.precoders(pass.withAliases(tied.owners()), parts);
      for (int i = 0; i < parts.size(); i++) {
        NDArray alone = model.precoders(pass.withAliases(tied.owners()), List.of(parts.get(i))).get(0);
        assertArrayEquals(alone.toFloatArray(), together.get(i).toFloatArray(), ROUNDING);
      }
      tied.share(model.parameters());
      List<NDArray> shared = model.precoders(Pass.inference(manager, model.parameters()), parts);
      for (int i = 0; i < parts.size(); i++) {
        assertArrayEquals(shared.get(i).toFloatArray(), together.get(i).toFloatArray(), ROUNDING);
      }
    }
  }

  private static Transmission transmission(NDManager manager, Configuration c) {
    RandomStream stream = RandomStream.root(4).of(c.key());
    return Transmission.of(manager, DataType.FLOAT32, c, SnrRange.of(10),
        CHANNELS.batch(c.users(), 5, stream), stream.of("noise"));
  }

  @Test
  void aRunGoesOnTiedAndUntiedWithTheSameBits() throws IOException {
    try (WiFoE whole = model()) {
      training(whole).tied(0.5).run();
      for (int left : new int[] {7, 10, 13}) { // tied, at the parting, untied
        Path run = directory.resolve("left-at-" + left);
        try (WiFoE first = model(); WiFoE again = model()) {
          training(first).tied(0.5).out(run).onStep(step -> {
            if (step == left) {
              Thread.currentThread().interrupt();
            }
          }).run();
          // model and checkpoint serve every number of users with what the tied parts have learned
          try (WiFoE kept = WiFoE.load(run.resolve("checkpoint-" + left + ".safetensors"))) {
            for (WiFoE model : List.of(first, kept)) {
              assertEquals(left <= 10, Arrays.equals(weights(model, "tied/K2/out.W"), weights(model, "tied/K4/out.W")));
            }
          }
          Training<WiFoE> rest = training(again).tied(0.5).out(run).run();
          assertFalse(rest.isInterrupted());
          whole.parameters().arrays().forEach((name, array) ->
              assertArrayEquals(array.toFloatArray(), weights(again, name), name + ", left at " + left));
        }
      }
    }
  }

  @Test
  void partsOfAnotherShapeForEachNumberOfUsersStayApart() {
    try (Dsc dsc = Dsc.of(new DscConfig(List.of(16), false, List.of(16), SignQuantizer.CLIPPED), 1)) {
      dsc.addHeads(TASK.configurations());
      assertTrue(TiedHeads.of(dsc, TASK.configurations(), Set.of()).owners().isEmpty());
    }
  }
}
