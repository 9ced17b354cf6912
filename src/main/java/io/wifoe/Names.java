package io.wifoe;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names under which options and files know the values of an enum: {@code PER_ANTENNA} is {@code per-antenna}. */
public final class Names {
  private Names() {}

  /** The name of a value, in lower case and with hyphens. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The value of a name, in any case.
   *
   * @param what what the values are, for the sentence, for example {@code pilot power}
   * @throws IllegalArgumentException if there is none; the sentence says which there are
   */
  public static <E extends Enum<E>> E value(Class<E> type, String what, String name) {
    E[] values = type.getEnumConstants();
    return Arrays.stream(values).filter(value -> name != null && of(value).equalsIgnoreCase(name.strip())).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no " + what + "; there are "
            + Arrays.stream(values).map(Names::of).collect(Collectors.joining(", "))));
  }
}
