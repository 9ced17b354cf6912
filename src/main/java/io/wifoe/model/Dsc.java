package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.Seed;
import io.wifoe.nn.Mlp;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PilotMatrix;
import io.wifoe.nn.SumRateLoss;
import io.wifoe.nn.UserEncoder;
import io.wifoe.task.Configuration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Distributed source coding (Sohrabi, Attiah and Yu, "Deep learning for distributed channel feedback and multiuser
 * precoding in FDD massive MIMO", 2021): learned pilots, an MLP at each user, and one MLP at the base station that
 * takes all K B bits at once. Everything exists once per configuration, and the order of the users matters.
 */
public final class Dsc implements PrecodingNetwork {
  private final DscConfig config;
  private final Seed seed;
  private final Parameters parameters;
  private final Map<Configuration, Parts> parts = new LinkedHashMap<>();

  /** A network without parts, see {@link #addHeads}. */
  public Dsc(DscConfig config, long seed, DataType precision) {
    this.config = config;
    this.seed = Seed.root(seed);
    this.parameters = new Parameters(precision);
  }

  /** A network of 32 bits without parts. */
  public static Dsc of(DscConfig config, long seed) {
    return new Dsc(config, seed, DataType.FLOAT32);
  }

  @Override
  public void addHeads(Collection<Configuration> configurations) {
    for (Configuration configuration : configurations) {
      if (!parts.containsKey(configuration)) {
        Parts own = Parts.of(configuration, config);
        parameters.initialize(own.parameters().stream().map(spec -> spec.in(configuration.key())).toList(), seed);
        parts.put(configuration, own);
      }
    }
  }

  @Override
  public List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    return transmissions.stream().map(part -> precoders(pass.in(part.configuration().key()), part)).toList();
  }

  private NDArray precoders(Pass pass, Transmission transmission) {
    Configuration c = transmission.configuration();
    Parts own = parts.get(c);
    Check.that(own != null, "this model has no parts for %s; it serves %s", c, parts.keySet());
    NDArray y = own.pilots.transmit(pass, transmission.channels(), transmission.noise(), transmission.pilotPower());
    NDArray o = own.encode(pass, y, transmission.samples(), c); // (n, K B)
    NDArray q = config.quantizer().forward(pass, o);
    NDArray v = own.station.forward(pass.in("bs"), q).reshape(transmission.samples(), c.users(), 2L * c.antennas());
    return pass.note("V", SumRateLoss.scaleToPower(pass, v, transmission.power()));
  }

  @Override
  public DscConfig config() {
    return config;
  }

  @Override
  public Seed seed() {
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

  /** The parts of one configuration: {@code encoder} or {@code users}, the other is null. */
  private record Parts(PilotMatrix pilots, UserEncoder encoder, Mlp users, boolean own, int k, Mlp station) {
    static Parts of(Configuration c, DscConfig config) {
      boolean shared = config.userHidden().isEmpty();
      return new Parts(new PilotMatrix(c.antennas(), c.pilots()),
          shared ? new UserEncoder(2 * c.pilots(), 128, 3, c.bits()) : null,
          shared ? null : new Mlp(2 * c.pilots(), config.userHidden(), c.bits(), true),
          config.ownEncoders(), c.users(),
          new Mlp(c.users() * c.bits(), config.stationHidden(), 2 * c.antennas() * c.users(), false));
    }

    List<ParameterSpec> parameters() {
      List<ParameterSpec> specs = new ArrayList<>(pilots.parameters());
      if (encoder != null) {
        specs.addAll(encoder.parameters());
      } else {
        for (int i = 0; i < (own ? k : 1); i++) {
          String scope = "user" + i;
          users.parameters().forEach(spec -> specs.add(spec.in(scope)));
        }
      }
      station.parameters().forEach(spec -> specs.add(spec.in("bs")));
      return specs;
    }

    /** From y (n K, 2 L) to values before the sign, (n, K B). */
    NDArray encode(Pass pass, NDArray y, int samples, Configuration c) {
      if (!own) {
        NDArray o = encoder != null ? encoder.forward(pass, y) : users.forward(pass.in("user0"), y);
        return o.reshape(samples, (long) c.users() * c.bits());
      }
      NDList received = y.reshape(samples, (long) c.users() * 2 * c.pilots()).split(c.users(), 1);
      NDList values = new NDList();
      for (int i = 0; i < c.users(); i++) {
        values.add(users.forward(pass.in("user" + i), received.get(i)));
      }
      return values.size() == 1 ? values.get(0) : NDArrays.concat(values, 1);
    }
  }
}
