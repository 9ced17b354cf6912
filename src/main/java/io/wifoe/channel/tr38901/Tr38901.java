package io.wifoe.channel.tr38901;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Raw narrowband channels of TR 38.901 at the carrier, path gain and shadow fading included, for the array, carrier,
 * scenarios, reading and multipath setting of a task. User i takes scenario i mod n of the task's n scenarios; every
 * random number belongs to one link.
 *
 * <p>The array stands in the y-z plane with its broadside along +x and its antenna 0 lowest and rightmost; users have
 * one omnidirectional antenna. Links are independent of each other, also in space.
 */
public final class Tr38901 implements ChannelModel {
  private static final double SMALLEST_CARRIER = 0.5; // GHz
  private static final double LARGEST_CARRIER = 7;

  private final TaskConfig task;
  private final List<Scenario> scenarios;
  private final Map<Scenario, Cell> cells = new EnumMap<>(Scenario.class);
  private final Map<Scenario, Propagation> withLos = new EnumMap<>(Scenario.class);
  private final Map<Scenario, Propagation> withoutLos = new EnumMap<>(Scenario.class);
  private final ThreadLocal<Scratch> scratch;

  private Tr38901(Builder builder) {
    task = builder.task;
    scenarios = task.channels();
    Check.that(!scenarios.isEmpty(), "task %s names no TR 38.901 scenario to draw channels from", task.name());
    Check.that(task.carrierGHz() >= SMALLEST_CARRIER && task.carrierGHz() <= LARGEST_CARRIER,
        "carrier %s GHz of task %s is outside %s..%s GHz, where the outdoor scenarios hold", task.carrierGHz(),
        task.name(), SMALLEST_CARRIER, LARGEST_CARRIER);
    for (Scenario scenario : scenarios) {
      cells.put(scenario, builder.cell.apply(Cell.of(scenario)));
      withLos.put(scenario, propagation(scenario, true));
      withoutLos.put(scenario, propagation(scenario, false));
    }
    scratch = ThreadLocal.withInitial(() -> new Scratch(task));
  }

  private Propagation propagation(Scenario scenario, boolean los) {
    return new Propagation(scenario.environment(), los, task.carrierGHz(), reading(), task.assumptions().multipath());
  }

  /** A builder for the channels of a task. */
  public static Builder builder(TaskConfig task) {
    return new Builder(task);
  }

  /** What a task leaves open about its channels. */
  public static final class Builder {
    private TaskConfig task;
    private UnaryOperator<Cell> cell = UnaryOperator.identity();

    private Builder(TaskConfig task) {
      Check.that(task != null, "TR 38.901 channels need a task");
      this.task = task;
    }

    /** How the standard is read; as the task assumes unless set, and then the task assumes it. */
    public Builder reading(Reading reading) {
      this.task = task.toBuilder().reading(reading).build();
      return this;
    }

    /**
     * Changes the cell of every scenario, for example {@code cell -> cell.withDistances(50, 500)}; each scenario's own
     * {@link Cell#of} unless set.
     */
    public Builder cell(UnaryOperator<Cell> change) {
      this.cell = change;
      return this;
    }

    /**
     * Makes the model.
     *
     * @throws IllegalArgumentException if the task names no scenario or its carrier is outside 0.5..7 GHz
     */
    public Tr38901 build() {
      return new Tr38901(this);
    }
  }

  public TaskConfig task() {
    return task;
  }

  public Reading reading() {
    return task.assumptions().reading();
  }

  /** The cell that users of a scenario are dropped in. */
  public Cell cell(Scenario scenario) {
    Check.that(cells.containsKey(scenario), "task %s has no channels of %s", task.name(), scenario);
    return cells.get(scenario);
  }

  @Override
  public int antennas() {
    return task.antennas();
  }

  @Override
  public void draw(RandomStream stream, long user, float[] out, int offset) {
    Scratch s = scratch.get();
    Link link = link(stream, user, s);
    double gain = Math.pow(10, (link.state.shadowDb() - link.pathLossDb) / 10);
    s.coefficients.write(s.rays, gain, out, offset);
  }

  /** The link that {@link #draw} makes a user's channel from. */
  public LinkState link(RandomStream stream, long user) {
    Scratch s = scratch.get();
    Link link = link(stream, user, s);
    return new LinkState(scenario(user), link.los, link.position, link.pathLossDb, link.state, clusters(link, s),
        rays(s.rays));
  }

  @Override
  public String describe() {
    return "TR 38.901, %s at %s GHz, reading %s, multipath %s, cells %s".formatted(task.array(), task.carrierGHz(),
        reading(), task.assumptions().multipath(), cells);
  }

  /** One link up to its large-scale parameters; clusters and rays are left in the scratch space. */
  private record Link(
      RandomStream stream, Propagation propagation, boolean los, Position position, double pathLossDb,
          LargeScale state) {}

  private Link link(RandomStream stream, long user, Scratch s) {
    RandomStream link = stream.of("tr38901").of(user);
    Scenario scenario = scenario(user);
    Position position = cells.get(scenario).drop(link.of("position").random());
    boolean los = scenario.isMixed()
        ? link.of("state").random().nextDouble() < LosProbability.of(scenario.environment(), position.distance2d())
        : scenario.isLos();
    Propagation propagation = (los ? withLos : withoutLos).get(scenario);
    LargeScale state = propagation.largeScale(link, position);
    propagation.clusters(link, position, state, s.clusters);
    propagation.rays(link, position, s.clusters, s.rays);
    return new Link(link, propagation, los, position, propagation.pathLossDb(position), state);
  }

  private Scenario scenario(long user) {
    Check.that(user >= 0, "user %s: users are counted from 0", user);
    return scenarios.get((int) (user % scenarios.size()));
  }

  private List<LinkState.Cluster> clusters(Link link, Scratch s) {
    Clusters c = s.clusters;
    double[][] arrival = link.propagation.arrivals(link.stream, link.position, link.state, c);
    List<LinkState.Cluster> list = new ArrayList<>();
    boolean ownPath = reading() == Reading.QUADRIGA_LIKE && link.los;
    if (ownPath) {
      list.add(new LinkState.Cluster(true, c.directPower, 0, link.position.azimuth(), link.position.zenith(),
          ClusterAngles.wrap(link.position.azimuth() + 180), 180 - link.position.zenith()));
    }
    double stretch = link.los ? 1 / ClusterPowers.delayFactor(link.state.kDb()) : 1;
    for (int n = 0; n < c.count; n++) {
      list.add(new LinkState.Cluster(false, ownPath ? c.power[n] : c.mergedPower(n), c.delay[n] * stretch,
          ClusterAngles.wrap(c.azimuth[n]), ClusterAngles.fold(c.zenith[n]), ClusterAngles.wrap(arrival[0][n]),
          ClusterAngles.fold(arrival[1][n])));
    }
    return List.copyOf(list);
  }

  private static List<LinkState.Ray> rays(Rays rays) {
    List<LinkState.Ray> list = new ArrayList<>();
    for (int k = 0; k < rays.count; k++) {
      list.add(new LinkState.Ray(rays.power[k], ClusterAngles.wrap(rays.azimuth[k]),
          ClusterAngles.fold(rays.zenith[k]), 2 * Math.PI * rays.phase[k]));
    }
    return List.copyOf(list);
  }

  /** What one thread needs to draw, whatever the number of users. */
  private static final class Scratch {
    final Clusters clusters = new Clusters();
    final Rays rays = new Rays();
    final Coefficients coefficients;

    Scratch(TaskConfig task) {
      coefficients = new Coefficients(task.array());
    }
  }
}
