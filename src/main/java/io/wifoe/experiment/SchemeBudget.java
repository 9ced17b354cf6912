package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.training.Scale;
import java.io.PrintStream;

/**
 * What every learned scheme of a comparison gets alike.
 *
 * @param scale batch, learning rate and weight decay
 * @param steps optimizer steps, all phases together
 * @param snrDb SNR of training in dB
 * @param seed of samples and noise
 * @param progress where progress lines go, null for nowhere
 */
public record SchemeBudget(Scale scale, long steps, double snrDb, long seed, PrintStream progress) {
  public SchemeBudget {
    Check.that(scale != null, "a budget needs a scale, for example LAPTOP");
    Check.that(steps >= 1, "a budget of %d steps trains nothing; steps start at 1", steps);
  }

  /** The steps of this scale at 10 dB, without progress lines. */
  public static SchemeBudget of(Scale scale) {
    return new SchemeBudget(scale, scale.steps(), 10, 1, null);
  }
}
