package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Seed;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.Configuration;
import java.util.Collection;
import java.util.List;

/**
 * Channel estimation and precoding, section IV-C: users estimate their channels from the pilots, the estimates are fed
 * back without error, and the base station's network turns them into precoders. First the estimator learns with the
 * mean square error, then, with the estimator fixed, the base station learns with the sum rate.
 *
 * <p>The encoder is WiFo-E's with 2 Nt outputs in place of B, the base station WiFo-E's with 2 Nt inputs in place of B.
 * Table II prints 5.87 M parameters and 16.28 M multiply-accumulates, nearly those of STL (5.93 M and 16.45 M), so the
 * trunk must be the same. How the rest was counted the paper does not say: with all parts once per configuration, as
 * here, a task of Group 1 has 6.36 M parameters and a sample 16.49 M multiply-accumulates on average.
 */
public final class Cep implements PrecodingNetwork {
  /** What a training teaches. */
  public enum Phase {
    /** Pilots and estimators, by the mean square error of the estimates. */
    ESTIMATION,
    /** Everything behind the estimates, by the sum rate. */
    PRECODING
  }

  private final WiFoE network;
  private Phase phase = Phase.ESTIMATION;

  /** A network with these sizes; their quantizer does not matter. */
  public Cep(WiFoEConfig config, long seed, DataType precision) {
    this.network = new WiFoE(config.withQuantizer(SignQuantizer.PERFECT), Seed.root(seed), precision);
  }

  /** What the next training teaches; estimation comes first. */
  public void setPhase(Phase phase) {
    this.phase = phase;
  }

  @Override
  public boolean isTrainable(String parameter) {
    boolean user = parameter.contains("/X_") || parameter.contains("/enc");
    return user == (phase == Phase.ESTIMATION);
  }

  @Override
  public void addHeads(Collection<Configuration> configurations) {
    network.addHeads(configurations.stream().map(Cep::estimates).toList());
  }

  @Override
  public Record config() {
    return network.config();
  }

  @Override
  public Seed seed() {
    return network.seed();
  }

  @Override
  public List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    return network.precoders(pass, transmissions.stream().map(Cep::estimates).toList());
  }

  /** In the first phase minus the mean of ||h_k - estimate||^2 over users and samples, in the second the sum rate. */
  @Override
  public List<NDArray> objectives(Pass pass, List<Transmission> transmissions) {
    if (phase == Phase.PRECODING) {
      return sumRates(pass, transmissions);
    }
    return transmissions.stream().map(part -> network.feedback(pass, estimates(part)).sub(part.channels()).square()
        .sum(new int[] {1}).mean().neg()).toList();
  }

  @Override
  public Parameters parameters() {
    return network.parameters();
  }

  @Override
  public String name() {
    return "CEP";
  }

  @Override
  public void close() {
    network.close();
  }

  /** The configuration whose feedback is an estimate: 2 Nt values in place of B bits. */
  public static Configuration estimates(Configuration c) {
    return c.withBits(2 * c.antennas());
  }

  private static Transmission estimates(Transmission t) {
    return new Transmission(estimates(t.configuration()), t.power(), t.pilotPower(), t.noisePower(), t.channels(),
        t.noise());
  }
}
