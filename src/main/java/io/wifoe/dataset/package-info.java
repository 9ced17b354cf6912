/**
 * Channels at rest and the samples drawn from them. {@link ChannelDataset} is the way in: a view of
 * {@link UserChannels} that draws batches of K users under a {@link Normalization}. {@link ChannelGeneration}
 * draws users from a model,
 * {@link ChannelImport} reads the files of others; both can write a set, which is a directory with {@code h.npy} and a
 * {@link ChannelCard}.
 *
 * <p>Files are not trusted: {@link ArrayFile} turns what they claim into a {@link NumericArray} or a sentence.
 */
package io.wifoe.dataset;
