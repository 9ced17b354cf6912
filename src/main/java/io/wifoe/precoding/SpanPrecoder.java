package io.wifoe.precoding;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.LinkBudget;
import java.util.function.BiFunction;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.NormOps_ZDRM;

/**
 * A linear precoder whose columns lie in the span of the users' channels, as those of every precoder do that maximises
 * a function of the received powers: power sent outside the span reaches nobody.
 *
 * @param name the name in tables and charts
 * @param rules makes the rule for K users and a link budget; one is made for every batch and may own a workspace
 */
record SpanPrecoder(String name, BiFunction<Integer, LinkBudget, Rule> rules) implements Precoder {
  /** Finds the precoder T (K, K) in the orthonormal basis from the channels R (K, K) in it; the scale is free. */
  interface Rule {
    void apply(ZMatrixRMaj channels, ZMatrixRMaj precoder);
  }

  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
    ComplexMatrices precoders = ComplexMatrices.zeros(channels.samples(), channels.rows(), channels.columns());
    UserSpan span = new UserSpan(channels.rows(), channels.columns());
    ZMatrixRMaj t = new ZMatrixRMaj(channels.rows(), channels.rows());
    Rule rule = rules.apply(channels.rows(), link);
    for (int sample = 0; sample < channels.samples(); sample++) {
      rule.apply(span.decompose(channels, sample), t);
      scale(t, link.power());
      span.expand(t, precoders, sample);
    }
    return precoders;
  }

  /** Scales T to ||T||_F^2 = power; a zero matrix stays as it is. */
  static void scale(ZMatrixRMaj t, double power) {
    double norm = NormOps_ZDRM.normF(t);
    if (norm > 0) {
      double factor = Math.sqrt(power) / norm;
      for (int i = 0; i < t.data.length; i++) {
        t.data[i] *= factor;
      }
    }
  }
}
