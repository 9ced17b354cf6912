/**
 * The outdoor channel model of 3GPP TR 38.901, one class per step of its clause 7.5:
 * {@link io.wifoe.channel.tr38901.Cell} drops a user (step 1), {@code LosProbability} its state (step 2),
 * {@code PathLoss} (step 3), {@code LargeScaleModel} correlated large-scale parameters (step 4), {@code ClusterPowers}
 * delays and powers (steps 5 and 6), {@code ClusterAngles} angles (step 7), {@code Rays} the rays, their coupling and
 * phases (steps 7, 8 and 10), {@code Coefficients} the channel of the array (step 11). {@code Propagation} strings them
 * together and {@code ParameterTables} holds the numbers, read from {@code tr38901.json}. One polarisation and one user
 * antenna make step 9 unnecessary.
 *
 * <p>Angles are in degrees: azimuth 0 at the array's broadside and positive towards +y, zenith 0 upwards.
 */
package io.wifoe.channel.tr38901;
