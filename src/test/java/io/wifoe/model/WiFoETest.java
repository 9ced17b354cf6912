package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import io.wifoe.Json;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WiFoETest {
  private static final TaskConfig TASK = TaskConfig.builder().name("mine").array(AntennaArray.ula(8)).pilotLength(4)
      .feedbackBits(6).users(3, 4).build();
  private static final ChannelDataset CHANNELS = ChannelDataset.endless(Rayleigh.of(8), 1);

  private static WiFoE model() {
    WiFoE model = WiFoE.builder().width(16).blocks(2).heads(4).precision(DataType.FLOAT64).build();
    model.addHeads(TASK.configurations());
    return model;
  }

  @Test
  void thePowerIsExactlyP() {
    try (WiFoE model = model()) {
      ComplexMatrices v = model.precoder(TASK, 1).precode(CHANNELS.batch(4, 20, 1), new LinkBudget(7, 1));
      int size = 4 * 2 * 8;
      for (int sample = 0; sample < 20; sample++) {
        int from = sample * size;
        double power = DoubleStream.iterate(from, i -> i < from + size, i -> i + 1)
            .map(i -> Math.pow(v.values()[(int) i], 2)).sum();
        assertEquals(7, power, 7e-6); // V is kept in float32
      }
    }
  }

  @Test
  void permutingUsersPermutesTheirPrecoders() {
    try (WiFoE model = model()) {
      // so little noise that a permuted user's bits cannot change with its draw
      LinkBudget quiet = new LinkBudget(1, 1e-12);
      ComplexMatrices h = CHANNELS.batch(3, 50, 2);
      int[] order = {2, 0, 1};
      ComplexMatrices v = model.precoder(TASK, 1).precode(h, quiet);
      ComplexMatrices permuted = model.precoder(TASK, 1).precode(permute(h, order), quiet);
      assertArrayEquals(permute(v, order).values(), permuted.values(), 1e-6f);
    }
  }

  /** The same samples with their users in another order. */
  static ComplexMatrices permute(ComplexMatrices batch, int[] order) {
    ComplexMatrices out = ComplexMatrices.zeros(batch.samples(), batch.rows(), batch.columns());
    for (int sample = 0; sample < batch.samples(); sample++) {
      for (int k = 0; k < order.length; k++) {
        System.arraycopy(batch.values(), batch.row(sample, order[k]), out.values(), out.row(sample, k),
            2 * batch.columns());
      }
    }
    return out;
  }

  @Test
  void theSeedDecidesTheWeights() {
    try (WiFoE one = model(); WiFoE same = model(); WiFoE other = WiFoE.builder().width(16).blocks(2).heads(4).seed(2)
        .precision(DataType.FLOAT64).build()) {
      for (String name : one.parameters().arrays().keySet()) {
        assertArrayEquals(one.parameters().get(name).toDoubleArray(), same.parameters().get(name).toDoubleArray());
      }
      String wo = "trunk/blk0/Wo";
      assertFalse(Arrays.equals(one.parameters().get(wo).toDoubleArray(), other.parameters().get(wo).toDoubleArray()));
    }
  }

  @Test
  void addingHeadsLeavesWhatIsThereAlone() {
    try (WiFoE model = model()) {
      double[] before = model.parameters().get("mine/K3/in.W").toDoubleArray();
      model.addHeads(TASK.configurations());
      assertArrayEquals(before, model.parameters().get("mine/K3/in.W").toDoubleArray());
      TaskConfig another = TASK.toBuilder().feedbackBits(7).build();
      String message = assertThrows(IllegalArgumentException.class, () -> model.addHeads(another.configurations()))
          .getMessage();
      assertTrue(message.startsWith("this model serves another configuration named mine/K3"), message);
    }
  }

  /** One set of parts hears one kind of pilots. */
  @Test
  void partsOfATaskAreNotThoseOfAnotherPilotPower() {
    TaskConfig louder = TASK.toBuilder().pilotPower(TASK.assumptions().pilotPower() == PilotPower.TOTAL
        ? PilotPower.PER_ANTENNA : PilotPower.TOTAL).build();
    try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(4).headsPerTask(true).build()) {
      model.addHeads(List.of(TASK.configuration(3)));
      for (int users : new int[] {3, 4}) {
        String message = assertThrows(IllegalArgumentException.class,
            () -> model.addHeads(List.of(louder.configuration(users)))).getMessage();
        assertTrue(message.startsWith("this model serves another configuration named mine/K" + users), message);
      }
      model.addHeads(TASK.configurations());
      assertEquals(TASK.configurations(), List.copyOf(model.configurations()));
    }
  }

  @Test
  void noTaskIsNamedAsTheTrunk() {
    for (boolean perTask : new boolean[] {true, false}) {
      try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(4).headsPerTask(perTask).build()) {
        String message = assertThrows(IllegalArgumentException.class,
            () -> model.addHeads(TASK.toBuilder().name("trunk").build().configurations())).getMessage();
        assertTrue(message.startsWith("a task cannot be named trunk"), message);
      }
    }
  }

  @Test
  void expertUsageCountsEveryChoiceOnce() {
    try (WiFoE model = model()) {
      ExpertUsage usage = ExpertUsage.of(model, TASK.configuration(3), CHANNELS.batch(3, 40, 1),
          LinkBudget.snrDb(10), 1);
      assertEquals(2, usage.share().length);
      for (int block = 0; block < 2; block++) {
        assertEquals(1, Arrays.stream(usage.share()[block]).sum(), 1e-12);
        // no expert can have more than one choice of a token's three
        assertTrue(Arrays.stream(usage.share()[block]).max().orElseThrow() <= 1.0 / 3 + 1e-12);
        assertTrue(usage.entropy(block) >= Math.log(3) / Math.log(2) - 1e-12);
      }
    }
  }

  /** Files and runs of before there was a choice keep their identity. */
  @Test
  void thePapersNetworkSaysNothingOfWhatGoesBeyondIt() throws IOException {
    WiFoEConfig papers = WiFoE.builder().config();
    assertFalse(Json.line(papers).contains("output"), Json.line(papers));
    assertFalse(Json.line(papers).contains("decoder"), Json.line(papers));
    assertEquals(papers, Json.read(Json.line(papers), WiFoEConfig.class));
    WiFoEConfig other = WiFoE.builder().output(PrecoderOutput.STRUCTURED).decoderLayers(2).config();
    assertEquals(other, Json.read(Json.line(other), WiFoEConfig.class));
    assertEquals(other, WiFoE.builder(other).config());
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertTrue(assertThrows(IllegalArgumentException.class, () -> WiFoE.builder().width(250).config()).getMessage()
        .contains("width 250 is not a multiple of 8 heads"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> WiFoE.builder().topK(9).config()).getMessage()
        .contains("top-9 of 8 experts"));
  }

  @Test
  void sharedPartsAreTheMeanOfTheirs() {
    try (WiFoE model = model()) {
      try (WiFoE shared = model.withHeadsPerTask(); WiFoE again = shared.withHeadsPerTask()) {
        double[] three = model.parameters().get("mine/K3/out.W").toDoubleArray();
        double[] four = model.parameters().get("mine/K4/out.W").toDoubleArray();
        double[] mean = shared.parameters().get("mine/out.W").toDoubleArray();
        assertFalse(Arrays.equals(three, four), "parts that are alike show nothing");
        for (int i = 0; i < mean.length; i++) {
          assertEquals((three[i] + four[i]) / 2, mean[i], 1e-15);
        }
        assertArrayEquals(model.parameters().get("trunk/blk1/U1").toDoubleArray(),
            shared.parameters().get("trunk/blk1/U1").toDoubleArray());
        assertEquals(model.configurations(), shared.configurations());
        assertArrayEquals(mean, again.parameters().get("mine/out.W").toDoubleArray());
      }
    }
  }
}
