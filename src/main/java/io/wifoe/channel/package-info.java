/**
 * Where channels come from: a {@link io.wifoe.channel.ChannelModel} makes one user's vector h of Eq. (5) from a seed
 * and the user's number. A new model goes here, or into a package of its own as {@code tr38901}, and knows no data set,
 * no file and no network; names of models on a command line are read in {@code dataset}.
 *
 * <ul>
 *   <li>3GPP TR 38.901, clause 7.5: {@code io.wifoe.channel.tr38901}
 *   <li>the channels of Sohrabi, Attiah and Yu: {@link io.wifoe.channel.FewPath}
 *   <li>for tests and bounds: {@link io.wifoe.channel.Rayleigh}, {@link io.wifoe.channel.ConstantLos}
 *   <li>matrices H, V, X and Y on their way: {@link io.wifoe.channel.ComplexMatrices}
 * </ul>
 */
package io.wifoe.channel;
