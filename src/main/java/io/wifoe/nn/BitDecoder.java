package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.bias;
import static io.wifoe.nn.ParameterSpec.weight;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers on each user's token alone, before the first user looks at another: what a user's bits say together is no sum
 * of what each says, and a block of the trunk has only one layer for it. Beyond the paper, whose trunk has none.
 *
 * @param width d
 * @param layers layers LN(z + relu(z W1 + b1) W2 + b2) with 2 d hidden values
 */
public record BitDecoder(int width, int layers) {
  private static final int HIDDEN = 2; // times d

  List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      specs.add(weight("dec" + i + ".W1", width, HIDDEN * width));
      specs.add(bias("dec" + i + ".b1", HIDDEN * width));
      specs.add(weight("dec" + i + ".W2", HIDDEN * width, width));
      specs.add(bias("dec" + i + ".b2", width));
    }
    return specs;
  }

  /** From tokens (T, d) to (T, d). */
  NDArray forward(Pass pass, NDArray z) {
    NDArray h = z;
    for (int i = 0; i < layers; i++) {
      String layer = "dec" + i;
      NDArray hidden = Layers.relu(Layers.linear(pass, h, pass.weight(layer + ".W1"), pass.weight(layer + ".b1")));
      NDArray change = Layers.linear(pass, hidden, pass.weight(layer + ".W2"), pass.weight(layer + ".b2"));
      h = pass.record(layer, Layers.layerNorm(pass, h.add(change)));
    }
    return h;
  }

  /** Multiply-accumulates of one token. */
  public long macs() {
    return 2L * HIDDEN * width * width * layers;
  }
}
