package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.Cep;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.FrozenTrunk;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.notebook.Tables;
import io.wifoe.precoding.BeamCodebook;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.InterruptedTrainingException;
import io.wifoe.training.Scale;
import io.wifoe.training.Start;
import io.wifoe.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Tiny real trainings of every scheme. */
class SchemesTest {
  private static final TaskConfig TASK = TaskConfig.builder().name("tiny").array(AntennaArray.ula(8)).pilotLength(4)
      .feedbackBits(5).users(3).build();
  private static final ChannelDataset CHANNELS = ChannelDataset.endless(FewPath.of(8, 1, 60), 5);
  private static final DscConfig SMALL = new DscConfig(List.of(16, 8), true, List.of(16), SignQuantizer.ANNEALED_TANH);
  private static final SchemeBudget BUDGET = SchemeBudget.of(Scale.SMOKE);
  /** Precoders are kept in single precision. */
  private static final double POWER_TOLERANCE = 1e-5;

  private static WiFoE.Builder sizes() {
    return WiFoE.builder().width(16).blocks(1).heads(2).encoderWidth(16);
  }

  private static List<Scheme> all() {
    List<Scheme> schemes = new ArrayList<>();
    Precoders.names().forEach(name -> schemes.add(Schemes.fullCsi(Precoders.named(name))));
    schemes.add(Schemes.limitedFeedback(BeamCodebook.dft(TASK.array(), 5)));
    schemes.addAll(List.of(Schemes.singleTask(sizes()), Schemes.randomTrunk(sizes()), Schemes.cep(sizes(), 1),
        Schemes.dsc(SMALL, 1), Schemes.dsc(DscConfig.PAPER, 1)));
    return schemes;
  }

  @Test
  void aBudgetMaySayItsStepsAndSamples() {
    SchemeBudget own = SchemeBudget.of(Scale.SMOKE, 7, 12);
    assertEquals(7, own.settings().steps());
    assertEquals("12 samples", own.settings().batch().toString());
    assertThrows(IllegalArgumentException.class, () -> SchemeBudget.of(Scale.SMOKE, 0, 12));
  }

  @Test
  void everySchemeTransmitsExactlyThePowerAndSaysWhatItCosts() {
    SchemeBudget brief = new SchemeBudget(BUDGET.settings().toBuilder().steps(3).build(), null);
    LinkBudget link = new LinkBudget(7, 0.3);
    ComplexMatrices h = CHANNELS.batch(3, 40, 9);
    for (Scheme scheme : all()) {
      try (TrainedScheme trained = scheme.train(TASK, CHANNELS, brief)) {
        ComplexMatrices v = trained.precoder().precode(h, link);
        for (int i = 0; i < 40; i++) {
          double power = 0;
          for (int at = v.row(i, 0); at < v.row(i + 1, 0); at++) {
            power += v.values()[at] * v.values()[at];
          }
          assertEquals(7, power, 7 * POWER_TOLERANCE, scheme.name());
        }
        TrainedScheme.Measurement result = trained.evaluate(CHANNELS, 3, 10, 50, 1);
        assertEquals(scheme.name(), result.rate().scheme());
        assertTrue(result.rate().sumRate() > 0 && result.rate().ci95() > 0, result.toString());
        SchemeCost cost = result.cost();
        assertEquals(cost.fullCsi(), cost.parameters() == 0 && cost.macs().total() == 0, result.toString());
        assertEquals(cost.fullCsi() ? 0 : 4, cost.pilots(), result.toString());
      }
    }
  }

  @Test
  void feedbackIsCountedInBits() {
    try (TrainedScheme dsc = Schemes.dsc(SMALL, 1).train(TASK, CHANNELS, BUDGET);
        TrainedScheme cep = Schemes.cep(sizes(), 1).train(TASK, CHANNELS, BUDGET)) {
      assertEquals(5, dsc.cost().apply(TASK.configuration(3)).feedbackBits());
      assertEquals(1, dsc.cost().apply(TASK.configuration(3)).feedbackBytes());
      assertEquals(2 * 8 * 4, cep.cost().apply(TASK.configuration(3)).feedbackBytes());
    }
  }

  @Test
  void aFrozenTrunkKeepsEveryBitAndTheRestLearns() {
    try (FrozenTrunk model = new FrozenTrunk(sizes().build())) {
      model.addHeads(TASK.configurations());
      Map<String, float[]> before = weights(model);
      Trainer.pretrain(model).task(TASK, CHANNELS).scale(Scale.SMOKE).progress(null).run();
      weights(model).forEach((name, after) -> assertEquals(name.startsWith("trunk/"),
          Arrays.equals(before.get(name), after), name));
    }
  }

