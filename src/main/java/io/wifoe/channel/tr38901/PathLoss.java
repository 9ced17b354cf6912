package io.wifoe.channel.tr38901;

/** Path loss, TR 38.901 Table 7.4.1-1, for outdoor users lower than 13 m; always at the true carrier. */
final class PathLoss {
  private static final double SPEED_OF_LIGHT = 3e8; // the standard's own value, note 1 of Table 7.4.1-1
  /** Effective environment height of UMa and UMi below 13 m. */
  private static final double ENVIRONMENT_HEIGHT = 1;

  private final ParameterTables.Environment environment;
  private final double carrierGHz;

  PathLoss(ParameterTables.Environment environment, double carrierGHz) {
    this.environment = environment;
    this.carrierGHz = carrierGHz;
  }

  /** Breakpoint distance, m. */
  double breakpoint(Position p) {
    double carrier = carrierGHz * 1e9 / SPEED_OF_LIGHT;
    return environment.pathLoss() == null
        ? 2 * Math.PI * p.baseHeight() * p.userHeight() * carrier
        : 4 * (p.baseHeight() - ENVIRONMENT_HEIGHT) * (p.userHeight() - ENVIRONMENT_HEIGHT) * carrier;
  }

  /** Path loss with a line of sight, dB. */
  double los(Position p) {
    return environment.pathLoss() == null ? ruralLos(p) : urbanLos(p);
  }

  /** Path loss without a line of sight, dB; never less than with one. */
  double nlos(Position p) {
    return Math.max(los(p), environment.pathLoss() == null ? ruralNlos(p) : urbanNlos(p));
  }

  private double urbanLos(Position p) {
    ParameterTables.UrbanLos c = environment.pathLoss().los();
    double common = c.intercept() + 20 * Math.log10(carrierGHz);
    double breakpoint = breakpoint(p);
    if (p.distance2d() <= breakpoint) {
      return common + c.slope() * Math.log10(p.distance3d());
    }
    double height = p.baseHeight() - p.userHeight();
    return common + c.slopeBeyond() * Math.log10(p.distance3d())
        - c.heights() * Math.log10(breakpoint * breakpoint + height * height);
  }

  private double urbanNlos(Position p) {
    ParameterTables.UrbanNlos c = environment.pathLoss().nlos();
    return c.intercept() + c.slope() * Math.log10(p.distance3d()) + c.frequency() * Math.log10(carrierGHz)
        - c.userHeight() * (p.userHeight() - 1.5);
  }

  private double ruralLos(Position p) {
    double breakpoint = breakpoint(p);
    return p.distance2d() <= breakpoint ? ruralNear(p.distance3d())
        : ruralNear(breakpoint) + 40 * Math.log10(p.distance3d() / breakpoint);
  }

  private double ruralNear(double distance) {
    double h = environment.buildingHeight();
    double h172 = Math.pow(h, 1.72);
    return 20 * Math.log10(40 * Math.PI * distance * carrierGHz / 3) + Math.min(0.03 * h172, 10) * Math.log10(distance)
        - Math.min(0.044 * h172, 14.77) + 0.002 * Math.log10(h) * distance;
  }

  private double ruralNlos(Position p) {
    double h = environment.buildingHeight();
    double logBase = Math.log10(p.baseHeight());
    double user = Math.log10(11.75 * p.userHeight());
    double relative = h / p.baseHeight();
    return 161.04 - 7.1 * Math.log10(environment.streetWidth()) + 7.5 * Math.log10(h)
        - (24.37 - 3.7 * relative * relative) * logBase
        + (43.42 - 3.1 * logBase) * (Math.log10(p.distance3d()) - 3)
        + 20 * Math.log10(carrierGHz) - (3.2 * user * user - 4.97);
  }
}
