/**
 * The end-to-end schemes, from channels to precoders through noisy pilots and a few bits: {@link WiFoE}, the network of
 * sections II and III, and what it is compared with, {@link Dsc} and {@link Cep}; all are {@link PrecodingNetwork}s.
 *
 * <p>{@link AnyArray} goes beyond them: one network for every array, whose outer parts follow from geometry.
 *
 * <p>{@link WiFoEConfig} has the sizes, {@link TaskHeads} the parts that exist once per configuration,
 * {@link MacCount} what a sample costs; {@link Deployment} takes a trained model apart into its two sides, and
 * {@link ModelFile} is how it travels. {@link Objective} is what a training of a scheme improves.
 */
package io.wifoe.model;
