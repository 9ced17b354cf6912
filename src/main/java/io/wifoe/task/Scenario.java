package io.wifoe.task;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Locale;

/** Outdoor scenarios of 3GPP TR 38.901 with the state of the link: line of sight, none, or drawn per user. */
public enum Scenario {
  UMA_LOS,
  UMA_NLOS,
  /** Urban macro; each user is in line of sight with the probability of TR 38.901 Table 7.4.2-1. */
  UMA,
  UMI_LOS,
  UMI_NLOS,
  /** Urban micro, street canyon; line of sight by the probability of TR 38.901 Table 7.4.2-1. */
  UMI,
  RMA_LOS,
  RMA_NLOS,
  /** Rural macro; line of sight by the probability of TR 38.901 Table 7.4.2-1. */
  RMA;

  /**
   * A scenario by its name, {@code UMa NLOS} or {@code UMA_NLOS}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  @JsonCreator
  public static Scenario parse(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no scenario; there are "
            + Arrays.stream(values()).map(Scenario::toString).collect(joining(", "))));
  }

  /** The environment's name in TR 38.901: UMa, UMi or RMa. */
  public String environment() {
    return switch (name().substring(0, 3)) {
      case "UMA" -> "UMa";
      case "UMI" -> "UMi";
      default -> "RMa";
    };
  }

  /** Whether each user's state is drawn by the standard's LOS probability. */
  public boolean isMixed() {
    return name().length() == 3;
  }

  /** Whether every user is in line of sight. */
  public boolean isLos() {
    return name().endsWith("_LOS");
  }

  @Override
  public String toString() {
    return environment() + (isMixed() ? "" : isLos() ? " LOS" : " NLOS");
  }
}
