package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.nn.SumRateLoss;
import io.wifoe.task.Configuration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Distributed source coding (Sohrabi, Attiah and Yu, "Deep learning for distributed channel feedback and multiuser
 * precoding in FDD massive MIMO", 2021): learned pilots, an MLP at each user, and one MLP at the base station that
 * takes all K B bits at once. Everything exists once per configuration, and the order of the users matters.
 */
public final class Dsc implements PrecodingNetwork {
  private final DscConfig config;
  private final long seed;
  private final Parameters parameters;
  private final Map<Configuration, DscParts> parts = new LinkedHashMap<>();

  /** A network without parts, see {@link #addHeads}. */
  public Dsc(DscConfig config, long seed, DataType precision) {
    this.config = config;
    this.seed = seed;
    this.parameters = new Parameters(precision);
  }

  /** A network of 32 bits without parts. */
  public static Dsc of(DscConfig config, long seed) {
    return new Dsc(config, seed, DataType.FLOAT32);
  }

  @Override
  public Set<Configuration> addHeads(Collection<Configuration> configurations) {
    for (Configuration configuration : configurations) {
      if (!parts.containsKey(configuration)) {
        Check.that(parts.keySet().stream().noneMatch(c -> c.key().equals(configuration.key())),
            "this model serves another configuration named %s; give the task a name of its own", configuration.key());
        DscParts own = config.parts(configuration);
        parameters.initialize(ParameterSpec.in(configuration.key(), own.parameters()), RandomStream.root(seed));
        parts.put(configuration, own);
      }
    }
    return configurations.stream().filter(c -> parameters.isFresh(c.key()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public void startFrom(Configuration configuration, ComplexMatrices channels) {
    ChannelMixtures mixtures = new ChannelMixtures(channels, RandomStream.root(seed).of(configuration.task()));
    mixtures.startPilots(parameters, configuration.key());
    mixtures.startRows(parameters, configuration.key() + "/bs/out.W");
  }

  @Override
  public List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    return transmissions.stream().map(part -> precoders(pass.in(part.configuration().key()), part)).toList();
  }

  private NDArray precoders(Pass pass, Transmission transmission) {
    Configuration c = transmission.configuration();
    DscParts own = parts.get(c);
    Check.that(own != null, "this model has no parts for %s; it serves %s", c, parts.keySet());
    NDArray y = own.pilots().transmit(pass, transmission.channels(), transmission.noise(), transmission.pilotPower());
    NDArray o = own.encode(pass, y, transmission.samples(), c); // (n, K B)
    NDArray q = config.quantizer().forward(pass, o);
    NDArray v = own.station().forward(pass.in("bs"), q).reshape(transmission.samples(), c.users(), 2L * c.antennas());
    return pass.record("V", SumRateLoss.scaleToPower(pass, v, transmission.power()));
  }

  @Override
  public DscConfig config() {
    return config;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public String name() {
    return "DSC";
  }

  @Override
  public void close() {
    parameters.close();
  }
}
