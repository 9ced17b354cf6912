package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.task.Configuration;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelMixturesTest {
  private static final TaskConfig TASK = PaperTasks.T4;
  private static final int USERS = 20; // fewer than the 64 antennas: they span a subspace

  private final ComplexMatrices users = ChannelDataset.endless(TASK, 1).batch(1, USERS, 1);

  /** What is left of a vector [Re | Im] of the antennas outside the span of the users, as a share of its energy. */
  private double outside(double[] vector) {
    int n = users.columns();
    double[][] basis = new double[2 * USERS][]; // real, each user and the user times j
    for (int i = 0; i < USERS; i++) {
      basis[2 * i] = new double[2 * n];
      basis[2 * i + 1] = new double[2 * n];
      for (int k = 0; k < n; k++) {
        basis[2 * i][k] = users.re(i, 0, k);
        basis[2 * i][n + k] = users.im(i, 0, k);
        basis[2 * i + 1][k] = -users.im(i, 0, k);
        basis[2 * i + 1][n + k] = users.re(i, 0, k);
      }
    }
    double[] rest = vector.clone();
    for (int i = 0; i < basis.length; i++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          remove(basis[i], basis[j]);
        }
      }
      remove(rest, basis[i]);
    }
    return dot(rest, rest) / dot(vector, vector);
  }

  private static void remove(double[] from, double[] direction) {
    double share = dot(from, direction) / dot(direction, direction);
    for (int i = 0; i < from.length; i++) {
      from[i] -= share * direction[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static WiFoE model() {
    WiFoE model = WiFoE.builder().width(32).blocks(1).heads(4).build();
    model.addHeads(TASK.configurations());
    return model;
  }

  private static double[] pilot(WiFoE model, Configuration c, int column) {
    float[] re = model.parameters().get(c.key() + "/X_re").toFloatArray();
    float[] im = model.parameters().get(c.key() + "/X_im").toFloatArray();
    double[] x = new double[2 * c.antennas()];
    for (int n = 0; n < c.antennas(); n++) {
      x[n] = re[n * c.pilots() + column];
      x[c.antennas() + n] = im[n * c.pilots() + column];
    }
    return x;
  }

  private static double[] row(WiFoE model, Configuration c, int row) {
    float[] w = model.parameters().get(c.key() + "/out.W").toFloatArray();
    double[] x = new double[2 * c.antennas()];
    for (int n = 0; n < x.length; n++) {
      x[n] = w[row * x.length + n];
    }
    return x;
  }

  @Test
  void pilotsAndPrecodersBeginWhereUsersAre() {
    Configuration c = TASK.configuration(5);
    try (WiFoE model = model()) {
      assertTrue(outside(pilot(model, c, 0)) > 0.3, "white noise is everywhere");
      model.startFrom(c, users);
      for (int i = 0; i < c.pilots(); i++) {
        assertEquals(0, outside(pilot(model, c, i)), 1e-9);
        assertEquals(2 * c.antennas(), dot(pilot(model, c, i), pilot(model, c, i)), 1e-3); // as of unit variance
        assertEquals(0, outside(row(model, c, i)), 1e-9);
        assertEquals(2 * c.antennas() / 32.0, dot(row(model, c, i), row(model, c, i)), 1e-4);
      }
    }
  }

  @Test
  void everyNumberOfUsersBeginsAlikeAndEverySeedAnew() {
    try (WiFoE model = model(); WiFoE other = WiFoE.builder().width(32).blocks(1).heads(4).seed(2).build()) {
      other.addHeads(TASK.configurations());
      for (WiFoE each : List.of(model, other)) {
        TASK.configurations().forEach(c -> each.startFrom(c, users));
      }
      assertArrayEquals(row(model, TASK.configuration(3), 7), row(model, TASK.configuration(8), 7));
      assertTrue(row(model, TASK.configuration(3), 7)[0] != row(other, TASK.configuration(3), 7)[0]);
    }
  }

  /** Who stands near the base station has no more weight than who stands far away. */
  @Test
  void pathGainsMakeNoDifference() {
    ComplexMatrices uneven = new ComplexMatrices(USERS, 1, users.columns(), users.values().clone());
    for (int i = 0; i < uneven.values().length; i++) {
      uneven.values()[i] *= 1 << i / (2 * users.columns()); // exact: each user twice as strong as the one before
    }
    Configuration c = TASK.configuration(3);
    try (WiFoE model = model(); WiFoE other = model()) {
      model.startFrom(c, users);
      other.startFrom(c, uneven);
      assertArrayEquals(row(model, c, 7), row(other, c, 7), 1e-6);
      assertArrayEquals(pilot(model, c, 2), pilot(other, c, 2), 1e-5);
    }
  }

  @Test
  void everyTaskBeginsAnew() {
    TaskConfig second = TASK.toBuilder().name("second").build();
    Configuration c = TASK.configuration(3);
    Configuration same = second.configuration(3);
    try (WiFoE model = model()) {
      model.addHeads(second.configurations());
      model.startFrom(c, users);
      model.startFrom(same, users);
      assertTrue(row(model, c, 7)[0] != row(model, same, 7)[0]);
      assertTrue(pilot(model, c, 2)[0] != pilot(model, same, 2)[0]);
    }
  }

  /** What a structured precoder chooses beside its channels is no vector of the antennas, and begins as it is. */
  @Test
  void estimatesOfAStructuredPrecoderBeginThereToo() {
    Configuration c = TASK.configuration(3);
    try (WiFoE model = WiFoE.builder().width(32).blocks(1).heads(4).output(PrecoderOutput.STRUCTURED).build()) {
      model.addHeads(List.of(c));
      int width = 2 * c.antennas() + PrecoderOutput.STRUCTURED.choices();
      float[] before = model.parameters().get(c.key() + "/out.W").toFloatArray();
      model.startFrom(c, users);
      float[] after = model.parameters().get(c.key() + "/out.W").toFloatArray();
      for (int row = 0; row < 32; row++) {
        double[] estimate = new double[2 * c.antennas()];
        for (int n = 0; n < estimate.length; n++) {
          estimate[n] = after[row * width + n];
        }
        assertEquals(0, outside(estimate), 1e-9);
        for (int i = row * width + estimate.length; i < (row + 1) * width; i++) {
          assertEquals(before[i], after[i]);
        }
      }
    }
  }

  /** The last layer of DSC holds the precoders of all users, and each begins where users are. */
  @Test
  void otherSchemesBeginThereToo() {
    Configuration c = TASK.configuration(3);
    try (Dsc dsc = Dsc.of(DscConfig.SOHRABI, 1)) {
      dsc.addHeads(List.of(c));
      dsc.startFrom(c, users);
      float[] w = dsc.parameters().get(c.key() + "/bs/out.W").toFloatArray();
      double[] second = new double[2 * c.antennas()];
      for (int n = 0; n < second.length; n++) {
        second[n] = w[second.length + n];
      }
      assertEquals(0, outside(second), 1e-9);
    }
  }
}
