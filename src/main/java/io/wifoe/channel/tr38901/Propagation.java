package io.wifoe.channel.tr38901;

import io.wifoe.RandomStream;
import io.wifoe.task.Multipath;
import io.wifoe.task.Reading;
import java.util.SplittableRandom;

/** Steps 3 to 10 for one environment and state at one carrier. */
final class Propagation {
  private static final double SPEED_OF_LIGHT = 299_792_458;

  private final String environment;
  private final boolean los;
  private final double carrierGHz;
  private final double clippedGHz;
  private final Reading reading;
  private final Multipath multipath;
  private final ParameterTables.ScenarioParameters parameters;
  private final PathLoss pathLoss;
  private final LargeScaleModel largeScale;
  private final ClusterPowers powers;
  private final ClusterAngles angles;

  Propagation(String environment, boolean los, double carrierGHz, Reading reading, Multipath multipath) {
    ParameterTables.Environment numbers = ParameterTables.standard().environments().get(environment);
    this.environment = environment;
    this.los = los;
    this.carrierGHz = carrierGHz;
    this.clippedGHz = Math.max(carrierGHz, numbers.smallestCarrierOfSpreads());
    this.reading = reading;
    this.multipath = multipath;
    this.parameters = ParameterTables.standard().scenarios().get(environment + (los ? "_LOS" : "_NLOS"));
    this.pathLoss = new PathLoss(numbers, carrierGHz);
    this.largeScale = new LargeScaleModel(parameters, numbers, environment.equals("UMi"), carrierGHz, reading);
    this.powers = new ClusterPowers(parameters, reading);
    this.angles = ClusterAngles.of(reading, parameters);
  }

  /** Path loss without shadowing, dB. */
  double pathLossDb(Position position) {
    return los ? pathLoss.los(position) : pathLoss.nlos(position);
  }

  LargeScale largeScale(RandomStream link, Position position) {
    boolean beyond = position.distance2d() > pathLoss.breakpoint(position);
    return largeScale.draw(link.of("large-scale").random(), position, beyond);
  }

  /** Fills clusters with powers, delays and departure angles. */
  void clusters(RandomStream link, Position position, LargeScale state, Clusters clusters) {
    powers.draw(clusters, state, link.of("powers").random());
    SplittableRandom random = link.of("departure").random();
    angles.azimuths(clusters.azimuth, clusters, state.asd(), position.azimuth(), random);
    angles.zeniths(clusters.zenith, clusters, state.zsd(), position.zenith() + zenithOffset(position), random);
  }

  /** Draws arrival angles, which one omnidirectional user antenna does not see: (2, clusters) in degrees. */
  double[][] arrivals(RandomStream link, Position position, LargeScale state, Clusters clusters) {
    SplittableRandom random = link.of("arrival").random();
    double[][] out = new double[2][clusters.count];
    angles.azimuths(out[0], clusters, state.asa(), position.azimuth() + 180, random);
    angles.zeniths(out[1], clusters, state.zsa(), 180 - position.zenith(), random);
    return out;
  }

  /** Fills rays, as many as the multipath setting keeps. */
  void rays(RandomStream link, Position position, Clusters clusters, Rays rays) {
    double directPhase = -(position.distance3d() * carrierGHz * 1e9 / SPEED_OF_LIGHT) % 1;
    SplittableRandom random = link.of("rays").random();
    if (multipath.isFull()) {
      rays.spread(clusters, parameters.rayAsd(), largeScale.rayZsd(position), position, directPhase, random);
    } else {
      rays.strongest(multipath.paths(), clusters, reading == Reading.STANDARD, position, directPhase, random);
    }
  }

  private double zenithOffset(Position position) {
    return los || reading == Reading.QUADRIGA_LIKE ? 0 : ZenithOffset.of(environment, clippedGHz, position);
  }
}
