package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.Seed;
import io.wifoe.nn.Attention;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Pass;
import io.wifoe.nn.SumRateLoss;
import io.wifoe.nn.Trunk;
import io.wifoe.task.Configuration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The wireless foundation model of sections II and III: one shared trunk, and task-specific parts for every
 * configuration it serves. Holds native memory until {@link #close}.
 */
public final class WiFoE implements PrecodingNetwork {
  /** Scope of the trunk's parameters; a configuration's scope is its {@linkplain Configuration#key key}. */
  public static final String TRUNK = "trunk";

  private final WiFoEConfig config;
  private final Seed seed;
  private final Parameters parameters;
  private final Trunk trunk;
  private final Map<Configuration, TaskHeads> heads = new LinkedHashMap<>();

  WiFoE(WiFoEConfig config, Seed seed, DataType precision) {
    this.config = config;
    this.seed = seed;
    this.parameters = new Parameters(precision);
    this.trunk = config.trunk();
    parameters.initialize(inScope(TRUNK, trunk.parameters()), seed);
  }

  public static WiFoEBuilder builder() {
    return new WiFoEBuilder();
  }

  @Override
  public void addHeads(Collection<Configuration> configurations) {
    for (Configuration configuration : configurations) {
      if (!heads.containsKey(configuration)) {
        Check.that(heads.keySet().stream().noneMatch(c -> c.key().equals(configuration.key())),
            "this model serves another configuration named %s; give the task a name of its own", configuration.key());
        TaskHeads parts = config.heads(configuration);
        parameters.initialize(inScope(configuration.key(), parts.parameters()), seed);
        heads.put(configuration, parts);
      }
    }
  }

  /**
   * From channels to precoders: pilots (5), feedback (6), G_in (20), trunk (29), G_out (30), power (31). All
   * configurations of a step share one call of the trunk.
   *
   * @return for each transmission V (n, K, 2 Nt), each row [Re v_k | Im v_k]
   */
  @Override
  public List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    List<NDArray> feedback = transmissions.stream().map(part -> feedback(pass, part)).toList();
    return precoders(pass, transmissions, feedback);
  }

  /** The user side, Eq. (6): feedback q (n K, B). */
  public NDArray feedback(Pass pass, Transmission part) {
    Pass own = pass.in(part.configuration().key());
    TaskHeads parts = heads(part.configuration());
    NDArray y = parts.pilots().transmit(own, part.channels(), part.noise(), part.pilotPower());
    return config.quantizer().forward(own, parts.encoder().forward(own, y));
  }

  /** The base station side, Eq. (8), from everybody's feedback. */
  private List<NDArray> precoders(Pass pass, List<Transmission> transmissions, List<NDArray> feedback) {
    NDList tokens = new NDList();
    List<Attention.Group> groups = new ArrayList<>();
    for (int i = 0; i < transmissions.size(); i++) {
      Configuration c = transmissions.get(i).configuration();
      Pass own = pass.in(c.key());
      tokens.add(own.note("z0", heads(c).in().forward(own, feedback.get(i)))); // (n K, d)
      groups.add(new Attention.Group(transmissions.get(i).samples(), c.users()));
    }
    NDList z = trunk.forward(pass.in(TRUNK), tokens, groups);

    List<NDArray> precoders = new ArrayList<>();
    for (int i = 0; i < transmissions.size(); i++) {
      Configuration c = transmissions.get(i).configuration();
      Pass own = pass.in(c.key());
      NDArray v = heads(c).out().forward(own, z.get(i));
      v = v.reshape(transmissions.get(i).samples(), c.users(), 2L * c.antennas());
      precoders.add(own.note("V", SumRateLoss.scaleToPower(pass, v, transmissions.get(i).power())));
    }
    return precoders;
  }

  public WiFoEConfig config() {
    return config;
  }

  /** The configurations this model has task-specific parts for. */
  public Set<Configuration> configurations() {
    return heads.keySet();
  }

  @Override
  public String name() {
    return "WiFo-E";
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public void close() {
    parameters.close();
  }

  private TaskHeads heads(Configuration configuration) {
    TaskHeads parts = heads.get(configuration);
    Check.that(parts != null, "this model has no parts for %s; it serves %s", configuration, heads.keySet());
    return parts;
  }

  private static List<ParameterSpec> inScope(String scope, List<ParameterSpec> specs) {
    return specs.stream().map(spec -> spec.in(scope)).toList();
  }
}
