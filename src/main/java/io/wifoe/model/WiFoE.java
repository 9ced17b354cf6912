package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.Seed;
import io.wifoe.nn.Attention;
import io.wifoe.nn.PackedTrunk;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PilotMatrix;
import io.wifoe.nn.SumRateLoss;
import io.wifoe.nn.Trunk;
import io.wifoe.task.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
  private final PackedTrunk packedTrunk;
  private final Map<Configuration, TaskHeads> heads = new LinkedHashMap<>();
  private final Map<String, String> provenance = new LinkedHashMap<>();

  WiFoE(WiFoEConfig config, Seed seed, DataType precision) {
    this.config = config;
    this.seed = seed;
    this.parameters = new Parameters(precision);
    this.trunk = config.trunk();
    this.packedTrunk = new PackedTrunk(trunk, parameters, TRUNK);
    parameters.initialize(inScope(TRUNK, trunk.parameters()), seed);
  }

  public static WiFoEBuilder builder() {
    return new WiFoEBuilder();
  }

  /**
   * Reads a model that {@link #save} wrote, or a training's checkpoint: the same weights to the last bit.
   *
   * @throws IOException if there is no such file, or it is damaged or no model; the message says what is wrong
   */
  public static WiFoE load(Path file) throws IOException {
    return ModelFile.read(file);
  }

  /** Writes sizes, configurations, provenance and all weights as one safetensors file, see {@link ModelFile}. */
  public void save(Path file) throws IOException {
    ModelFile.write(file, this, Map.of(), Map.of());
  }

  @Override
  public void addHeads(Collection<Configuration> configurations) {
    for (Configuration configuration : configurations) {
      if (!heads.containsKey(configuration)) {
        TaskHeads parts = config.heads(configuration);
        String scope = config.scope(configuration);
        boolean shared = heads.entrySet().stream().anyMatch(e -> config.scope(e.getKey()).equals(scope)
            && e.getValue().equals(parts) && e.getKey().users() != configuration.users());
        Check.that(shared || heads.keySet().stream().noneMatch(c -> config.scope(c).equals(scope)),
            "this model serves another configuration named %s; give the task a name of its own", configuration.key());
        if (!shared) {
          parameters.initialize(inScope(scope, parts.parameters()), seed);
        }
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
    return answers(pass, transmissions.stream()
        .map(part -> new Heard(part.configuration(), part.power(), feedback(pass, part))).toList());
  }

  /** The user side, Eq. (6): feedback q (n K, B). */
  public NDArray feedback(Pass pass, Transmission part) {
    Pass own = pass.in(config.scope(part.configuration()));
    PilotMatrix pilots = heads(part.configuration()).pilots();
    NDArray y = pilots.transmit(own, part.channels(), part.noise(), part.pilotPower());
    return quantized(pass, part.configuration(), y);
  }

  /** What users make of what they received, y (rows, 2 L), each row [Re y | Im y]: feedback q (rows, B). */
  NDArray quantized(Pass pass, Configuration configuration, NDArray y) {
    Pass own = pass.in(config.scope(configuration));
    return config.quantizer().forward(own, heads(configuration).encoder().forward(own, y));
  }

  /**
   * All that a base station knows of some samples.
   *
   * @param power P of each precoder
   * @param feedback everybody's, (n K, B)
   */
  record Heard(Configuration configuration, double power, NDArray feedback) {
    int samples() {
      return (int) (feedback.getShape().get(0) / configuration.users());
    }
  }

  /** The base station side, Eq. (8): for each part V (n, K, 2 Nt). */
  List<NDArray> answers(Pass pass, List<Heard> parts) {
    NDList tokens = new NDList();
    List<Attention.Group> groups = new ArrayList<>();
    for (Heard part : parts) {
      Pass own = pass.in(config.scope(part.configuration));
      tokens.add(own.note("z0", heads(part.configuration).in().forward(own, part.feedback))); // (n K, d)
      groups.add(new Attention.Group(part.samples(), part.configuration.users()));
    }
    NDList z = trunk.forward(pass.in(TRUNK), tokens, groups);

    List<NDArray> precoders = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Configuration c = parts.get(i).configuration;
      Pass own = pass.in(config.scope(c));
      NDArray v = heads(c).out().forward(own, z.get(i));
      v = v.reshape(parts.get(i).samples(), c.users(), 2L * c.antennas());
      precoders.add(own.note("V", SumRateLoss.scaleToPower(pass, v, parts.get(i).power)));
    }
    return precoders;
  }

  /** The two sides of one configuration, each usable where the other is not. */
  public Deployment deployment(Configuration configuration) {
    return new Deployment(this, configuration, heads(configuration), packedTrunk);
  }

  /** Notes on where the weights come from, for example how they were trained; they travel with the file. */
  public Map<String, String> provenance() {
    return Collections.unmodifiableMap(provenance);
  }

  @Override
  public Map<String, String> description() {
    return ModelFile.describe(this);
  }

  @Override
  public void addProvenance(String key, String text) {
    provenance.put(key, text);
  }

  @Override
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

  /** Seed of the first weights, also of parts that are added later. */
  @Override
  public Seed seed() {
    return seed;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public void close() {
    packedTrunk.close();
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
