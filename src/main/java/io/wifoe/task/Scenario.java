package io.wifoe.task;

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
