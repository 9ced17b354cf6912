package io.wifoe.training;

import java.util.Locale;
import java.util.concurrent.CancellationException;

/** A training was interrupted where only a finished one is of use. */
public final class InterruptedTrainingException extends CancellationException {
  private static final long serialVersionUID = 1;

  InterruptedTrainingException(String network, long steps, long ofSteps) {
    super(String.format(Locale.ROOT, "the training of %s was interrupted after %,d of %,d steps; a network that has "
        + "not learned to the end is not measured", network, steps, ofSteps));
  }
}
