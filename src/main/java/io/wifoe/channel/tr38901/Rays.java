package io.wifoe.channel.tr38901;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The rays of one link (steps 7, 8 and 10): a thread's scratch space, overwritten by every draw. */
final class Rays {
  static final int PER_CLUSTER = 20;
  static final int MOST = Clusters.MOST * PER_CLUSTER + 1;
  /** Cluster number of the direct path where it is a path of its own. */
  static final int DIRECT = -1;

  private static final double[] OFFSETS = ParameterTables.standard().rayOffsets();
  /** Rays, from 0, that are coupled among each other in the two strongest clusters. */
  private static final int[][] SUB_CLUSTERS = Arrays.stream(ParameterTables.standard().subClusters())
      .map(rays -> Arrays.stream(rays).map(ray -> ray - 1).toArray()).toArray(int[][]::new);
  private static final int[][] ONE_CLUSTER = {IntStream.range(0, PER_CLUSTER).toArray()};

  int count;
  final int[] cluster = new int[MOST];
  final double[] power = new double[MOST]; // sums to one
  final double[] azimuth = new double[MOST]; // degrees, not wrapped
  final double[] zenith = new double[MOST]; // degrees, not folded
  final double[] phase = new double[MOST]; // turns
  private final int[] coupled = new int[PER_CLUSTER];

  /**
   * Every ray of every cluster, (7.5-13) and (7.5-18), each departure azimuth coupled with a random departure zenith
   * of its cluster, or of its sub-cluster in the two strongest clusters; then the direct path.
   *
   * @param directPhase phase of the direct path, turns
   */
  void spread(Clusters clusters, double rayAsd, double rayZsd, Position position, double directPhase,
      SplittableRandom random) {
    count = 0;
    int first = strongest(clusters, -1);
    int second = strongest(clusters, first);
    for (int n = 0; n < clusters.count; n++) {
      couple(n == first || n == second ? SUB_CLUSTERS : ONE_CLUSTER, random);
      for (int m = 0; m < PER_CLUSTER; m++) {
        add(n, clusters.power[n] / PER_CLUSTER, clusters.azimuth[n] + rayAsd * OFFSETS[m],
            clusters.zenith[n] + rayZsd * OFFSETS[coupled[m]], random.nextDouble());
      }
    }
    if (clusters.directPower > 0) {
      add(DIRECT, clusters.directPower, position.azimuth(), position.zenith(), directPhase);
    }
  }

  /**
   * One ray along each of the {@code paths} strongest clusters, powers scaled to sum to one. The direct path counts as
   * a cluster; where {@code merged}, it belongs to the first cluster, which points the same way.
   */
  void strongest(int paths, Clusters clusters, boolean merged, Position position, double directPhase,
      SplittableRandom random) {
    boolean los = clusters.directPower > 0;
    count = 0;
    for (int n = 0; n < clusters.count; n++) {
      double power = merged ? clusters.mergedPower(n) : clusters.power[n];
      double turns = random.nextDouble();
      add(n, power, clusters.azimuth[n], clusters.zenith[n], los && merged && n == 0 ? directPhase : turns);
    }
    if (los && !merged) {
      add(DIRECT, clusters.directPower, position.azimuth(), position.zenith(), directPhase);
    }
    keepStrongest(paths);
  }

  private void keepStrongest(int paths) {
    int kept = Math.min(paths, count);
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      int best = i;
      for (int j = i + 1; j < count; j++) {
        best = power[j] > power[best] ? j : best;
      }
      swap(i, best);
      sum += power[i];
    }
    count = kept;
    for (int i = 0; i < count; i++) {
      power[i] /= sum;
    }
  }

  private void add(int of, double share, double azimuthDegrees, double zenithDegrees, double turns) {
    cluster[count] = of;
    power[count] = share;
    azimuth[count] = azimuthDegrees;
    zenith[count] = zenithDegrees;
    phase[count++] = turns;
  }

  private void swap(int i, int j) {
    int c = cluster[i];
    cluster[i] = cluster[j];
    cluster[j] = c;
    for (double[] values : new double[][] {power, azimuth, zenith, phase}) {
      double v = values[i];
      values[i] = values[j];
      values[j] = v;
    }
  }

  /** A random permutation inside each group of rays. */
  private void couple(int[][] groups, SplittableRandom random) {
    for (int[] group : groups) {
      for (int i = 0; i < group.length; i++) {
        int j = random.nextInt(i + 1);
        coupled[group[i]] = coupled[group[j]];
        coupled[group[j]] = group[i];
      }
    }
  }

  private static int strongest(Clusters clusters, int except) {
    int best = -1;
    for (int n = 0; n < clusters.count; n++) {
      if (n != except && (best < 0 || clusters.power[n] > clusters.power[best])) {
        best = n;
      }
    }
    return best;
  }
}
