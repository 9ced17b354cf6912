package io.wifoe.cli;

import io.wifoe.dataset.FileLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a file of others holds its channels, the same on every command that reads one. */
final class FileOptions {
  @Option(names = "--variable", paramLabel = "NAME", description = "which variable of a .npz, .mat or .h5 file holds "
      + "the channels; \"re,im\" for two variables of real and imaginary parts, \"re,0\" for real channels; a field of "
      + "a struct or group as struct.field")
  private String variable;

  @Option(names = "--layout", paramLabel = "AXES", description = "what each axis of the file's array is, for example "
      + "antennas,subcarrier,users (default: users,antennas); samples,users,antennas for users over two axes, re-im "
      + "for an axis of real and imaginary part, re-im-antennas for real parts before imaginary ones; what "
      + "MATLAB wrote with h5write has its axes the other way round")
  private String layout;

  @Option(names = "--select", paramLabel = "AXIS=INDEX",
      description = "keep one index, from 0, of another axis, for example subcarrier=12; may be repeated")
  private Map<String, Long> selections = new LinkedHashMap<>();

  @Option(names = "--skip-empty", description = "leave out users whose channel is zero or not finite, and say how many")
  private boolean skipEmpty;

  /** What the options say; null if they say nothing. */
  FileLayout layout() {
    return variable == null && layout == null && selections.isEmpty() && !skipEmpty ? null
        : new FileLayout(variable, layout, selections, skipEmpty);
  }
}
