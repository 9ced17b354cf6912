package io.wifoe.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.wifoe.Check;
import java.util.Locale;

/**
 * How many propagation paths of a user's channel are kept. The number of paths bounds what a few feedback bits can
 * say, so it is part of a task and printed with every result.
 *
 * @param paths 0 for every cluster and every ray, n for the n strongest clusters (the direct path included), one ray
 *     each, powers renormalised
 */
public record Multipath(int paths) {
  /** Every cluster, every ray. */
  public static final Multipath FULL = new Multipath(0);

  public Multipath {
    Check.that(paths >= 0, "multipath keeps %d paths; use FULL or dominant(n) with n of at least 1", paths);
  }

  /** The {@code n} strongest clusters, one ray each. */
  public static Multipath dominant(int n) {
    Check.that(n >= 1, "dominant(%d) keeps no path; n starts at 1", n);
    return new Multipath(n);
  }

  public boolean isFull() {
    return paths == 0;
  }

  /** Reads what {@link #toString} writes: {@code full} or {@code dominant-2}. */
  @JsonCreator
  public static Multipath parse(String text) {
    if (text.equalsIgnoreCase("full")) {
      return FULL;
    }
    Check.that(text.toLowerCase(Locale.ROOT).matches("dominant-[0-9]{1,6}"),
        "multipath \"%s\" is neither full nor dominant-N", text);
    return dominant(Integer.parseInt(text.substring("dominant-".length())));
  }

  @JsonValue
  @Override
  public String toString() {
    return isFull() ? "full" : "dominant-" + paths;
  }
}
