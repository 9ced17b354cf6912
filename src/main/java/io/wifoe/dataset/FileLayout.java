package io.wifoe.dataset;

import io.wifoe.Check;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a file of others holds its channels, in the words of the command line.
 *
 * @param variable name of the variable, {@code "re,im"} for two of real and imaginary parts; null for the usual one
 * @param axes names of the axes, separated by commas; null for {@code users,antennas}
 * @param select the index of every axis that is neither users nor antennas
 * @param skipEmpty whether users without a channel are left out
 */
public record FileLayout(String variable, String axes, Map<String, Long> select, boolean skipEmpty) {
  public FileLayout {
    select = select == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(select)); // in files in one order
  }

  /** An import of a file with this layout. */
  public ChannelImport of(Path file) {
    ChannelImport channels = ChannelDataset.importFrom(file);
    if (variable != null) {
      String[] names = variable.split(",", -1);
      Check.that(names.length <= 2, "variable %s names more than a real and an imaginary part", variable);
      channels = names.length == 1 ? channels.variable(names[0].strip())
          : channels.variables(names[0].strip(), names[1].strip());
    }
    if (axes != null) {
      channels = channels.layout(axes.split(",", -1));
    }
    select.forEach(channels::select);
    return skipEmpty ? channels.skipEmpty() : channels;
  }
}
