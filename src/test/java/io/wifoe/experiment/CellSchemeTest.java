package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import io.wifoe.model.AnyArray;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.MacCount;
import io.wifoe.model.WiFoE;
import io.wifoe.task.PaperTasks;
import io.wifoe.training.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellSchemeTest {
  private static final AnyArrayConfig SIZES = AnyArrayConfig.of(Scale.SMOKE.anyArray().config());

  /** Its weights are those of one network; its work is that of the paper's network that it is for a task. */
  @Test
  void aNetworkForAnyArrayIsCountedOnceAndWorksAsThePapers() {
    CellScheme scheme = CellScheme.anyArray(SIZES, null);
    try (AnyArray network = new AnyArray(SIZES, 1, DataType.FLOAT32);
        WiFoE plain = network.headsFor(PaperTasks.T4, 10)) {
      assertEquals(network.parameters().size(), scheme.parameters(List.of(PaperTasks.T4)));
      assertEquals(network.parameters().size(), scheme.parameters(PaperTasks.group1()));
      assertEquals(PaperTasks.T4.configurations().stream().mapToLong(c -> MacCount.of(plain.config(), c).total())
          .average().orElseThrow(), scheme.macs(List.of(PaperTasks.T4)));
    }
  }

  @Test
  void onlyAPretrainedNetworkForAnyArrayNeedNotLearn() {
    PretrainedModel file = new PretrainedModel("models/any.safetensors", "0");
    assertTrue(CellScheme.anyArray(SIZES, null).learns());
    assertFalse(CellScheme.anyArray(SIZES, file).learns());
    assertTrue(new CellScheme(SchemeKind.PRETRAINED_FROZEN, SIZES.network(), null, null, file).learns());
    assertThrows(IllegalArgumentException.class, () -> CellScheme.of(SchemeKind.ANY_ARRAY, SIZES.network()));
    assertThrows(IllegalArgumentException.class,
        () -> new CellScheme(SchemeKind.STL, SIZES.network(), null, null, file));
  }
}
