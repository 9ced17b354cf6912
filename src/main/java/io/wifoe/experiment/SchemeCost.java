package io.wifoe.experiment;

import io.wifoe.model.MacCount;

/**
 * What a scheme needs in one configuration.
 *
 * @param parameters learned numbers, pilots included
 * @param macs multiply-accumulates of one sample; all 0 where nothing is learned
 * @param elementwise values that elementwise layers put out for one sample, 0 where nothing is learned
 * @param fullCsi whether the base station, or for limited feedback the user, is given its channels
 * @param pilots pilot symbols L that are sent, 0 with full channel knowledge
 * @param feedbackBits bits that each user sends; for perfectly fed back estimates 32 for each real number, 0 where the
 *     base station knows the channels
 */
public record SchemeCost(long parameters, MacCount macs, long elementwise, boolean fullCsi, int pilots,
    int feedbackBits) {
  /** Bytes of one user's message, rounded up. */
  public int feedbackBytes() {
    return (feedbackBits + 7) / 8;
  }
}
