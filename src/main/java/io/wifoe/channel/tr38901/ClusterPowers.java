package io.wifoe.channel.tr38901;

import io.wifoe.task.Reading;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Delays and powers of the clusters (steps 5 and 6). */
final class ClusterPowers {
  /** Clusters this much weaker than the strongest are removed, -25 dB (step 6). */
  private static final double WEAKEST = Math.pow(10, -2.5);

  private final ParameterTables.ScenarioParameters parameters;
  private final boolean standard;
  private final boolean los;
  private final int drawn;

  ClusterPowers(ParameterTables.ScenarioParameters parameters, Reading reading) {
    this.parameters = parameters;
    this.standard = reading == Reading.STANDARD;
    this.los = parameters.k() != null;
    // QuaDRiGa counts the direct path among the clusters
    this.drawn = parameters.clusters() - (los && !standard ? 1 : 0);
  }

  /**
   * Fills {@code clusters} with delays in ascending order and powers. What is left after the removal of weak clusters
   * is scaled to {@code 1 / (K + 1)}, so that every link keeps its power.
   */
  void draw(Clusters clusters, LargeScale largeScale, SplittableRandom random) {
    double[] delay = clusters.delay;
    for (int n = 0; n < drawn; n++) {
      delay[n] = -parameters.rTau() * largeScale.delaySpread() * Math.log(1 - random.nextDouble()); // (7.5-1)
    }
    Arrays.sort(delay, 0, drawn);
    double first = delay[0];
    double decay = (parameters.rTau() - 1) / (parameters.rTau() * largeScale.delaySpread());
    double strongest = 0;
    for (int n = 0; n < drawn; n++) {
      delay[n] -= first; // (7.5-2)
      double shadowing = parameters.zeta() * random.nextGaussian();
      clusters.power[n] = Math.exp(-delay[n] * decay - shadowing * Math.log(10) / 10); // (7.5-5)
      strongest = Math.max(strongest, clusters.power[n]);
    }
    clusters.count = standard ? removeWeak(clusters, strongest * WEAKEST) : drawn;
    clusters.kDb = largeScale.kDb();
    clusters.directPower = largeScale.directShare();
    double sum = 0;
    for (int n = 0; n < clusters.count; n++) {
      sum += clusters.power[n];
    }
    for (int n = 0; n < clusters.count; n++) {
      clusters.power[n] *= (1 - clusters.directPower) / sum; // (7.5-6), (7.5-8)
    }
  }

  /** What delays are divided by with a line of sight, after powers were made from them, (7.5-3). */
  static double delayFactor(double kDb) {
    return 0.7705 + kDb * (-0.0433 + kDb * (0.0002 + kDb * 0.000017));
  }

  /** Removes clusters weaker than a threshold, but never the one that carries the direct path. */
  private int removeWeak(Clusters clusters, double threshold) {
    int kept = 0;
    for (int n = 0; n < drawn; n++) {
      if (clusters.power[n] >= threshold || (los && n == 0)) {
        clusters.delay[kept] = clusters.delay[n];
        clusters.power[kept++] = clusters.power[n];
      }
    }
    return kept;
  }
}
