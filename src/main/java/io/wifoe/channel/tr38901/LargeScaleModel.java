package io.wifoe.channel.tr38901;

import io.wifoe.Check;
import io.wifoe.task.Reading;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws correlated large-scale parameters of one scenario and state (step 4, Tables 7.5-6 to 7.5-9). Links are
 * independent of each other: no correlation over distance.
 */
final class LargeScaleModel {
  /** Order of the correlation matrix. */
  static final List<String> ORDER = List.of("SF", "K", "DS", "ASD", "ASA", "ZSD", "ZSA");

  private static final double LARGEST_AZIMUTH_SPREAD = 104; // degrees, step 4
  private static final double LARGEST_ZENITH_SPREAD = 52;

  private final ParameterTables.ScenarioParameters parameters;
  private final Reading reading;
  private final boolean urbanMicro;
  private final boolean los;
  private final ParameterTables.Normal ds;
  private final ParameterTables.Normal asd;
  private final ParameterTables.Normal asa;
  private final ParameterTables.Normal zsa;
  private final double[][] root;

  LargeScaleModel(ParameterTables.ScenarioParameters parameters, ParameterTables.Environment environment,
      boolean urbanMicro, double carrierGHz, Reading reading) {
    this.parameters = parameters;
    this.reading = reading;
    this.urbanMicro = urbanMicro;
    this.los = parameters.k() != null;
    double carrier = reading == Reading.STANDARD ? Math.max(carrierGHz, environment.smallestCarrierOfSpreads())
        : carrierGHz;
    ds = parameters.ds().at(carrier);
    asd = parameters.asd().at(carrier);
    asa = parameters.asa().at(carrier);
    zsa = parameters.zsa().at(carrier);
    root = cholesky(correlations(parameters.correlations()));
  }

  /** Draws one link's parameters; {@code beyondBreakpoint} chooses the shadow fading of RMa LOS. */
  LargeScale draw(SplittableRandom random, Position position, boolean beyondBreakpoint) {
    double[] white = new double[ORDER.size()];
    for (int i = 0; i < white.length; i++) {
      white[i] = random.nextGaussian();
    }
    double[] x = new double[white.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        x[i] += root[i][j] * white[j];
      }
    }
    double azimuthCap = reading == Reading.STANDARD ? LARGEST_AZIMUTH_SPREAD : Double.POSITIVE_INFINITY;
    double zenithCap = reading == Reading.STANDARD ? LARGEST_ZENITH_SPREAD : Double.POSITIVE_INFINITY;
    return new LargeScale(
        shadowSigma(beyondBreakpoint) * x[0],
        los ? parameters.k().mu() + parameters.k().sigma() * x[1] : Double.NaN,
        power10(ds, x[2]),
        Math.min(azimuthCap, power10(asd, x[3])),
        Math.min(azimuthCap, power10(asa, x[4])),
        Math.min(zenithCap, Math.pow(10, zsdMean(position) + parameters.zsd().sigma() * x[5])),
        Math.min(zenithCap, power10(zsa, x[6])));
  }

  /** Mean of log10 ZSD, Tables 7.5-7 to 7.5-9; QuaDRiGa leaves out the heights. */
  double zsdMean(Position p) {
    ParameterTables.ZenithSpread c = parameters.zsd();
    double height = 0;
    if (reading == Reading.STANDARD) {
      double above = p.userHeight() - p.baseHeight();
      height = !urbanMicro ? p.userHeight() - 1.5 : los ? Math.abs(above) : Math.max(above, 0);
    }
    return Math.max(c.muFloor(), c.mu() + c.muPerKm() * p.distance2d() / 1000 + c.muPerMetre() * height);
  }

  /** Intra-cluster zenith spread of departure, degrees: {@code 3/8 10^mu} of (7.5-20), or QuaDRiGa's fixed value. */
  double rayZsd(Position p) {
    return reading == Reading.STANDARD ? 0.375 * Math.pow(10, zsdMean(p)) : parameters.quadriga().rayZsd();
  }

  private double shadowSigma(boolean beyondBreakpoint) {
    if (reading == Reading.QUADRIGA_LIKE) {
      return parameters.quadriga().shadowSigma();
    }
    return beyondBreakpoint ? parameters.shadowSigmaBeyond() : parameters.shadowSigma();
  }

  private static double power10(ParameterTables.Normal normal, double x) {
    return Math.pow(10, normal.mu() + normal.sigma() * x);
  }

  /** The correlation matrix of a scenario in {@link #ORDER}. */
  static double[][] correlations(Map<String, Double> nonzero) {
    double[][] c = new double[ORDER.size()][ORDER.size()];
    for (int i = 0; i < c.length; i++) {
      c[i][i] = 1;
    }
    nonzero.forEach((pair, value) -> {
      int dash = pair.indexOf('-');
      int i = ORDER.indexOf(pair.substring(0, dash));
      int j = ORDER.indexOf(pair.substring(dash + 1));
      c[i][j] = value;
      c[j][i] = value;
    });
    return c;
  }

  private static double[][] cholesky(double[][] a) {
    double[][] l = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i][j];
        for (int k = 0; k < j; k++) {
          rest -= l[i][k] * l[j][k];
        }
        Check.that(i != j || rest > 0, "the correlation matrix of %s is not positive definite at %s", ORDER, i);
        l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
      }
    }
    return l;
  }
}
