package io.wifoe.model;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Parameters;
import io.wifoe.task.Configuration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The task-specific parts around a trunk, one set for each scope.
 *
 * @param config sizes, which say what has a scope of its own
 * @param heads parts of every configuration that is served by now
 * @param parameters of the network
 */
record ServedHeads(WiFoEConfig config, Map<Configuration, TaskHeads> heads, Parameters parameters) {
  /**
   * {@link PrecodingNetwork#addHeads}; of configurations with one set of parts the first stands for all.
   *
   * @param stream of first values
   */
  Set<Configuration> add(Collection<Configuration> configurations, RandomStream stream) {
    configurations.forEach(c -> add(c, stream));
    Set<String> scopes = new HashSet<>();
    return configurations.stream().filter(c -> scopes.add(config.scope(c)) && parameters.isFresh(config.scope(c)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void add(Configuration configuration, RandomStream stream) {
    if (heads.containsKey(configuration)) {
      return;
    }
    String scope = config.scope(configuration);
    Check.that(!(scope + "/").startsWith(WiFoE.TRUNK + "/"), "a task cannot be named %s, which is what the part that "
        + "all tasks share is called; give it another name", WiFoE.TRUNK);
    List<Configuration> others = heads.keySet().stream().filter(c -> config.scope(c).equals(scope)).toList();
    Check.that(others.stream().allMatch(c -> c.withUsers(configuration.users()).equals(configuration)),
        "this model serves another configuration named %s; give the task a name of its own", configuration.key());
    TaskHeads parts = config.heads(configuration);
    if (others.isEmpty()) {
      parameters.initialize(ParameterSpec.in(scope, parts.parameters()), stream);
    }
    heads.put(configuration, parts);
  }
}
