package io.wifoe;

import java.util.Locale;

/** Refuses bad values with a sentence that carries the value and the rule. */
public final class Check {
  private Check() {}

  /**
   * Throws unless a rule holds.
   *
   * @throws IllegalArgumentException with {@code sentence}, formatted by {@link String#format}, if it does not
   */
  public static void that(boolean holds, String sentence, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, values));
    }
  }
}
