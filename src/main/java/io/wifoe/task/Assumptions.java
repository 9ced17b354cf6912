package io.wifoe.task;

import io.wifoe.Check;

/**
 * The four things that decide absolute figures and stand nowhere in the paper. They belong to a task, so that whoever
 * draws its channels, trains on it or measures it assumes the same, and every result says what.
 *
 * @param reading whose reading of TR 38.901 draws the channels; without meaning for own channels
 * @param multipath how many paths of each channel are kept; without meaning for own channels
 * @param normalization how raw channels become those of a sample
 * @param pilotPower power E_s of each pilot column
 */
public record Assumptions(Reading reading, Multipath multipath, Normalization normalization, PilotPower pilotPower) {
  /**
   * Those under which the paper's figures are within reach: its simulator's reading, few paths, norms fitted to its
   * Table II, and pilots that rise above the noise. A task has them unless it says otherwise.
   */
  public static final Assumptions PAPER_LIKE = new Assumptions(Reading.QUADRIGA_LIKE, Multipath.dominant(2),
      Normalization.PAPER_CALIBRATED, PilotPower.PER_ANTENNA);

  /** The standard by the letter with every path, otherwise as {@link #PAPER_LIKE}. */
  public static final Assumptions STANDARD_FULL =
      PAPER_LIKE.withReading(Reading.STANDARD).withMultipath(Multipath.FULL);

  /**
   * Channels as they come and pilot columns of power P: what published benchmarks on channels of their own assume. They
   * use neither reading nor multipath.
   */
  public static final Assumptions AS_PUBLISHED =
      STANDARD_FULL.withNormalization(Normalization.NONE).withPilotPower(PilotPower.TOTAL);

  public Assumptions {
    Check.that(reading != null, "assumptions need a reading, standard or quadriga-like");
    Check.that(multipath != null, "assumptions need a multipath setting, full or dominant-N");
    Check.that(normalization != null, "assumptions need a normalisation, for example paper-calibrated");
    Check.that(pilotPower != null, "assumptions need a pilot power, total or per-antenna");
  }

  public Assumptions withReading(Reading other) {
    return new Assumptions(other, multipath, normalization, pilotPower);
  }

  public Assumptions withMultipath(Multipath other) {
    return new Assumptions(reading, other, normalization, pilotPower);
  }

  public Assumptions withNormalization(Normalization other) {
    return new Assumptions(reading, multipath, other, pilotPower);
  }

  public Assumptions withPilotPower(PilotPower other) {
    return new Assumptions(reading, multipath, normalization, other);
  }

  @Override
  public String toString() {
    return "reading " + reading + ", multipath " + multipath + ", " + ofOwnChannels();
  }

  /** What is assumed of channels that are not drawn from TR 38.901. */
  String ofOwnChannels() {
    return "normalised " + normalization + ", pilot power " + pilotPower;
  }
}
