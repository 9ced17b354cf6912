package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.Pass;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import io.wifoe.task.TaskConfig;
import java.util.List;

/**
 * A trained model behind the interface of the classical precoders. The base station never sees the channels, only the
 * bits that users made of what they received.
 */
record LearnedPrecoder(PrecodingNetwork model, TaskConfig task, RandomStream stream, double bitErrors)
    implements Precoder {
  LearnedPrecoder {
    Check.that(bitErrors >= 0 && bitErrors <= 0.5, "bits that are wrong with probability %s: it is outside 0..0.5",
        bitErrors);
  }

  /** Bounds native memory, and the result only where bits are wrong. */
  private static final int SAMPLES_OF_A_CALL = 512;

  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
    return precode(channels, link, 0);
  }

  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link, long first) {
    channels.requireFinite();
    ComplexMatrices precoders = ComplexMatrices.zeros(channels.samples(), channels.rows(), channels.columns());
    for (int from = 0; from < channels.samples(); from += SAMPLES_OF_A_CALL) {
      ComplexMatrices some = channels.slice(from, Math.min(channels.samples(), from + SAMPLES_OF_A_CALL));
      try (NDManager manager = model.parameters().newManager()) {
        Transmission part = Transmission.of(manager, model.parameters().precision(),
            task.configuration(channels.rows()), link, some, first + from, stream);
        NDArray v = model.precoders(pass(manager, first + from), List.of(part)).get(0);
        float[] values = v.toType(DataType.FLOAT32, false).toFloatArray();
        System.arraycopy(values, 0, precoders.values(), precoders.row(from, 0), values.length);
      }
    }
    return precoders;
  }

  /** A pass over the samples from this one on. */
  private Pass pass(NDManager manager, long sample) {
    return bitErrors == 0 ? Pass.inference(manager, model.parameters())
        : Pass.of(manager, model.parameters(), name -> false,
            Pass.Mode.inference(bitErrors, stream.of("bit errors").of(sample)), Pass.UNOBSERVED);
  }

  @Override
  public PilotPower pilotPower() {
    return task.assumptions().pilotPower();
  }

  @Override
  public String name() {
    return model.name();
  }
}
