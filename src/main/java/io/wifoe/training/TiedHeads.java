package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.nn.BatchNorm;
import io.wifoe.nn.NativeOperators;
import io.wifoe.nn.Parameters;
import io.wifoe.task.Configuration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Task-specific parts that are one for all numbers of users of a task for a while: those of the smallest serve all, and
 * what they have learned is copied to the others when they part. A set of parts for each K, the paper's, sees one
 * sample in six; tied it sees all of them, and neighbours run through it as one batch.
 *
 * @param owners the scope whose parts serve instead, for each scope that has one: {@code T1/K5} to {@code T1/K3}
 * @param learnedApart scopes that could be tied but for what they have learned before
 */
record TiedHeads(Map<String, String> owners, Set<String> learnedApart) {
  static final TiedHeads NONE = new TiedHeads(Map.of(), Set.of());
  /** Parts that part in the last steps of a training come this close, parts that learn alone do not. */
  private static final double ALIKE = 0.1;

  /**
   * The parts that can be tied: those of the same names and shapes, and with the same values where they do not learn. A
   * scheme whose parts differ in shape with the number of users, as DSC's do, keeps them apart; and parts that learned
   * apart stay so, since all of it would be lost but what those of the smallest number of users know.
   *
   * @param fresh configurations whose parts have learned nothing yet
   */
  static TiedHeads of(PrecodingNetwork network, Collection<Configuration> configurations, Set<Configuration> fresh) {
    Map<String, String> firsts = new LinkedHashMap<>();
    Map<String, String> owners = new LinkedHashMap<>();
    Set<String> apart = new LinkedHashSet<>();
    for (Configuration c : configurations) {
      String first = firsts.putIfAbsent(c.task(), c.key());
      if (first != null && shapes(network.parameters(), first).equals(shapes(network.parameters(), c.key()))
          && isFixedAlike(network, first, c.key())) {
        if (!fresh.contains(c) && distance(network.parameters(), c.key(), first) > ALIKE) {
          apart.add(c.key());
        } else { // also a network that has one set of parts for all of them, whose distance is no number
          owners.put(c.key(), first);
        }
      }
    }
    return new TiedHeads(owners, apart);
  }

  /** How far the parts of a scope are from those of another, as a share of the length of these. */
  private static double distance(Parameters parameters, String scope, String other) {
    double difference = 0;
    double length = 0;
    try (NDManager manager = parameters.newManager()) {
      for (Map.Entry<String, NDArray> each : parameters.arrays().entrySet()) {
        if (each.getKey().startsWith(scope + "/")) {
          NDArray own = each.getValue().duplicate();
          own.attach(manager);
          NDArray others = parameters.get(other + each.getKey().substring(scope.length())).duplicate();
          others.attach(manager);
          difference += NativeOperators.toDouble(own.sub(others).square().sum());
          length += NativeOperators.toDouble(others.square().sum());
        }
      }
    }
    return Math.sqrt(difference / length);
  }

  private static Map<String, Shape> shapes(Parameters parameters, String scope) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    parameters.arrays().forEach((name, array) -> {
      if (name.startsWith(scope + "/")) {
        shapes.put(name.substring(scope.length()), array.getShape());
      }
    });
    return shapes;
  }

  private static boolean isFixedAlike(PrecodingNetwork network, String first, String scope) {
    Map<String, NDArray> arrays = network.parameters().arrays();
    return arrays.keySet().stream().filter(name -> name.startsWith(scope + "/") && !network.isTrainable(name))
        .filter(name -> !BatchNorm.isStatistic(name))
        .allMatch(name -> arrays.get(name).contentEquals(arrays.get(first + name.substring(scope.length()))));
  }

  /** Gives the parts that others serve for the weights of those others, with an optimizer's memory of them. */
  void part(Parameters parameters, Optimizer optimizer) {
    Map<String, String> copies = copies(parameters);
    share(parameters);
    optimizer.copy(copies);
  }

  /** The same for the weights alone, for whoever looks at them before they part. */
  void share(Parameters parameters) {
    copies(parameters).forEach(parameters::copy);
  }

  /** For each parameter that another serves for the name of the other. */
  private Map<String, String> copies(Parameters parameters) {
    Map<String, String> copies = new LinkedHashMap<>();
    for (String name : parameters.arrays().keySet()) {
      owners.forEach((scope, owner) -> {
        if (name.startsWith(scope + "/")) {
          copies.put(name, owner + name.substring(scope.length()));
        }
      });
    }
    return copies;
  }
}
