package io.wifoe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names under which options and files know the values of an enum: {@code PER_ANTENNA} is {@code per-antenna}. */
public final class Names {
  private static final Pattern NUMBERED = Pattern.compile("(\\D+)(\\d{1,6})");
  private static final int FEW = 3; // are read at a glance

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

  /** {@code T1..T9} of the nine names, as the command line takes them; names that do not count up are all listed. */
  public static String listed(List<String> names) {
    List<Matcher> numbered = names.stream().map(NUMBERED::matcher).toList();
    if (names.size() <= FEW || !numbered.stream().allMatch(Matcher::matches)) {
      return String.join(", ", names);
    }
    for (int i = 1; i < names.size(); i++) {
      if (!numbered.get(i).group(1).equals(numbered.get(0).group(1))
          || Integer.parseInt(numbered.get(i).group(2)) != Integer.parseInt(numbered.get(0).group(2)) + i) {
        return String.join(", ", names);
      }
    }
    return names.get(0) + ".." + names.get(names.size() - 1);
  }
}
