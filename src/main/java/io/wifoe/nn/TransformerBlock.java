package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
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

  public List<ParameterSpec> parameters() {
    return Stream.concat(attention.parameters().stream(), experts.parameters().stream()).toList();
  }

  /** From tokens (T, d), group after group, to (T, d). */
  public NDArray forward(Pass pass, NDArray z, List<Attention.Group> groups) {
    NDArray attended = Layers.dropout(pass, "drop1", attention.forward(pass, z, groups), dropout);
    NDArray zbar = pass.record("zbar", Layers.layerNorm(pass, z.add(attended))); // (22)
    NDArray mixed = Layers.dropout(pass, "drop2", experts.forward(pass, zbar), dropout);
    return pass.record("z", Layers.layerNorm(pass, zbar.add(mixed))); // (25)
  }
}
