package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.WiFoE;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OwnedMemoryTest {
  private static final TaskConfig TASK = PaperTasks.T4.toBuilder().users(3).build();

  @Test
  void modelThatNobodyHoldsAnyMoreIsFreed() throws InterruptedException {
    List<NDArray> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      seen.add(weightOfAModelThatIsForgotten());
    }
    for (int attempt = 0; attempt < 200 && !seen.stream().allMatch(NDArray::isReleased); attempt++) {
      System.gc();
      Thread.sleep(50);
    }
    assertTrue(seen.stream().allMatch(NDArray::isReleased), "weights of a forgotten model stay in native memory");
  }

  /** Used in both ways, so that panels of its trunk are packed too. */
  private static NDArray weightOfAModelThatIsForgotten() {
    WiFoE model = WiFoE.builder().width(16).blocks(1).heads(2).build();
    model.addHeads(TASK.configurations());
    model.precoder(TASK, 1).precode(ChannelDataset.endless(TASK, 1).batch(3, 1, 1), LinkBudget.snrDb(10));
    return model.parameters().arrays().values().iterator().next();
  }

  @Test
  void doublesOutliveWhatTheyWereMadeOf() throws InterruptedException {
    double[] values = new SplittableRandom(1).doubles(1 << 16).toArray();
    try (Parameters parameters = new Parameters(DataType.FLOAT64)) {
      parameters.put(new ParameterSpec("a", new Shape(1 << 8, 1 << 8), ParameterSpec.Init.constant(0)), values);
      for (int i = 0; i < 5; i++) {
        System.gc();
        Thread.sleep(20);
        ByteBuffer.allocateDirect(Double.BYTES << 16).putDouble(0, i); // takes the place of what is free
      }
      assertArrayEquals(values, parameters.get("a").toDoubleArray());
    }
  }

  @Test
  void workOnArraysKeepsTheirParameters() throws InterruptedException {
    Parameters parameters = new Parameters(DataType.FLOAT32);
    parameters.put(new ParameterSpec("a", new Shape(1), ParameterSpec.Init.constant(1)),
        new double[] {7});
    NDArray array = parameters.get("a");
    try (NDManager work = parameters.newManager()) {
      parameters = null;
      for (int i = 0; i < 5; i++) {
        System.gc();
        Thread.sleep(20);
      }
      assertFalse(array.isReleased(), "freed while it is worked on");
      assertEquals(7, array.getFloat(0));
      assertTrue(work.isOpen());
    }
  }
}
