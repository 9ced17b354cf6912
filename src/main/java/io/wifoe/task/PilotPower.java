package io.wifoe.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.wifoe.Names;

/**
 * The power E_s of each pilot column, constraint (13d) of the paper, which states no value. Precoders with full channel
 * knowledge send no pilots and take no notice of it.
 */
public enum PilotPower {
  /** E_s = P: a pilot symbol has the power of a precoder. */
  TOTAL,
  /** E_s = Nt P: every antenna sends at power P while users listen, {@code 10 log10(Nt)} dB more. */
  PER_ANTENNA;

  /**
   * E_s, linear.
   *
   * @param power transmit power P of a precoder, linear
   * @param antennas transmit antennas Nt
   */
  public double of(double power, int antennas) {
    return this == TOTAL ? power : antennas * power;
  }

  /** Reads what {@link #toString} writes: {@code total} or {@code per-antenna}. */
  @JsonCreator
  public static PilotPower parse(String text) {
    return Names.value(PilotPower.class, "pilot power", text);
  }

  @JsonValue
  @Override
  public String toString() {
    return Names.of(this);
  }
}
