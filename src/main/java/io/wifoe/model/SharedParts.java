package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts that are one for all numbers of users of a task, the mean of those that a model has for each. */
final class SharedParts {
  private SharedParts() {}

  /** {@link WiFoE#withHeadsPerTask} of a model that has parts for each number of users. */
  static WiFoE of(WiFoE model) {
    WiFoE shared = new WiFoE(model.config().withHeadsPerTask(true), model.seed(), model.parameters().precision());
    shared.parameters().moveTo(model.parameters().device());
    shared.addHeads(model.configurations());
    shared.setProvenance(model.provenance());
    Map<String, List<NDArray>> sources = new LinkedHashMap<>();
    model.parameters().arrays().forEach((name, array) -> {
      String[] scope = name.split("/", 3); // T1/K5/out.W, or a part of the trunk
      String target = name.startsWith(WiFoE.TRUNK + "/") ? name : scope[0] + "/" + scope[2];
      sources.computeIfAbsent(target, key -> new ArrayList<>()).add(array);
    });
    sources.forEach((name, arrays) -> {
      try (NDArray sum = arrays.get(0).duplicate()) {
        arrays.subList(1, arrays.size()).forEach(sum::addi);
        shared.parameters().put(name, sum.divi(arrays.size()));
      }
    });
    return shared;
  }
}
