/**
 * The outdoor channel model of 3GPP TR 38.901, one class per step of its clause 7.5; numbers stand in
 * {@code tr38901.json}, formulas in classes. {@link io.wifoe.channel.tr38901.Tr38901} is the way in; what a user went
 * through on the way is a {@link io.wifoe.channel.tr38901.LinkState}.
 *
 * <ul>
 *   <li>step 1, Tables 7.2-1 and 7.2-3: {@link io.wifoe.channel.tr38901.Cell} drops a user
 *   <li>step 2, Table 7.4.2-1: {@code LosProbability}
 *   <li>step 3, Table 7.4.1-1: {@code PathLoss}
 *   <li>step 4, Tables 7.5-6 to 7.5-9: {@code LargeScaleModel} draws a {@code LargeScale}, the zenith offset by
 *       {@code ZenithOffset}
 *   <li>steps 5 and 6: {@code ClusterPowers}
 *   <li>step 7: {@code ClusterAngles}, by the letter in {@code StandardAngles} and as QuaDRiGa does in
 *       {@code RescaledAngles}
 *   <li>steps 8 and 10: {@code Rays}
 *   <li>step 9: none, for there is one polarisation
 *   <li>step 11, Table 7.3-1: {@code Coefficients} of the array, {@code SeparableSum}, {@code ElementPattern}
 *   <li>step 12: {@code Tr38901} applies path gain and shadowing
 * </ul>
 *
 * <p>{@code Propagation} strings the steps together and {@code ParameterTables} reads the numbers. Angles are in
 * degrees: azimuth 0 at the array's broadside and positive towards +y, zenith 0 upwards.
 */
package io.wifoe.channel.tr38901;
