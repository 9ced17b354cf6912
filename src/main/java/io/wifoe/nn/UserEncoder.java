package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.Init.constant;
import static io.wifoe.nn.ParameterSpec.bias;
import static io.wifoe.nn.ParameterSpec.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The user's network F of Eq. (18): hidden layers Linear - LayerNorm - ReLU, then one linear layer to B values whose
 * signs are the feedback.
 *
 * @param inputs 2 L, real and imaginary parts of what was received
 * @param width width of the hidden layers
 * @param layers hidden layers
 * @param bits B
 */
public record UserEncoder(int inputs, int width, int layers, int bits) {

  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      specs.add(weight("enc" + i + ".W", i == 0 ? inputs : width, width));
      specs.add(bias("enc" + i + ".b", width));
      specs.add(new ParameterSpec("enc" + i + ".ln_g", new Shape(width), constant(1)));
      specs.add(bias("enc" + i + ".ln_b", width));
    }
    specs.add(weight("encout.W", layers == 0 ? inputs : width, bits));
    specs.add(bias("encout.b", bits));
    return specs;
  }

  /** From y (rows, 2 L) to values (rows, B) before the sign. */
  public NDArray forward(Pass pass, NDArray y) {
    return layers == 0 ? last(pass, y)
        : behindFirst(pass, Layers.linear(y, pass.weight("enc0.W"), pass.weight("enc0.b")));
  }

  /** The same from (rows, width), what the first linear layer gives. */
  NDArray behindFirst(Pass pass, NDArray first) {
    NDArray h = first;
    for (int i = 0; i < layers; i++) {
      String layer = "enc" + i;
      h = i == 0 ? h : Layers.linear(h, pass.weight(layer + ".W"), pass.weight(layer + ".b"));
      h = Layers.layerNorm(h, pass.weight(layer + ".ln_g"), pass.weight(layer + ".ln_b"));
      h = pass.record(layer, Layers.relu(h));
    }
    return last(pass, h);
  }

  private NDArray last(Pass pass, NDArray h) {
    return pass.record("enc_out", Layers.linear(h, pass.weight("encout.W"), pass.weight("encout.b")));
  }
}
