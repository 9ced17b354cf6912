package io.wifoe.experiment;

import io.wifoe.Names;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of cells, which are names of files and what {@code --only} takes. */
final class CellNames {
  private CellNames() {}

  /** For example {@code stl-T4-1} of {@code STL, "T4", 1}. */
  static String of(SchemeKind kind, Object... parts) {
    return Stream.concat(Stream.of(Names.of(kind)), Arrays.stream(parts).map(Object::toString))
        .collect(Collectors.joining("-"));
  }
}
