package io.wifoe.channel.tr38901;

/** Zenith offset of departure without a line of sight, Tables 7.5-7 to 7.5-9; negative offsets point upwards. */
final class ZenithOffset {
  private ZenithOffset() {}

  /**
   * The offset in degrees.
   *
   * @param environment UMa, UMi or RMa
   * @param carrierGHz carrier after the clip of Table 7.5-6
   */
  static double of(String environment, double carrierGHz, Position p) {
    return switch (environment) {
      case "UMa" -> urbanMacro(Math.log10(carrierGHz), p);
      case "UMi" -> -Math.pow(10, -1.5 * Math.log10(Math.max(10, p.distance2d())) + 3.3);
      case "RMa" -> Math.toDegrees(Math.atan((35 - 3.5) / p.distance2d()) - Math.atan((35 - 1.5) / p.distance2d()));
      default -> throw new IllegalArgumentException("no zenith offset for environment " + environment);
    };
  }

  private static double urbanMacro(double logCarrier, Position p) {
    double a = 0.208 * logCarrier - 0.782;
    double c = -0.13 * logCarrier + 2.03;
    double e = 7.66 * logCarrier - 5.96;
    return e - Math.pow(10, a * Math.log10(Math.max(25, p.distance2d())) + c - 0.07 * (p.userHeight() - 1.5));
  }
}
