package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One post-norm block of the trunk, Eq. (22) and (25).
 *
 * @param attention first sublayer
 * @param experts second sublayer
 * @param dropout share of each sublayer's output that is dropped during training
 */
public record TransformerBlock(Attention attention, MixtureOfExperts experts, double dropout) {

  /** Up to so many tokens, one call for all of the block takes less time than many calls for its parts. */
  private static final int FEW_TOKENS = 16;

  public List<ParameterSpec> parameters() {
    return Stream.concat(attention.parameters().stream(), experts.parameters().stream()).toList();
  }

  /** From tokens (T, d), group after group, to (T, d). */
  public NDArray forward(Pass pass, NDArray z, List<Attention.Group> groups) {
    if (z.getShape().get(0) <= FEW_TOKENS && groups.size() == 1 && pass.isUnwatched()) {
      NDList weights = new NDList();
      parameters().forEach(spec -> weights.add(pass.parameter(spec.name())));
      return NativeOperators.fewTokens(z, weights, groups.get(0).users(), attention.heads(), experts.topK());
    }
    NDArray attended = Layers.dropout(pass, "drop1", attention.forward(pass, z, groups), dropout);
    NDArray zbar = pass.note("zbar", Layers.layerNorm(pass, z.add(attended))); // (22)
    NDArray mixed = Layers.dropout(pass, "drop2", experts.forward(pass, zbar), dropout);
    return pass.note("z", Layers.layerNorm(pass, zbar.add(mixed))); // (25)
  }
}
