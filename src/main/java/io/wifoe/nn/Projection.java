package io.wifoe.nn;

import static io.wifoe.nn.ParameterSpec.bias;
import static io.wifoe.nn.ParameterSpec.weight;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * One linear layer x W + b: G_in of Eq. (20) and G_out of Eq. (30).
 *
 * @param name scope of its two parameters
 * @param inputs features in
 * @param outputs features out
 */
public record Projection(String name, int inputs, int outputs) {

  public List<ParameterSpec> parameters() {
    return List.of(weight(name + ".W", inputs, outputs), bias(name + ".b", outputs));
  }

  /** From (rows, inputs) to (rows, outputs). */
  public NDArray forward(Pass pass, NDArray x) {
    return Layers.linear(pass, x, pass.weight(name + ".W"), pass.weight(name + ".b"));
  }
}
