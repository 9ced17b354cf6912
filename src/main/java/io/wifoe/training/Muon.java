package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.wifoe.model.Safetensors;
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

/**
 * Muon (K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024): a weight matrix moves by
 * its Nesterov momentum with all singular values brought near 1, so that rare directions are learned as fast as
 * frequent ones. Parameters that are no {@linkplain io.wifoe.nn.ParameterSpec#matrices matrices} between features,
 * pilots among them, are left to {@link Adam}.
 */
public final class Muon implements Optimizer {
  private static final String MOMENTUM = "muon/momentum/";

  private final MuonSettings settings;
  private final Adam adam;
  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> momenta = new TreeMap<>(); // in files in the same order after a resume

  /**
   * An optimizer before its first step.
   *
   * @param clip largest norm of all gradients that Adam gets, infinite for none; Muon's steps do not depend on norms
   */
  Muon(MuonSettings settings, double clip) {
    this.settings = settings;
    this.adam = new Adam(0, clip);
  }

  @Override
  public double step(Parameters parameters, Map<String, NDArray> gradients, double rate) {
    NDList all = new NDList(gradients.values());
    double norm = NativeOperators.norm(all);
    if (!Double.isFinite(norm)) {
      return norm;
    }
    Map<String, NDArray> rest = new LinkedHashMap<>();
    List<String> matrices = new ArrayList<>();
    gradients.forEach((name, gradient) -> {
      if (parameters.matrices(name) > 0) {
        matrices.add(name);
      } else {
        rest.put(name, gradient);
      }
    });
    matrices.forEach(name -> momenta.computeIfAbsent(name, key -> zeros(parameters.get(key))));
    // each matrix is a step of its own, so that the bits do not depend on who does which; the longest first
    matrices.sort(Comparator.comparingLong((String name) -> -parameters.get(name).size()));
    matrices.parallelStream().forEach(name -> NativeOperators.muon(parameters.get(name), gradients.get(name),
        momenta.get(name), parameters.matrices(name), rate * settings.ratio(), settings.coefficients()));
    if (!rest.isEmpty()) {
      adam.step(parameters, rest, rate);
    }
    parameters.changed();
    return norm;
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
