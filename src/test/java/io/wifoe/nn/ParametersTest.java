package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.wifoe.RandomStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What parameters have learned. */
class ParametersTest {
  private final Parameters parameters = initialized();

  private static Parameters initialized() {
    Parameters parameters = new Parameters(DataType.FLOAT32);
    List<ParameterSpec> specs = List.of(ParameterSpec.weight("W", 2, 3), ParameterSpec.bias("b", 3));
    parameters.initialize(ParameterSpec.in("task", specs), RandomStream.root(1));
    return parameters;
  }

  @AfterEach
  void close() {
    parameters.close();
  }

  private void put(double[] values) {
    try (NDArray array = parameters.get("task/b").getManager().create(values).toType(DataType.FLOAT32, false)) {
      parameters.put("task/b", array);
    }
  }

  @Test
  void firstValuesAreFreshAndSoIsWhatATrainingBeginsWith() {
    assertEquals(Set.of("task/W", "task/b"), parameters.fresh());
    parameters.start("task/b", new double[] {1, 2, 3});
    assertTrue(parameters.isFresh("task"));
    put(new double[] {1, 2, 3}); // what is there already
    assertTrue(parameters.isFresh("task"));
  }

  @Test
  void whatWasPutOrMovedIsNot() {
    put(new double[] {1, 2, 4});
    assertEquals(Set.of("task/W"), parameters.fresh());
    assertFalse(parameters.isFresh("task"));
    parameters.start("task/b", new double[] {0, 0, 0}); // which makes nobody forget
    assertFalse(parameters.isFresh("task"));
    parameters.changed(List.of("task/W"));
    assertEquals(Set.of(), parameters.fresh());
  }

  @Test
  void copiesKnowWhatTheirsHaveLearned() {
    parameters.changed(List.of("task/W"));
    try (Parameters copy = initialized()) {
      copy.putAll(parameters);
      assertEquals(Set.of("task/b"), copy.fresh());
    }
  }
}
