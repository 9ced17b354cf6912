package io.wifoe.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.wifoe.Names;

/** Two ways to read TR 38.901; every task and data set says which one is meant. */
public enum Reading {
  /**
   * The letter of the standard: the carrier clipped for large-scale parameters, angles from powers by the scaling
   * factors of Tables 7.5-2 and 7.5-4, an intra-cluster zenith spread and a zenith offset that depend on distance,
   * weak clusters removed, the direct path on the first cluster.
   */
  STANDARD,
  /**
   * The baseline of the QuaDRiGa simulator, which the paper used: no carrier clip, uniform angles rescaled to the drawn
   * spread, a fixed intra-cluster zenith spread, no zenith offset, every cluster kept, the direct path a path of its
   * own.
   */
  QUADRIGA_LIKE;

  /** Reads what {@link #toString} writes: {@code standard} or {@code quadriga-like}. */
  @JsonCreator
  public static Reading parse(String text) {
    return Names.value(Reading.class, "reading", text);
  }

  @JsonValue
  @Override
  public String toString() {
    return Names.of(this);
  }
}
