/**
 * The outdoor channel model of 3GPP TR 38.901, one class per step of its clause 7.5: {@link Cell} drops a user (step 1),
 * {@link LosProbability} its state (step 2), {@link PathLoss} (step 3), {@link LargeScale} the correlated large-scale
 * parameters (step 4), {@link Clusters} delays, powers and angles (steps 5 to 7), {@link Rays} the rays and their
 * coupling (steps 7, 8 and 10), {@link Coefficients} the channel of the array (step 11). {@link Tables} holds the
 * numbers, read from {@code tr38901.json}. One polarisation and one user antenna make step 9 unnecessary.
 *
 * <p>Angles are in degrees: azimuth 0 at the array's broadside and positive towards its left (+y), zenith 0 upwards.
 */
package io.wifoe.channel.tr38901;
