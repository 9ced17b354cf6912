package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Channel estimation and precoding, section IV-C: users estimate their channels from the pilots, the estimates are fed
 * back without error, and the base station's network turns them into precoders. One network and two views of it, which
 * are trained one after the other: first {@link #estimation} with the mean square error of the estimates, then
 * {@link #precoding}, with the estimators fixed, with the sum rate.
 *
 * <p>The encoder is WiFo-E's with 2 Nt outputs in place of B, the base station WiFo-E's with 2 Nt inputs in place of B.
 * Table II prints 5.87 M parameters and 16.28 M multiply-accumulates, nearly those of STL (5.93 M and 16.45 M), so the
 * trunk must be the same. How the rest was counted the paper does not say: with all parts once per configuration, as
 * here, a task of Group 1 has 6.36 M parameters and a sample 16.49 M multiply-accumulates on average.
 */
public final class Cep implements AutoCloseable {
  private final WiFoE network;

  /** A network with these {@link #sizes}; no sign is taken, so that their quantizer does not matter. */
  public Cep(WiFoEConfig sizes, long seed, DataType precision) {
    this.network = new WiFoE(sizes(sizes), seed, precision);
  }

  /** What its network has of these sizes: estimates depend on phases, so that encoders are the paper's. */
  public static WiFoEConfig sizes(WiFoEConfig others) {
    return others.withPhaseInvariance(false);
  }

  /** The network in whose trainings pilots and estimators learn, and nothing else. */
  public PrecodingNetwork estimation() {
    return new Estimation(this);
  }

  /** The network in whose trainings all that stands behind the estimates learns, and nothing else. */
  public PrecodingNetwork precoding() {
    return new Precoding(this);
  }

  @Override
  public void close() {
    network.close();
  }

  /** The configuration whose feedback is an estimate: 2 Nt values in place of B bits. */
  public static Configuration estimates(Configuration c) {
    return c.withBits(2 * c.antennas());
  }

  private static boolean isOfUser(String parameter) {
    return parameter.contains("/X_") || parameter.contains("/enc");
  }

  private static Transmission estimates(Transmission t) {
    return new Transmission(estimates(t.configuration()), t.power(), t.pilotPower(), t.noisePower(), t.channels(),
        t.noise());
  }

  /** Estimates of the channels, (n K, 2 Nt), each row [Re h | Im h]. */
  private NDArray estimates(Pass pass, Transmission t) {
    return network.forward().encoded(pass, t.configuration(), network.forward().received(pass, t));
  }

  /** The whole way with perfect feedback of the estimates. */
  private List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    return network.forward().precode(pass, transmissions.stream().map(Cep::estimates).map(t ->
        new ForwardPass.ReceivedFeedback(t.configuration(), t.power(), estimates(pass, t))).toList());
  }

  /** What both views share; closing one closes the network. */
  private interface View extends PrecodingNetwork {
    Cep cep();

    @Override
    default Set<Configuration> addHeads(Collection<Configuration> configurations) {
      Set<Configuration> added = cep().network.addHeads(configurations.stream().map(Cep::estimates).toList());
      return configurations.stream().filter(c -> added.contains(estimates(c))).collect(Collectors.toSet());
    }

    @Override
    default void startFrom(Configuration configuration, ComplexMatrices channels) {
      cep().network.startFrom(estimates(configuration), channels);
      new ChannelMixtures(channels, RandomStream.root(seed()).of(configuration.task()).of("estimates"))
          .startRows(parameters(), cep().network.config().scope(configuration) + "/encout.W");
    }

    @Override
    default List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
      return cep().precoders(pass, transmissions);
    }

    @Override
    default Parameters parameters() {
      return cep().network.parameters();
    }

    @Override
    default Record config() {
      return cep().network.config();
    }

    @Override
    default long seed() {
      return cep().network.seed();
    }

    @Override
    default List<TrainingRecord> provenance() {
      return cep().network.provenance();
    }

    @Override
    default void setProvenance(List<TrainingRecord> trainings) {
      cep().network.setProvenance(trainings);
    }

    @Override
    default void close() {
      cep().close();
    }
  }

  private record Estimation(Cep cep) implements View {
    @Override
    public boolean isTrainable(String parameter) {
      return isOfUser(parameter);
    }

    @Override
    public Objective objective() {
      return Objective.NMSE;
    }

    /** The square error of the estimates over that of estimates of 0, users and samples together. */
    @Override
    public List<NDArray> measures(Pass pass, List<Transmission> transmissions) {
      return transmissions.stream().map(Cep::estimates).map(part -> cep.estimates(pass, part).sub(part.channels())
          .square().sum().div(part.channels().square().sum())).toList();
    }

    @Override
    public String name() {
      return "CEP estimation";
    }
  }

  private record Precoding(Cep cep) implements View {
    @Override
    public boolean isTrainable(String parameter) {
      return !isOfUser(parameter);
    }

    @Override
    public String name() {
      return "CEP";
    }
  }
}
