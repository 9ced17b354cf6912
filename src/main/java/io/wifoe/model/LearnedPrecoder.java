package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Seed;
import io.wifoe.channel.ComplexBatch;
import io.wifoe.nn.Pass;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.util.List;

/**
 * A trained model behind the interface of the classical precoders. The base station never sees the channels, only the
 * bits that users made of what they received.
 */
record LearnedPrecoder(PrecodingNetwork model, TaskConfig task, Seed seed) implements Precoder {
  /** Bounds native memory, not the result. */
  private static final int SAMPLES_OF_A_CALL = 512;

  @Override
  public ComplexBatch precode(ComplexBatch channels, LinkBudget link) {
    ComplexBatch precoders = ComplexBatch.zeros(channels.samples(), channels.users(), channels.antennas());
    for (int from = 0; from < channels.samples(); from += SAMPLES_OF_A_CALL) {
      ComplexBatch some = channels.slice(from, Math.min(channels.samples(), from + SAMPLES_OF_A_CALL));
      try (NDManager manager = NDManager.newBaseManager()) {
        Transmission part = Transmission.of(manager, model.parameters().precision(),
            task.configuration(channels.users()), link, some, seed.of(from));
        NDArray v = model.precoders(Pass.inference(manager, model.parameters()), List.of(part)).get(0);
        NDList halves = v.toType(DataType.FLOAT32, false).split(2, 2);
        int at = precoders.row(from, 0);
        System.arraycopy(halves.get(0).toFloatArray(), 0, precoders.re(), at, some.re().length);
        System.arraycopy(halves.get(1).toFloatArray(), 0, precoders.im(), at, some.im().length);
      }
    }
    return precoders;
  }

  @Override
  public String name() {
    return model.name();
  }
}
