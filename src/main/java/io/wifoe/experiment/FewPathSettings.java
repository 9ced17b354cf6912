package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.nn.SignQuantizer;

/**
 * How long and how fast a network of the few-path benchmark is trained.
 *
 * @param samples training samples in all
 * @param batch samples of a step
 * @param rate highest learning rate; it rises over 200 steps and falls as a cosine to 0
 * @param width trunk width d of STL
 * @param blocks trunk blocks of STL
 * @param encoder width of the user encoder of STL
 * @param encoderLayers its hidden layers; null, as results before there was a choice have it, for 3
 * @param phaseInvariant whether its bits do not depend on the phase of all that a user receives; null, as results
 *     before there was a choice have it, for false
 * @param quantizer gradient in place of the sign's; null, as results before there was a choice have it, for soft-to-hard
 * @param threads threads, each with its own part of every batch
 * @param seed of weights, samples and noise
 * @param from directory of the run whose weights it begins with, null for new ones
 */
public record FewPathSettings(long samples, int batch, double rate, int width, int blocks, int encoder,
    Integer encoderLayers, Boolean phaseInvariant, SignQuantizer quantizer, int threads, long seed, String from) {
  private static final int EARLIER_LAYERS = 3;

  public FewPathSettings {
    Check.that(samples >= batch && batch >= 2, "%d samples in batches of %d: a batch has 2 samples or more, a "
        + "training one batch or more", samples, batch);
    encoderLayers = encoderLayers == null ? EARLIER_LAYERS : encoderLayers;
    phaseInvariant = phaseInvariant != null && phaseInvariant;
    quantizer = quantizer == null ? SignQuantizer.SOFT_TO_HARD : quantizer;
  }
}
