package io.wifoe.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.wifoe.model.Safetensors;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.NativeOperators;
import io.wifoe.nn.Parameters;
import io.wifoe.training.OptimizerSettings.MuonSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Muon (K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024): a weight matrix moves by
 * its Nesterov momentum with all singular values brought near 1, so that rare directions are learned as fast as
 * frequent ones. Parameters that are no {@linkplain io.wifoe.nn.ParameterSpec#matrices matrices} between features,
 * pilots among them, are left to {@link Adam}. On the processor matrices are stepped one by one, several at a time;
 * on a GPU those of one shape together.
 */
public final class Muon implements Optimizer {
  private static final String MOMENTUM = "muon/momentum/";

  private final MuonSettings settings;
  private final MatmulPrecision precision;
  private final Adam adam;
  private final NDManager manager;
  private final Map<String, NDArray> momenta = new TreeMap<>(); // in files in the same order after a resume

  /**
   * An optimizer before its first step.
   *
   * @param clip largest norm of all gradients that Adam gets, infinite for none; Muon's steps do not depend on norms
   * @param device of the parameters that it steps
   * @param precision of the iterations' products
   */
  Muon(MuonSettings settings, double clip, Device device, MatmulPrecision precision) {
    this.settings = settings;
    this.precision = precision;
    this.adam = new Adam(0, clip, device);
    this.manager = NativeEngine.manager(device);
  }

  @Override
  public double step(Parameters parameters, Map<String, NDArray> gradients, double rate) {
    NDList all = new NDList(gradients.values());
    double norm = NativeOperators.norm(all);
    if (!Double.isFinite(norm)) {
      return norm;
    }
    Map<String, NDArray> rest = new LinkedHashMap<>();
    Map<Object, List<String>> stacks = new LinkedHashMap<>();
    gradients.forEach((name, gradient) -> {
      if (parameters.matrices(name) > 0) {
        momenta.computeIfAbsent(name, key -> zeros(parameters.get(key)));
        Object stack = parameters.isAccelerated() ? List.of(gradient.getShape(), parameters.matrices(name)) : name;
        stacks.computeIfAbsent(stack, key -> new ArrayList<>()).add(name);
      } else {
        rest.put(name, gradient);
      }
    });
    // each stack is a step of its own, so that the bits do not depend on who does which; the longest first
    List<List<String>> longestFirst = new ArrayList<>(stacks.values());
    longestFirst.sort(Comparator.comparingLong((List<String> stack) -> -parameters.get(stack.get(0)).size()));
    longestFirst.parallelStream().forEach(stack -> {
      NativeEngine.start(); // with the engine's number of threads, a setting of this one
      NativeOperators.muon(arrays(stack, parameters::get), arrays(stack, gradients::get),
          arrays(stack, momenta::get), parameters.matrices(stack.get(0)), rate * settings.ratio(),
          settings.coefficients(precision.isCoarse(parameters)));
    });
    if (!rest.isEmpty()) {
      adam.step(parameters, rest, rate);
    }
    parameters.changed(gradients.keySet());
    return norm;
  }

  private static NDList arrays(List<String> names, Function<String, NDArray> array) {
    return new NDList(names.stream().map(array).toList());
  }

  private NDArray zeros(NDArray like) {
    return manager.zeros(like.getShape(), like.getDataType());
  }

  @Override
  public void copy(Map<String, String> copies) {
    copies.forEach((to, from) -> {
      if (momenta.containsKey(from)) {
        NDArray momentum = momenta.get(from).duplicate();
        momentum.attach(manager);
        NDArray before = momenta.put(to, momentum);
        if (before != null) {
          before.close();
        }
      }
    });
    adam.copy(copies);
  }

  /** Momenta under the names {@code muon/momentum/...}, and what {@link Adam} remembers. */
  @Override
  public Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    momenta.forEach((name, momentum) -> arrays.put(MOMENTUM + name, momentum));
    arrays.putAll(adam.arrays());
    return arrays;
  }

  @Override
  public Map<String, Long> steps() {
    return adam.steps();
  }

  @Override
  public void restore(Safetensors file, Parameters parameters, Map<String, Long> steps) throws IOException {
    momenta.values().forEach(NDArray::close);
    momenta.clear();
    for (String name : parameters.arrays().keySet()) {
      if (file.entries().containsKey(MOMENTUM + name)) {
        momenta.put(name, Adam.moment(file, manager, MOMENTUM + name, parameters.get(name)));
      }
    }
    adam.restore(file, parameters, steps);
  }

  @Override
  public void close() {
    adam.close();
    manager.close();
  }
}
