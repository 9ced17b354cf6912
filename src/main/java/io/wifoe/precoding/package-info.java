/**
 * What a base station sends, given channels, and what the users get of it. {@link Precoder} is the contract that
 * learned schemes keep as well; {@link Precoders} has those with full channel knowledge: MRT, ZF of Eq. (32), RZF and
 * {@link Wmmse}. A {@link LimitedFeedback} precoder works on what users name from a codebook ({@link Quantizer}:
 * {@link BeamCodebook}, {@link BeamPairCodebook}, {@link TrainedCodebook}), an {@link EstimatedCsi} one on what they
 * estimate from {@link Pilots} ({@link LmmseEstimator}).
 * {@link SumRate} is the measure, Eq. (3).
 *
 * <p>Every linear precoder here is worked out in the K-dimensional span of the users' channels ({@link UserSpan}),
 * whatever the number of antennas. Nothing in this package loads an engine.
 */
package io.wifoe.precoding;
