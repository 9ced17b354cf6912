package io.wifoe.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.wifoe.InvalidFileException;
import io.wifoe.model.Safetensors;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.NativeOperators;
import io.wifoe.nn.NativeOperators.AdamCoefficients;
import io.wifoe.nn.Parameters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980) with L2 weight decay added to the gradient and an optional limit on the norm of
 * all gradients together. Only parameters that got a gradient are stepped, each with its own count of steps: heads of
 * tasks that were not in a step do not move.
 */
public final class Adam implements Optimizer {
  private static final String MEAN = "adam/mean/";
  private static final String SQUARE = "adam/square/";

  private record Moments(NDArray mean, NDArray square, long[] steps) {}

  private final AdamCoefficients coefficients;
  private final NDManager manager;
  private final Map<String, Moments> moments = new LinkedHashMap<>();

  /**
   * An optimizer with the usual betas 0.9 and 0.999 and epsilon 1e-8.
   *
   * @param weightDecay L2 coefficient, 0 for none
   * @param clip largest norm of all gradients, infinite for none
   * @param device of the parameters that it steps
   */
  public Adam(double weightDecay, double clip, Device device) {
    this.manager = NativeEngine.manager(device);
    this.coefficients = new AdamCoefficients(0.9, 0.999, weightDecay, 1e-8, clip);
  }

  @Override
  public double step(Parameters parameters, Map<String, NDArray> gradients, double rate) {
    try (NDManager step = manager.newSubManager()) {
      NDList[] lists = {new NDList(), new NDList(), new NDList(), new NDList(), new NDList()};
      Map<Long, NDArray> counts = new LinkedHashMap<>();
      gradients.forEach((name, gradient) -> {
        NDArray parameter = parameters.get(name);
        Moments m = moments.computeIfAbsent(name, key -> new Moments(
            manager.zeros(parameter.getShape(), parameter.getDataType()),
            manager.zeros(parameter.getShape(), parameter.getDataType()), new long[1]));
        m.steps[0]++;
        lists[0].add(parameter);
        lists[1].add(gradient);
        lists[2].add(m.mean);
        lists[3].add(m.square);
        lists[4].add(counts.computeIfAbsent(m.steps[0], count -> step.create((float) count)));
      });
      double norm = NativeOperators.adam(step, lists[0], lists[1], lists[2], lists[3], lists[4], rate, coefficients);
      if (Double.isFinite(norm)) {
        parameters.changed(gradients.keySet());
      }
      return norm;
    }
  }

  @Override
  public void copy(Map<String, String> copies) {
    copies.forEach((to, from) -> {
      Moments source = moments.get(from);
      if (source != null) {
        Moments before = moments.put(to, new Moments(duplicate(source.mean), duplicate(source.square),
            source.steps.clone()));
        if (before != null) {
          before.mean.close();
          before.square.close();
        }
      }
    });
  }

  private NDArray duplicate(NDArray array) {
    NDArray copy = array.duplicate();
    copy.attach(manager);
    return copy;
  }

  /** Means and squares under the names {@code adam/mean/...} and {@code adam/square/...}. */
  @Override
  public Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    moments.forEach((name, m) -> {
      arrays.put(MEAN + name, m.mean);
      arrays.put(SQUARE + name, m.square);
    });
    return arrays;
  }

  @Override
  public Map<String, Long> steps() {
    Map<String, Long> steps = new LinkedHashMap<>();
    moments.forEach((name, m) -> steps.put(name, m.steps[0]));
    return steps;
  }

  @Override
  public void restore(Safetensors file, Parameters parameters, Map<String, Long> steps) throws IOException {
    moments.values().forEach(m -> {
      m.mean.close();
      m.square.close();
    });
    moments.clear();
    for (Map.Entry<String, Long> count : steps.entrySet()) {
      String name = count.getKey();
      moments.put(name, new Moments(moment(file, manager, MEAN + name, parameters.get(name)),
          moment(file, manager, SQUARE + name, parameters.get(name)), new long[] {count.getValue()}));
    }
  }

  /** An array of a file that must fit its parameter. */
  static NDArray moment(Safetensors file, NDManager manager, String name, NDArray parameter) throws IOException {
    NDArray moment = file.read(manager, name);
    if (!moment.getShape().equals(parameter.getShape()) || moment.getDataType() != parameter.getDataType()) {
      throw new InvalidFileException(file.path(), "array " + name + " of " + moment.getShape() + " does not fit its "
          + "parameter of " + parameter.getShape());
    }
    return moment;
  }

  @Override
  public void close() {
    manager.close();
  }
}
