package io.wifoe.channel.tr38901;

/** Probability of a line of sight to an outdoor user lower than 13 m, TR 38.901 Table 7.4.2-1. */
final class LosProbability {
  private LosProbability() {}

  /**
   * The probability in an environment (UMa, UMi or RMa) at a horizontal distance in m.
   */
  static double of(String environment, double distance2d) {
    return switch (environment) {
      case "RMa" -> distance2d <= 10 ? 1 : Math.exp(-(distance2d - 10) / 1000);
      case "UMi" -> urban(distance2d, 36);
      case "UMa" -> urban(distance2d, 63);
      default -> throw new IllegalArgumentException("no LOS probability for environment " + environment);
    };
  }

  private static double urban(double distance2d, double decay) {
    if (distance2d <= 18) {
      return 1;
    }
    double near = 18 / distance2d;
    return near + Math.exp(-distance2d / decay) * (1 - near);
  }
}
