package io.wifoe.training;

import java.io.IOException;
import java.nio.file.Path;

/** A run's directory that another training is writing, here or in another process. */
public final class RunInUseException extends IOException {
  private static final long serialVersionUID = 1;

  RunInUseException(Path directory) {
    super(directory + ": another training is writing this run; wait for it, stop it, or choose another directory");
  }
}
