package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoadBalancingTest {

  private static double loss(float[][] logits, long[][] chosen) {
    try (Parameters none = new Parameters(DataType.FLOAT32); NDManager manager = NDManager.newBaseManager()) {
      LoadBalancing balancing = new LoadBalancing();
      balancing.observe("trunk/blk0/logits", manager.create(logits));
      NDArray choices = manager.create(Arrays.stream(chosen).flatMapToLong(Arrays::stream).toArray());
      balancing.observe("trunk/blk0/chosen", choices);
      return balancing.loss(Pass.inference(manager, none)).getFloat();
    }
  }

  @Test
  void isOneForEqualUseAndTheNumberOfExpertsForOneThatDoesEverything() {
    assertEquals(1, loss(new float[][] {{0, 0, 0, 0}, {0, 0, 0, 0}}, new long[][] {{0, 1}, {2, 3}}), 1e-6);
    assertEquals(4, loss(new float[][] {{50, 0, 0, 0}, {50, 0, 0, 0}}, new long[][] {{0}, {0}}), 1e-6);
  }
}