  @Test
  void estimationAndPrecodingLearnOneAfterTheOther() {
    try (Cep model = new Cep(sizes().config(), 1, DataType.FLOAT32)) {
      model.estimation().addHeads(TASK.configurations());
      Map<String, float[]> start = weights(model.estimation());
      Trainer.pretrain(model.estimation()).task(TASK, CHANNELS).scale(Scale.SMOKE).start(Start.RANDOM).progress(null)
          .run();
      Map<String, float[]> estimating = weights(model.precoding());
      Trainer.pretrain(model.precoding()).task(TASK, CHANNELS).scale(Scale.SMOKE).progress(null).run();
      weights(model.precoding()).forEach((name, end) -> {
        boolean user = name.contains("/X_") || name.contains("/enc");
        assertEquals(!user, Arrays.equals(start.get(name), estimating.get(name)), name);
        assertEquals(user, Arrays.equals(estimating.get(name), end), name);
      });
    }
  }

  @Test
  void anInterruptedTrainingIsNotMeasured() {
    for (Scheme scheme : List.of(Schemes.singleTask(sizes()), Schemes.cep(sizes(), 1), Schemes.dsc(SMALL, 1))) {
      Thread.currentThread().interrupt();
      String message = assertThrows(InterruptedTrainingException.class, () -> scheme.train(TASK, CHANNELS, BUDGET))
          .getMessage();
      assertTrue(message.contains("was interrupted after 0 of"), message);
    }
  }

  /** The second of three schemes is interrupted in the middle of its training. */
  @Test
  void aComparisonEndsWithAnInterruptAndSaysWhatIsMissing() {
    Scheme stopped = new Scheme() {
      @Override
      public String name() {
        return "stopped";
      }

      @Override
      public TrainedScheme train(TaskConfig task, ChannelDataset channels, SchemeBudget budget) {
        Thread.currentThread().interrupt();
        return Schemes.dsc(SMALL, 1).train(task, channels, budget);
      }
    };
    Scheme mrt = Schemes.fullCsi(Precoders.mrt());
    Comparison comparison = Comparison.on(CHANNELS).users(3).snrDb(0, 10).samples(50);
    List<SchemeRow> rows = comparison.train(List.of(mrt, stopped, mrt), TASK, CHANNELS, BUDGET);
    assertFalse(Thread.interrupted(), "the interrupt has had its effect");
    assertEquals(List.of("MRT", "MRT", "stopped", "stopped", "MRT", "MRT"),
        rows.stream().map(SchemeRow::scheme).toList());
    assertEquals(List.of(false, false, true, true, true, true), rows.stream().map(SchemeRow::isMissing).toList());
    assertEquals(comparison.schemes(Precoders.mrt()).run().get(1).sumRate(), rows.get(1).sumRate());
    Table table = Tables.of("rates", rows);
    assertEquals(4, table.column("sum rate").countMissing());
    assertEquals(4, table.column("full csi").countMissing());
    assertEquals(4, table.column("feedback bits").countMissing());
  }

  @Test
  void anInterruptedMeasurementIsMissingToo() {
    Scheme late = new Scheme() {
      @Override
      public String name() {
        return "late";
      }

      @Override
      public TrainedScheme train(TaskConfig task, ChannelDataset channels, SchemeBudget budget) {
        Thread.currentThread().interrupt();
        return Schemes.fullCsi(Precoders.mrt()).train(task, channels, budget);
      }
    };
    List<SchemeRow> rows = Comparison.on(CHANNELS).users(3).samples(50).train(List.of(late), TASK, CHANNELS, BUDGET);
    assertTrue(rows.get(0).isMissing());
    assertFalse(Thread.interrupted());
  }

  @Test
  void aComparisonTrainsEverySchemeAndSaysWhatItCosts() {
    List<SchemeRow> rows = Comparison.on(CHANNELS).users(3).samples(50).seed(2)
        .train(List.of(Schemes.dsc(SMALL, 1)), TASK, CHANNELS, BUDGET);
    try (TrainedScheme alone = Schemes.dsc(SMALL, 1).train(TASK, CHANNELS, BUDGET)) {
      TrainedScheme.Measurement expected = alone.evaluate(CHANNELS, 3, 10, 50, 2);
      assertEquals(List.of(SchemeRow.of("DSC", expected.rate(), expected.cost())), rows);
    }
  }

  @Test
  void threadsChangeNoBitOfBatchNormalisation() {
    try (Dsc one = Dsc.of(SMALL, 1); Dsc two = Dsc.of(SMALL, 1)) {
      Trainer.pretrain(one).task(TASK, CHANNELS).scale(Scale.SMOKE).threads(1).progress(null).run();
      Trainer.pretrain(two).task(TASK, CHANNELS).scale(Scale.SMOKE).threads(2).progress(null).run();
      Map<String, float[]> expected = weights(one);
      weights(two).forEach((name, values) -> assertArrayEquals(expected.get(name), values, name));
      assertFalse(Arrays.equals(new float[16], expected.get("tiny/K3/bs/norm0.mean")), "the statistics have not moved");
    }
  }

  private static Map<String, float[]> weights(PrecodingNetwork model) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }
}
