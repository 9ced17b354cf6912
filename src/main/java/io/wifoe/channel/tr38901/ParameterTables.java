package io.wifoe.channel.tr38901;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.wifoe.Json;
import java.util.Map;

/**
 * The numbers of TR 38.901, as {@code tr38901.json} holds them with their sources.
 *
 * @param environments by name: UMa, UMi, RMa
 * @param scenarios by environment and state, for example {@code UMa_NLOS}
 * @param rayOffsets offsets of the 20 rays of a cluster with rms 1, Table 7.5-3
 * @param subClusters numbers, from 1, of the rays of each sub-cluster, Table 7.5-5
 */
@JsonIgnoreProperties("about")
record ParameterTables(
    Map<String, Environment> environments,
    Map<String, ScenarioParameters> scenarios,
    double[] rayOffsets,
    int[][] subClusters) {

  /**
   * What both states of an environment share.
   *
   * @param interSiteDistance in m; a site's sector reaches {@code 1/sqrt(3)} of it
   * @param minDistance smallest horizontal distance of a user, m
   * @param baseHeight base station height, m
   * @param userHeight user height, m
   * @param smallestCarrierOfSpreads carriers below it take its large-scale parameters, GHz, note of Table 7.5-6
   * @param pathLoss Table 7.4.1-1; null for RMa
   * @param buildingHeight average building height of RMa, m
   * @param streetWidth average street width of RMa, m
   */
  record Environment(
      double interSiteDistance,
      double minDistance,
      double baseHeight,
      double userHeight,
      double smallestCarrierOfSpreads,
      UrbanPathLoss pathLoss,
      double buildingHeight,
      double streetWidth) {}

  /** Coefficients of the urban path losses of Table 7.4.1-1. */
  record UrbanPathLoss(UrbanLos los, UrbanNlos nlos) {}

  /** Line of sight: intercept in dB, dB per decade of distance before and beyond the breakpoint, weight of heights. */
  record UrbanLos(double intercept, double slope, double slopeBeyond, double heights) {}

  /** No line of sight: intercept in dB, dB per decade of distance and of frequency, dB per metre of user height. */
  record UrbanNlos(double intercept, double slope, double frequency, double userHeight) {}

  /**
   * One column of Table 7.5-6 and its scaling factors. Spreads are normal in log10 of seconds or degrees.
   *
   * @param ds delay spread
   * @param asd azimuth spread of departure
   * @param asa azimuth spread of arrival
   * @param zsa zenith spread of arrival
   * @param zsd zenith spread of departure, Tables 7.5-7 to 7.5-9
   * @param k Ricean K-factor in dB; null without a line of sight
   * @param shadowSigma shadow fading in dB up to the breakpoint, Table 7.4.1-1
   * @param shadowSigmaBeyond the same beyond the breakpoint
   * @param rTau delay scaling
   * @param zeta per-cluster shadowing, dB
   * @param clusters number of clusters
   * @param rayAsd intra-cluster azimuth spread of departure, degrees
   * @param rayAsa intra-cluster azimuth spread of arrival, degrees
   * @param rayZsa intra-cluster zenith spread of arrival, degrees
   * @param cPhi azimuth scaling factor, Table 7.5-2
   * @param cTheta zenith scaling factor, Table 7.5-4
   * @param correlations non-zero cross-correlations by pair, for example {@code SF-DS}
   * @param quadriga what QuaDRiGa 2.8.1 has instead
   */
  record ScenarioParameters(
      @JsonProperty("DS") LogNormal ds,
      @JsonProperty("ASD") LogNormal asd,
      @JsonProperty("ASA") LogNormal asa,
      @JsonProperty("ZSA") LogNormal zsa,
      @JsonProperty("ZSD") ZenithSpread zsd,
      @JsonProperty("K") Normal k,
      double shadowSigma,
      double shadowSigmaBeyond,
      double rTau,
      double zeta,
      int clusters,
      double rayAsd,
      double rayAsa,
      double rayZsa,
      double cPhi,
      double cTheta,
      Map<String, Double> correlations,
      Quadriga quadriga) {}

  /** Mean and standard deviation, both affine in {@code log10(logOffset + fc)} with fc in GHz. */
  record LogNormal(double mu, double muSlope, double sigma, double sigmaSlope, double logOffset) {
    Normal at(double carrierGHz) {
      double x = Math.log10(logOffset + carrierGHz);
      return new Normal(mu + muSlope * x, sigma + sigmaSlope * x);
    }
  }

  /** Mean at distance zero, its slopes per km of distance and per metre of height, its floor; standard deviation. */
  record ZenithSpread(double mu, double muPerKm, double muPerMetre, double muFloor, double sigma) {}

  record Normal(double mu, double sigma) {}

  /** Fixed intra-cluster zenith spread in degrees and shadow fading in dB. */
  record Quadriga(double rayZsd, double shadowSigma) {}

  /** The tables of this library. */
  static ParameterTables standard() {
    return Holder.TABLES;
  }

  private static final class Holder {
    static final ParameterTables TABLES =
        Json.resource(ParameterTables.class, "/io/wifoe/channel/tr38901.json", ParameterTables.class);
  }
}
