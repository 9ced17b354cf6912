package io.wifoe.experiment;

import io.wifoe.precoding.Estimate;

/**
 * The sum rate of one scheme at one operating point.
 *
 * @param scheme name of the scheme
 * @param users K
 * @param snrDb signal-to-noise ratio in dB
 * @param sumRate mean sum rate in bps/Hz
 * @param ci95 half width of its 95 % confidence interval
 * @param samples channel samples it was measured on
 */
public record SumRateRow(String scheme, int users, double snrDb, double sumRate, double ci95, long samples) {

  static SumRateRow of(String scheme, int users, double snrDb, Estimate estimate) {
    return new SumRateRow(scheme, users, snrDb, estimate.mean(), estimate.ci95(), estimate.samples());
  }
}
