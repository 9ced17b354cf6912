package io.wifoe.precoding;

import io.wifoe.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The classical linear precoders with full channel knowledge. They differ in one K x K matrix only: written in a basis
 * of the users' span ({@link UserSpan}), every one of them is T = (R D R^H + mu I)^-1 R W.
 */
public final class Precoders {
  private static final Map<String, Precoder> BY_NAME = new TreeMap<>(Map.of(
      "mrt", mrt(), "zf", zeroForcing(), "rzf", regularizedZeroForcing(), "wmmse", wmmse()));

  private Precoders() {}

  /** Maximum ratio transmission, v_k proportional to h_k with one factor for all users: strong users get more power. */
  public static Precoder mrt() {
    return new SpanPrecoder("MRT", (users, link) -> (span, t) -> t.setTo(span));
  }

  /**
   * Zero forcing, V = gamma H^H (H H^H)^-1, Eq. (32). Where channels are linearly dependent the inverse is the
   * pseudo-inverse: users with parallel channels share one beam and interfere with each other.
   */
  public static Precoder zeroForcing() {
    return new SpanPrecoder("ZF", (users, link) -> regularized(users, 0));
  }

  /**
   * Zero forcing regularised by mu = K sigma^2 / P (Peel, Hochwald and Swindlehurst, "A vector-perturbation technique
   * for near-capacity multiantenna multiuser communication, part I", IEEE Trans. Commun. 53(1), 2005).
   */
  public static Precoder regularizedZeroForcing() {
    return new SpanPrecoder("RZF",
        (users, link) -> regularized(users, rzfRegularization(users, link.power(), link.noisePower())));
  }

  /** WMMSE with {@link Wmmse}'s default number of iterations. */
  public static Precoder wmmse() {
    return Wmmse.standard();
  }

  /** The names that {@link #named} knows. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The precoder of this name: mrt, zf, rzf or wmmse, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Precoder named(String name) {
    Precoder precoder = BY_NAME.get(name.toLowerCase(Locale.ROOT));
    Check.that(precoder != null, "\"%s\" is not a precoder; there are %s", name, String.join(", ", names()));
    return precoder;
  }

  static double rzfRegularization(int users, double power, double noisePower) {
    return users * noisePower / power;
  }

  private static SpanPrecoder.Rule regularized(int users, double mu) {
    SpanSolver solver = new SpanSolver(users);
    double[] ones = new double[users];
    Arrays.fill(ones, 1);
    return (span, t) -> {
      t.setTo(span);
      Check.that(solver.solve(span, ones, mu, t),
          "the users' gains differ by more than double precision can resolve; normalise the channels first");
    };
  }
}
