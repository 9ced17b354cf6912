package io.wifoe.task;

import io.wifoe.Check;

/**
 * Powers of the downlink; SNR = 10 log10(P / sigma^2) (section IV-C of the paper).
 *
 * @param power total transmit power P of a precoder, linear
 * @param pilotPower power E_s of each pilot column, linear
 * @param noisePower noise power sigma^2 at each user, linear
 */
public record LinkBudget(double power, double pilotPower, double noisePower) {
  public LinkBudget {
    Check.that(pilotPower > 0 && pilotPower < Double.POSITIVE_INFINITY, "pilot power %s must be a positive number", pilotPower);
    Check.that(power > 0 && power < Double.POSITIVE_INFINITY, "transmit power %s must be a positive number", power);
    Check.that(noisePower > 0 && noisePower < Double.POSITIVE_INFINITY, "noise power %s must be a positive number", noisePower);
  }

  /** Pilot columns with the same power as a precoder. */
  public LinkBudget(double power, double noisePower) {
    this(power, power, noisePower);
  }

  /** Unit transmit power, unit pilot power and the noise power of this SNR in dB. */
  public static LinkBudget snrDb(double snrDb) {
    Check.that(Math.abs(snrDb) <= 200, "an SNR of %s dB is outside -200..200", snrDb);
    return new LinkBudget(1, Math.pow(10, -snrDb / 10));
  }

  /** The SNR in dB. */
  public double snrDb() {
    return 10 * Math.log10(power / noisePower);
  }
}
