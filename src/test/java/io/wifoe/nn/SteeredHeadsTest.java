package io.wifoe.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Gradients of what geometry makes of weights, also through the user's estimates, against differences. */
class SteeredHeadsTest {
  private static final int DIRECTIONS = 6;
  private static final int ANTENNAS = 4;
  private static final int PILOTS = 3;
  private static final int FACTS = 2;

  private final SteeredHeads heads = new SteeredHeads(DIRECTIONS, 5, new UserEncoder(2 * DIRECTIONS, 4, 1, 7), 8, FACTS,
      PrecoderOutput.STRUCTURED);

  @Test
  void gradientsAreThoseOfDifferences() {
    Map<String, ParameterSpec> specs = heads.parameters().stream()
        .collect(Collectors.toMap(ParameterSpec::name, spec -> spec));
    try (Parameters parameters = new Parameters(DataType.FLOAT64)) {
      parameters.initialize(heads.parameters(), RandomStream.root(1));
      for (String name : List.of("C_re", "C_im", "enc0.W", "encridge", "encfacts.W", "infacts.W", "out.W", "out.b")) {
        double[] at = parameters.get(name).toDoubleArray();
        double[] gradient;
        try (NDManager manager = NDManager.newBaseManager(); Gradients recorded = Gradients.record()) {
          Pass pass = Pass.of(manager, parameters, name::equals, Pass.Mode.INFERENCE, Pass.UNOBSERVED);
          recorded.backward(sum(pass), pass.scalar(1));
          gradient = pass.weight(name).getGradient().toDoubleArray();
        }
        PrecoderOutputTest.assertDifferences(at, gradient, x -> {
          parameters.put(specs.get(name), x);
          try (NDManager manager = NDManager.newBaseManager()) {
            return sum(Pass.inference(manager, parameters)).getDouble();
          }
        });
        parameters.put(specs.get(name), at);
      }
    }
  }

  /** Of all that is made, with weights drawn once. */
  private NDArray sum(Pass pass) {
    double[] phases = PrecoderOutputTest.numbers(1, DIRECTIONS * ANTENNAS);
    double[] re = new double[phases.length];
    double[] im = new double[phases.length];
    for (int i = 0; i < phases.length; i++) {
      re[i] = Math.cos(phases[i]);
      im[i] = Math.sin(phases[i]);
    }
    SteeredHeads.Plain plain = heads.plain(pass, Steering.of(pass, re, im, DIRECTIONS), PILOTS,
        pass.manager().create(new double[] {0.3, -0.7}, new Shape(1, FACTS)));
    assertEquals(new Shape(2 * ANTENNAS, PILOTS), plain.pilots().getShape());
    assertEquals(new Shape(2 * PILOTS, 4), plain.encoderWeight().getShape());
    assertEquals(new Shape(8, 2 * ANTENNAS), plain.outWeight().getShape());
    NDArray sum = null;
    long stream = 2;
    for (NDArray made : List.of(plain.pilots(), plain.encoderWeight(), plain.encoderBias(), plain.inBias(),
        plain.outWeight(), plain.outBias())) {
      NDArray weighted = made.mul(pass.manager().create(PrecoderOutputTest.numbers(stream++,
          (int) made.size()), made.getShape())).sum();
      sum = sum == null ? weighted : sum.add(weighted);
    }
    return sum;
  }
}
