package io.wifoe.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** A channel file that cannot be used; the message names the file, what is wrong and, where possible, a remedy. */
public final class ChannelFileException extends IOException {
  private static final long serialVersionUID = 1;

  public ChannelFileException(Path file, String problem) {
    this(file, problem, null);
  }

  public ChannelFileException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
