package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.nn.Parameters;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one part of a step gives, on its way from one process to another. Arrays travel as the bytes that they have in
 * memory, 32-bit numbers in little-endian order, which is several times as fast as number by number.
 *
 * @param gradients by parameter, in the order of the pass
 * @param statistics this part's share of the running statistics that the step measured
 * @param measure weighted measure of the model's objective
 */
public record ShardGradient(LinkedHashMap<String, byte[]> gradients, LinkedHashMap<String, byte[]> statistics,
    double measure) implements Serializable {

  static ShardGradient of(TrainingStep.Gradient gradient) {
    return new ShardGradient(bytes(gradient.byName()), bytes(gradient.statistics()), gradient.measure());
  }

  /** Arrays of a network's precision, 32 bits, on their way. */
  static LinkedHashMap<String, byte[]> bytes(Map<String, NDArray> arrays) {
    LinkedHashMap<String, byte[]> bytes = new LinkedHashMap<>();
    arrays.forEach((name, array) -> {
      ByteBuffer values = array.toByteBuffer();
      bytes.put(name, new byte[values.remaining()]);
      values.get(bytes.get(name));
    });
    return bytes;
  }

  /** An array that has arrived, in the shape of its parameter. */
  static NDArray array(byte[] bytes, NDManager manager, NDArray parameter) {
    return manager.create(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), parameter.getShape(),
        DataType.FLOAT32);
  }

  /** As arrays of a manager, each in the shape of its parameter. */
  TrainingStep.Gradient arrays(NDManager manager, Parameters parameters) {
    return new TrainingStep.Gradient(arrays(gradients, manager, parameters), arrays(statistics, manager, parameters),
        measure);
  }

  private static Map<String, NDArray> arrays(Map<String, byte[]> arrived, NDManager manager, Parameters parameters) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrived.forEach((name, bytes) -> arrays.put(name, array(bytes, manager, parameters.get(name))));
    return arrays;
  }
}
