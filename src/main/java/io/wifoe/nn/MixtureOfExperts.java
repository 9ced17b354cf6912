package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.bias;
import static io.wifoe.nn.ParameterSpec.weight;
import static io.wifoe.nn.ParameterSpec.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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
        weight("Wr", width, experts).asMatrices(0), // scores of experts, no features
        bias("br", experts),
        weights("U1", experts, width, hidden),
        bias("c1", experts, hidden),
        weights("U2", experts, hidden, width),
        bias("c2", experts, width));
  }

  /** From tokens (T, d) to (T, d). */
  public NDArray forward(Pass pass, NDArray z) {
    NDArray logits = pass.record("logits", Layers.linear(z, pass.weight("Wr"), pass.weight("br"))); // (T, E)
    return pass.record("moe", pass.isAccelerated() ? dense(pass, z, logits) : sparse(pass, z, logits));
  }

  private NDArray sparse(Pass pass, NDArray z, NDArray logits) {
    Routing routing = Routing.topK(logits, topK);
    NDArray chosen = pass.record("chosen",
        pass.manager().create(routing.experts(), new Shape(routing.tokens(), topK))); // (T, k)
    return NativeOperators.experts(z, gates(pass, logits, chosen), chosen, routing, pass.weight("U1"),
        pass.weight("c1"), pass.weight("U2"), pass.weight("c2"), pass.isCoarse(z));
  }

  /** The same without a look at what was chosen; which of equal logits wins is the device's business. */
  private NDArray dense(Pass pass, NDArray z, NDArray logits) {
    NDArray chosen = pass.record("chosen", logits.stopGradient().topK(topK, 1, true, true).get(1)); // (T, k)
    return NativeOperators.denseExperts(z, gates(pass, logits, chosen), chosen, pass.weight("U1"), pass.weight("c1"),
        pass.weight("U2"), pass.weight("c2"));
  }

  /** Eq. (26), (T, k). */
  private static NDArray gates(Pass pass, NDArray logits, NDArray chosen) {
    return pass.record("gates", NativeOperators.softmax(logits.gather(chosen, 1)));
  }
}
