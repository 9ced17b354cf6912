package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.bias;
import static io.wifoe.nn.ParameterSpec.weight;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers Linear - ReLU - BatchNorm and one linear layer at the end, as both sides of the network of Sohrabi, Attiah and
 * Yu, "Deep learning for distributed channel feedback and multiuser precoding in FDD massive MIMO", 2021.
 *
 * @param inputs features in
 * @param hidden widths of the hidden layers
 * @param outputs features out
 * @param normalizesInput whether what comes in is normalised too
 */
public record Mlp(int inputs, List<Integer> hidden, int outputs, boolean normalizesInput) {
  public Mlp {
    hidden = List.copyOf(hidden);
  }

  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    if (normalizesInput) {
      specs.addAll(inputNorm().parameters());
    }
    for (int i = 0; i < hidden.size(); i++) {
      specs.add(weight("l" + i + ".W", width(i), hidden.get(i))
          .from(ParameterSpec.Init.normal(Math.sqrt(2.0 / width(i)))));
      specs.add(bias("l" + i + ".b", hidden.get(i)));
      specs.addAll(norm(i).parameters());
    }
    specs.add(weight("out.W", width(hidden.size()), outputs));
    specs.add(bias("out.b", outputs));
    return specs;
  }

  /** From (rows, inputs) to (rows, outputs). */
  public NDArray forward(Pass pass, NDArray x) {
    NDArray h = normalizesInput ? inputNorm().forward(pass, x) : x;
    for (int i = 0; i < hidden.size(); i++) {
      h = Layers.relu(Layers.linear(pass, h, pass.weight("l" + i + ".W"), pass.weight("l" + i + ".b")));
      h = pass.record("l" + i, norm(i).forward(pass, h));
    }
    return Layers.linear(pass, h, pass.weight("out.W"), pass.weight("out.b"));
  }

  /** Multiply-accumulates of the matrix products for one row. */
  public long macs() {
    long macs = 0;
    for (int i = 0; i < hidden.size(); i++) {
      macs += (long) width(i) * hidden.get(i);
    }
    return macs + (long) width(hidden.size()) * outputs;
  }

  private int width(int layer) {
    return layer == 0 ? inputs : hidden.get(layer - 1);
  }

  private BatchNorm inputNorm() {
    return new BatchNorm("norm_in", inputs);
  }

  private BatchNorm norm(int layer) {
    return new BatchNorm("norm" + layer, hidden.get(layer));
  }
}
