package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.nn.Parameters;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one shard of a step gives, on its way from one process to another.
 *
 * @param gradients by parameter, in the order of the pass
 * @param statistics this shard's share of the running statistics that the step measured
 * @param measure weighted measure of the model's objective
 */
public record ShardGradient(LinkedHashMap<String, float[]> gradients, LinkedHashMap<String, float[]> statistics,
    double measure) implements Serializable {

  static ShardGradient of(TrainingStep.Gradient gradient) {
    return new ShardGradient(values(gradient.byName()), values(gradient.statistics()), gradient.measure());
  }

  static LinkedHashMap<String, float[]> values(Map<String, NDArray> arrays) {
    LinkedHashMap<String, float[]> values = new LinkedHashMap<>();
    arrays.forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  /** As arrays of a manager, each in the shape of its parameter. */
  TrainingStep.Gradient arrays(NDManager manager, Parameters parameters) {
    return new TrainingStep.Gradient(arrays(gradients, manager, parameters), arrays(statistics, manager, parameters),
        measure);
  }

  private static Map<String, NDArray> arrays(Map<String, float[]> values, NDManager manager, Parameters parameters) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    values.forEach((name, array) -> arrays.put(name, manager.create(array, parameters.get(name).getShape())));
    return arrays;
  }
}
