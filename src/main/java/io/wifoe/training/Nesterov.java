package io.wifoe.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.wifoe.model.Safetensors;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.NativeOperators;
import io.wifoe.nn.Parameters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** SGD with Nesterov's momentum, the outer step of {@link Rounds}: v = m v + g; w = w - rate (g + m v). */
final class Nesterov implements Optimizer {
  private static final String VELOCITY = "nesterov/velocity/";

  private final double momentum;
  private final NDManager manager;
  private final Map<String, NDArray> velocities = new TreeMap<>(); // in files in the same order after a resume
  private final Map<String, Long> steps = new TreeMap<>();

  Nesterov(double momentum, Device device) {
    this.momentum = momentum;
    this.manager = NativeEngine.manager(device);
  }

  @Override
  public double step(Parameters parameters, Map<String, NDArray> gradients, double rate) {
    double norm = NativeOperators.norm(new NDList(gradients.values()));
    if (Double.isFinite(norm)) {
      gradients.forEach((name, gradient) -> move(name, parameters.get(name), gradient, rate));
      parameters.changed(gradients.keySet());
    }
    return norm;
  }

  private void move(String name, NDArray parameter, NDArray gradient, double rate) {
    NDArray velocity = velocities.computeIfAbsent(name,
        key -> manager.zeros(parameter.getShape(), parameter.getDataType()));
    velocity.muli(momentum).addi(gradient);
    steps.merge(name, 1L, Long::sum);
    try (NDArray ahead = velocity.mul(momentum)) {
      parameter.subi(ahead.addi(gradient).muli(rate));
    }
  }

  @Override
  public void copy(Map<String, String> copies) {
    copies.forEach((to, from) -> {
      if (velocities.containsKey(from)) {
        NDArray copy = velocities.get(from).duplicate();
        copy.attach(manager);
        remember(to, copy, steps.get(from));
      }
    });
  }

  private void remember(String name, NDArray velocity, long count) {
    NDArray before = velocities.put(name, velocity);
    if (before != null) {
      before.close();
    }
    steps.put(name, count);
  }

  /** Velocities under the names {@code nesterov/velocity/...}. */
  @Override
  public Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    velocities.forEach((name, velocity) -> arrays.put(VELOCITY + name, velocity));
    return arrays;
  }

  @Override
  public Map<String, Long> steps() {
    return new LinkedHashMap<>(steps);
  }

  @Override
  public void restore(Safetensors file, Parameters parameters, Map<String, Long> counts) throws IOException {
    velocities.values().forEach(NDArray::close);
    velocities.clear();
    steps.clear();
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      String name = count.getKey();
      remember(name, Adam.moment(file, manager, VELOCITY + name, parameters.get(name)), count.getValue());
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
