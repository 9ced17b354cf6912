package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.Parameters;
import java.util.SplittableRandom;

/**
 * First values that know where users are: weights that live in the space of the antennas begin as random combinations
 * of some users' channels, each combination sum_i c_i h_i / ||h_i|| with c_i ~ CN(0, 1). A white pilot wastes its power
 * on directions in which nobody stands, and a random last layer must learn the array's steering vectors first.
 */
final class ChannelMixtures {
  private final ComplexMatrices users; // (m, 1, Nt), of unit norm
  private final RandomStream stream;

  /**
   * Combinations of these channels, a function of the stream.
   *
   * @param channels (m, 1, Nt)
   */
  ChannelMixtures(ComplexMatrices channels, RandomStream stream) {
    Check.that(channels.samples() >= 1 && channels.rows() == 1, "a start from channels needs some users' vectors, not "
        + "%d matrices of %d rows", channels.samples(), channels.rows());
    this.users = unit(channels);
    this.stream = stream;
  }

  private static ComplexMatrices unit(ComplexMatrices channels) {
    int width = 2 * channels.columns();
    float[] values = channels.values().clone();
    for (int at = 0; at < values.length; at += width) {
      double square = 0;
      for (int n = at; n < at + width; n++) {
        square += (double) values[n] * values[n];
      }
      for (int n = at; n < at + width; n++) {
        values[n] /= (float) Math.sqrt(square);
      }
    }
    return new ComplexMatrices(channels.samples(), 1, channels.columns(), values);
  }

  /** Pilots X_re and X_im (Nt, L) of a scope: every column a combination, with entries of variance 1 as always. */
  void startPilots(Parameters parameters, String scope) {
    NDArray re = parameters.get(scope + "/X_re");
    int antennas = (int) re.getShape().get(0);
    int length = (int) re.getShape().get(1);
    double[] real = new double[antennas * length];
    double[] imaginary = new double[antennas * length];
    for (int l = 0; l < length; l++) {
      double[] x = combination(stream.of("pilot").of(l).random(), 1);
      for (int n = 0; n < antennas; n++) {
        real[n * length + l] = x[n];
        imaginary[n * length + l] = x[antennas + n];
      }
    }
    parameters.start(scope + "/X_re", real);
    parameters.start(scope + "/X_im", imaginary);
  }

  /**
   * The weights of a layer whose outputs are vectors of the antennas, (in, 2 Nt) or several of them side by side: every
   * row of each a combination, with entries of variance 1 / in. Outputs behind them, such as what a structured precoder
   * chooses, begin as they are.
   */
  void startRows(Parameters parameters, String name) {
    Shape shape = parameters.get(name).getShape();
    int width = 2 * users.columns();
    int in = (int) shape.get(0);
    int out = (int) shape.get(1);
    double[] rows = values(parameters.get(name));
    for (int i = 0; i < in; i++) {
      for (int at = 0; at + width <= out; at += width) {
        double[] x = combination(stream.of("row").of(i).of(at).random(), 1.0 / in);
        System.arraycopy(x, 0, rows, i * out + at, width);
      }
    }
    parameters.start(name, rows);
  }

  /** One combination [Re | Im], its 2 Nt entries with this mean square. */
  private double[] combination(SplittableRandom random, double variance) {
    int antennas = users.columns();
    double[] x = new double[2 * antennas];
    for (int i = 0; i < users.samples(); i++) {
      double re = random.nextGaussian();
      double im = random.nextGaussian();
      for (int n = 0; n < antennas; n++) {
        x[n] += re * users.re(i, 0, n) - im * users.im(i, 0, n);
        x[antennas + n] += re * users.im(i, 0, n) + im * users.re(i, 0, n);
      }
    }
    double square = 0;
    for (double value : x) {
      square += value * value;
    }
    double scale = Math.sqrt(variance * x.length / square);
    for (int n = 0; n < x.length; n++) {
      x[n] *= scale;
    }
    return x;
  }

  private static double[] values(NDArray array) {
    try (NDArray copy = array.toType(DataType.FLOAT64, true)) {
      return copy.toDoubleArray();
    }
  }
}
