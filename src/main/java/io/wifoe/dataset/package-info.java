/**
 * Channels at rest and the samples H = [h_1 .. h_K] drawn from them. Files, their formats and whatever chooses users go
 * here; nothing here draws a channel or knows a network.
 *
 * <ul>
 *   <li>the way in: {@link io.wifoe.dataset.ChannelDataset}, a view of {@link io.wifoe.dataset.UserChannels}
 *   <li>the set S of Algorithms 1 and 2: {@code ChannelDataset.batch}, {@code SampleUsers} for who is in a sample and
 *       {@code SampleFactors} for its normalisation
 *   <li>the 7 : 3 of section IV-A: {@link io.wifoe.dataset.SplitShares}, {@code UserSubset}
 *   <li>from a model: {@link io.wifoe.dataset.ChannelGeneration}; a model by its name:
 *       {@link io.wifoe.dataset.ChannelModels}
 *   <li>from files of others: {@link io.wifoe.dataset.ChannelImport}. They are not trusted: {@code ArrayFile} turns
 *       what they claim into a {@code NumericArray} or a sentence
 *   <li>a set on disk, {@code h.npy} and {@link io.wifoe.dataset.ChannelCard}: {@code ChannelStore},
 *       {@code ChannelWriter}
 *   <li>what channels are like: {@link io.wifoe.dataset.ChannelStatistics},
 *       {@link io.wifoe.dataset.SpatialStatistics}
 * </ul>
 */
package io.wifoe.dataset;
