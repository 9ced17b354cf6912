package io.wifoe.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The sum rate of one scheme at one operating point.
 *
 * @param scheme name of the scheme
 * @param users K
 * @param snrDb signal-to-noise ratio in dB
 * @param sumRate mean sum rate in bps/Hz
 * @param ci95 half width of its 95 % confidence interval
 * @param samples channel samples it was measured on
 * @param shareOfWmmse of WMMSE's mean sum rate on the same channels, null where it was not asked for
 * @param assumptions that the figure rests on; null if nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SumRateRow(String scheme, int users, double snrDb, double sumRate, double ci95, long samples,
    Double shareOfWmmse, Conditions assumptions) {

  /** A row of a figure from elsewhere. */
  public SumRateRow(String scheme, int users, double snrDb, double sumRate, double ci95, long samples) {
    this(scheme, users, snrDb, sumRate, ci95, samples, null, null);
  }
}
