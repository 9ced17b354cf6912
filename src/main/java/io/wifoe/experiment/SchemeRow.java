package io.wifoe.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The sum rate of a scheme at one operating point and what it costs. All but the first three are null where the
 * training or the measurement was interrupted: what has not learned to the end has no figure. What a scheme costs is
 * null too where nobody counted it.
 *
 * @param scheme name of the scheme
 * @param users K
 * @param snrDb signal-to-noise ratio in dB
 * @param sumRate mean sum rate in bps/Hz
 * @param ci95 half width of its 95 % confidence interval
 * @param samples channel samples it was measured on
 * @param shareOfWmmse of WMMSE's mean sum rate on the same channels, null where it was not asked for
 * @param parameters learned numbers, pilots included
 * @param macs multiply-accumulates of one sample, all users together
 * @param fullCsi whether the base station, or for limited feedback the user, is given its channels
 * @param pilots pilot symbols L that are sent
 * @param feedbackBits bits that each user sends
 * @param assumptions that the figure rests on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchemeRow(String scheme, int users, double snrDb, Double sumRate, Double ci95, Long samples,
    Double shareOfWmmse, Long parameters, Long macs, Boolean fullCsi, Integer pilots, Integer feedbackBits,
    Conditions assumptions) {

  static SchemeRow of(String scheme, SumRateRow rate, SchemeCost cost) {
    return new SchemeRow(scheme, rate.users(), rate.snrDb(), rate.sumRate(), rate.ci95(), rate.samples(),
        rate.shareOfWmmse(), cost.parameters(), cost.macs().total(), cost.fullCsi(), cost.pilots(),
        cost.feedbackBits(), rate.assumptions());
  }

  /** The row of a scheme whose cost nobody counted. */
  static SchemeRow of(SumRateRow rate) {
    return new SchemeRow(rate.scheme(), rate.users(), rate.snrDb(), rate.sumRate(), rate.ci95(), rate.samples(),
        rate.shareOfWmmse(), null, null, null, null, null, rate.assumptions());
  }

  static SchemeRow missing(String scheme, int users, double snrDb) {
    return new SchemeRow(scheme, users, snrDb, null, null, null, null, null, null, null, null, null,
        null);
  }

  /** Whether there is no figure. */
  @JsonIgnore
  public boolean isMissing() {
    return sumRate == null;
  }
}
