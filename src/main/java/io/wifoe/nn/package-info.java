/**
 * Layers, one equation of the paper each, on tensors of the engine; they know no tasks.
 *
 * <pre>
 * PilotMatrix (5)   UserEncoder (18)   SignQuantizer (6)   Projection (20), (30)   Trunk (21), (29)
 * TransformerBlock (22), (25)   Attention (23), (24)   Routing, MixtureOfExperts (26) to (28)   SumRateLoss (3), (31)
 * </pre>
 *
 * <p>Beyond the paper: {@link SteeredHeads} on {@link Steering} vectors, {@link PrecoderOutput}, {@link BitDecoder}.
 *
 * <p>A layer is a record of sizes. It declares {@link ParameterSpec}s, {@link Parameters} holds the arrays, and a
 * {@link Pass} lends them to one forward pass and owns what that makes. What the engine's Java interface lacks is here
 * and nowhere else: {@link NativeEngine}, {@link NativeOperators}, {@link Gradients}.
 */
package io.wifoe.nn;
