package io.wifoe.task;

import io.wifoe.Check;

/**
 * Powers of the downlink; SNR = 10 log10(P / sigma^2) (section IV-C of the paper).
 * What a pilot column gets is {@link Configuration#pilotColumnPower}.
 *
 * @param power total transmit power P of a precoder, linear
 * @param noisePower noise power sigma^2 at each user, linear
 */
public record LinkBudget(double power, double noisePower) {
  public LinkBudget {
    requirePositive("transmit power", power);
    requirePositive("noise power", noisePower);
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

  private static void requirePositive(String what, double value) {
    Check.that(value > 0 && value < Double.POSITIVE_INFINITY, "%s %s must be a positive number", what, value);
  }
}
