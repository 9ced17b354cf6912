package io.wifoe.task;

import io.wifoe.Check;

/**
 * Transmit power and noise power of the downlink; SNR = 10 log10(P / sigma^2) (section IV-C of the paper). Pilot
 * columns carry the same power P as a precoder.
 *
 * @param power total transmit power P, linear
 * @param noisePower noise power sigma^2 at each user, linear
 */
public record LinkBudget(double power, double noisePower) {
  public LinkBudget {
    Check.that(power > 0 && power < Double.POSITIVE_INFINITY, "transmit power %s must be a positive number", power);
    Check.that(noisePower > 0 && noisePower < Double.POSITIVE_INFINITY, "noise power %s must be a positive number", noisePower);
  }

  /** Unit transmit power and the noise power of this SNR in dB. */
  public static LinkBudget snrDb(double snrDb) {
    Check.that(Math.abs(snrDb) <= 200, "an SNR of %s dB is outside -200..200", snrDb);
    return new LinkBudget(1, Math.pow(10, -snrDb / 10));
  }

  /** The SNR in dB. */
  public double snrDb() {
    return 10 * Math.log10(power / noisePower);
  }
}
