package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-head self-attention among the users of one sample, Eq. (23) and (24), without biases and without positions.
 *
 * @param width d
 * @param heads H, a divisor of d
 */
public record Attention(int width, int heads) {

  /**
   * Consecutive tokens that belong together.
   *
   * @param samples samples n
   * @param users tokens K of each sample
   */
  public record Group(int samples, int users) {
    public long tokens() {
      return (long) samples * users;
    }

    /** Tokens of each group. */
    static long[] tokens(List<Group> groups) {
      return groups.stream().mapToLong(Group::tokens).toArray();
    }

    /** Neighbours of as many users put together: attention needs one piece for each number of users only. */
    static List<Group> merged(List<Group> groups) {
      List<Group> merged = new ArrayList<>();
      for (Group group : groups) {
        int last = merged.size() - 1;
        if (last >= 0 && merged.get(last).users == group.users) {
          merged.set(last, new Group(merged.get(last).samples + group.samples, group.users));
        } else {
          merged.add(group);
        }
      }
      return merged;
    }
  }

  public List<ParameterSpec> parameters() {
    return List.of(weight("Wqkv", width, 3L * width).asMatrices(3), weight("Wo", width, width));
  }

  /** From tokens (T, d), group after group, to (T, d). */
  public NDArray forward(Pass pass, NDArray z, List<Group> groups) {
    NDArray qkv = Layers.product(pass, z, pass.weight("Wqkv")); // (T, 3 d), columns Q | K | V
    NDList parts = Rows.parted(qkv, Group.tokens(groups));
    NDList attended = new NDList(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      attended.add(attend(parts.get(i), groups.get(i)));
    }
    return pass.record("mha", Layers.product(pass, Rows.joined(attended), pass.weight("Wo")));
  }

  private NDArray attend(NDArray qkv, Group group) {
    return NativeOperators.attention(qkv.reshape(group.samples(), group.users(), 3, heads, width / heads));
  }
}
