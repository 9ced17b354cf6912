package io.wifoe.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.Check;
import io.wifoe.nn.BatchNorm;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.Configuration;
import java.util.List;

/**
 * Sizes of a {@link Dsc} network.
 *
 * @param userHidden hidden widths of the user's MLP with batch normalisation; empty for an encoder as WiFo-E's
 * @param encoderWidth width of that encoder's hidden layers; does not matter where there is an MLP
 * @param encoderLayers hidden layers of that encoder; does not matter where there is an MLP
 * @param phaseInvariant whether that encoder's bits do not depend on the phase of all that a user receives, see
 *     {@link io.wifoe.nn.UserEncoder}; null for false, the paper's, which files leave unsaid
 * @param ownEncoders whether each user has an encoder of its own; otherwise all users share one
 * @param stationHidden hidden widths of the base station's MLP
 * @param quantizer gradient that is used in place of the sign's
 */
public record DscConfig(List<Integer> userHidden, int encoderWidth, int encoderLayers,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean phaseInvariant, boolean ownEncoders,
    List<Integer> stationHidden, SignQuantizer quantizer) {
  /** Those of WiFo-E in the paper, section IV-B. */
  private static final int ENCODER_WIDTH = 128;
  private static final int ENCODER_LAYERS = 3;

  /**
   * As the authors built it: user MLPs 1024-512-256, one for each user, base station MLP 1024-512-512, as in the code
   * that they published.
   */
  public static final DscConfig SOHRABI = new DscConfig(List.of(1024, 512, 256), true, List.of(1024, 512, 512),
      SignQuantizer.ANNEALED_TANH);

  /**
   * What section IV-C and Table II tell of DSC: WiFo-E's user encoder, and a base station MLP whose size the paper does
   * not state; it prints 5.29 M parameters and 5.30 M multiply-accumulates. The widths here are twice those of
   * {@link #SOHRABI}. A network for K = 8 has, averaged over the nine tasks, 5.285 M parameters, and a sample at the
   * average K = 5.5 takes 4.88 M multiply-accumulates; over K = 3..8 the networks have 4.64 M parameters on average.
   */
  public static final DscConfig PAPER = new DscConfig(List.of(), false, List.of(2048, 1024, 1024),
      SignQuantizer.ANNEALED_TANH);

  public DscConfig {
    phaseInvariant = phaseInvariant == null || !phaseInvariant ? null : phaseInvariant;
    userHidden = List.copyOf(userHidden);
    stationHidden = List.copyOf(stationHidden);
    Check.that(userHidden.stream().allMatch(w -> w >= 1) && stationHidden.stream().allMatch(w -> w >= 1),
        "hidden widths %s and %s must all be at least 1", userHidden, stationHidden);
    Check.that(!userHidden.isEmpty() || encoderWidth >= 1 && encoderLayers >= 0,
        "an encoder of %d layers of width %d: the numbers start at 0 and 1", encoderLayers, encoderWidth);
    Check.that(!ownEncoders || !userHidden.isEmpty(), "encoders of each user's own need hidden widths");
    Check.that(quantizer != null, "a model needs a sign quantizer, for example ANNEALED_TANH");
  }

  /** Sizes whose encoder, where there is one, is the paper's: three hidden layers of width 128. */
  public DscConfig(List<Integer> userHidden, boolean ownEncoders, List<Integer> stationHidden,
      SignQuantizer quantizer) {
    this(userHidden, ENCODER_WIDTH, ENCODER_LAYERS, false, ownEncoders, stationHidden, quantizer);
  }

  /** The same sizes with another gradient for the sign. */
  public DscConfig withQuantizer(SignQuantizer other) {
    return new DscConfig(userHidden, encoderWidth, encoderLayers, phaseInvariant, ownEncoders, stationHidden, other);
  }

  /** Whether users have an encoder whose bits do not depend on phases. */
  public boolean hasPhaseInvariance() {
    return phaseInvariant != null;
  }

  /** The network's parts for one configuration. */
  DscParts parts(Configuration c) {
    return DscParts.of(c, this);
  }

  /** Learnable numbers of one configuration, pilots included; running statistics are not learned. */
  public long parameters(Configuration c) {
    return parts(c).parameters().stream().filter(spec -> !BatchNorm.isStatistic(spec.name()))
        .mapToLong(ParameterSpec::size).sum();
  }

  /** Multiply-accumulates of one sample: the base station's MLP takes the place of heads and trunk. */
  public MacCount macs(Configuration c) {
    DscParts parts = parts(c);
    long user = 4L * c.antennas() * c.pilots() + parts.encoderMacs();
    return new MacCount(c.users() * user, parts.station().macs(), 0, 0, 0, 0);
  }

  /** Values that elementwise layers put out for one sample: normalisations, activations, signs and the power. */
  public long elementwise(Configuration c) {
    long user = parts(c).encoderElementwise() + c.bits();
    return c.users() * (user + 2L * c.antennas()) + 2 * stationHidden.stream().mapToLong(w -> w).sum();
  }
}
