package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The shared MoE-Transformer of Eq. (21) and (29): {@code blocks} equal blocks on tokens of width d.
 *
 * @param block what every block looks like
 * @param blocks number of blocks
 * @param decoder what stands before them; without a layer in the paper
 */
public record Trunk(TransformerBlock block, int blocks, BitDecoder decoder) {

  public List<ParameterSpec> parameters() {
    return Stream.concat(decoder.parameters().stream(), IntStream.range(0, blocks).boxed()
        .flatMap(i -> ParameterSpec.in("blk" + i, block.parameters()).stream())).toList();
  }

  /**
   * All groups in one call: attention stays inside a sample, everything else sees all tokens at once.
   *
   * @param tokens for each group (n K, d)
   * @return for each group (n K, d)
   */
  public NDList forward(Pass pass, NDList tokens, List<Attention.Group> groups) {
    List<Attention.Group> pieces = Attention.Group.merged(groups);
    NDArray z = decoder.forward(pass, Rows.joined(tokens));
    for (int i = 0; i < blocks; i++) {
      z = block.forward(pass.in("blk" + i), z, pieces);
    }
    return Rows.parted(z, Attention.Group.tokens(groups));
  }
}
