package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.bias;
import static io.wifoe.nn.ParameterSpec.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.wifoe.nn.ParameterSpec.Init;
import java.util.List;

/**
 * The sparse mixture of experts of Eq. (26)-(28): each token is sent to its top-k experts only.
 *
 * @param width d
 * @param hidden d_ff of each expert
 * @param experts E
 * @param topK experts that work on one token
 */
public record MixtureOfExperts(int width, int hidden, int experts, int topK) {
  public List<ParameterSpec> parameters() {
    return List.of(
        weight("Wr", width, experts),
        bias("br", experts),
        new ParameterSpec("U1", new Shape(experts, width, hidden), Init.uniform(width)),
        bias("c1", experts, hidden),
        new ParameterSpec("U2", new Shape(experts, hidden, width), Init.uniform(hidden)),
        bias("c2", experts, width));
  }

  /** From tokens (T, d) to (T, d). */
  public NDArray forward(Pass pass, NDArray z) {
    NDArray logits = pass.record("logits", Layers.linear(z, pass.weight("Wr"), pass.weight("br"))); // (T, E)
    Routing routing = Routing.topK(logits, topK);
    NDArray chosen = pass.record("chosen",
        pass.manager().create(routing.experts(), new Shape(routing.tokens(), topK))); // (T, k)
    NDArray gates = pass.record("gates", NativeOperators.softmax(logits.gather(chosen, 1))); // (T, k), Eq. (26)
    return pass.record("moe", NativeOperators.experts(z, gates, chosen, routing, pass.weight("U1"), pass.weight("c1"),
        pass.weight("U2"), pass.weight("c2")));
  }
}
