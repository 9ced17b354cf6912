package io.wifoe.model;

import io.wifoe.task.Configuration;

/**
 * Real multiply-accumulates of one sample, what Table II calls FLOPs: matrix products only, of one forward pass.
 *
 * @param userSide pilots as received and the encoder, all K users
 * @param heads G_in, the layers on each token before the trunk's blocks, and G_out
 * @param attention projections and scores of all blocks
 * @param router router of all blocks
 * @param activeExperts the k experts that work on each token
 * @param allExperts all E experts, as a dense layer of the same size would cost; not part of {@link #total}
 */
public record MacCount(long userSide, long heads, long attention, long router, long activeExperts, long allExperts) {

  /** The count of one sample of this configuration. */
  public static MacCount of(WiFoEConfig config, Configuration c) {
    long k = c.users();
    long d = config.width();
    long pilots = 4L * c.antennas() * c.pilots();
    long expert = 2 * d * config.expertWidth();
    long blocks = config.blocks();
    return new MacCount(
        k * (pilots + config.heads(c).encoder().macs()),
        k * (c.bits() * d + config.trunk().decoder().macs()
            + d * (2L * c.antennas() + config.output().choices())),
        k * blocks * (4 * d * d + 2 * k * d),
        k * blocks * d * config.experts(),
        k * blocks * config.topK() * expert,
        k * blocks * config.experts() * expert);
  }

  /**
   * Values that elementwise layers put out for one sample, which {@link #total} leaves aside: normalisations,
   * activations, signs, softmax, residual sums, weighted experts and the power.
   */
  public static long elementwise(WiFoEConfig config, Configuration c) {
    long d = config.width();
    long hidden = 2L * config.encoderLayers() + (config.hasPhaseInvariance() ? 1 : 0);
    long encoder = hidden * config.encoderWidth() + c.bits();
    long attention = (long) config.heads() * c.users() + 2 * d;
    long experts = config.topK() * (config.expertWidth() + d + 1) + 2 * d;
    return c.users() * (encoder + config.blocks() * (attention + experts) + 2L * c.antennas());
  }

  /** Attention, router and active experts. */
  public long trunk() {
    return attention + router + activeExperts;
  }

  /** The whole chain, with the experts that are active. */
  public long total() {
    return userSide + heads + trunk();
  }
}
