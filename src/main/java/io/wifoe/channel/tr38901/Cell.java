package io.wifoe.channel.tr38901;

import io.wifoe.Check;
import io.wifoe.task.Scenario;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Where users of a base station at the origin are dropped, uniform in area (step 1).
 *
 * @param shape sector or disc
 * @param radius largest horizontal distance, m
 * @param minDistance smallest horizontal distance, m
 * @param baseHeight height of the array, m
 * @param userHeight height of every user, m
 */
public record Cell(Shape shape, double radius, double minDistance, double baseHeight, double userHeight) {
  /** The area users stand in. */
  public enum Shape {
    /** 120 degrees around the array's broadside. */
    SECTOR,
    /** All around. */
    DISC
  }

  private static final double SECTOR_DEGREES = 120;

  public Cell {
    Check.that(shape != null, "a cell is a SECTOR or a DISC");
    Check.that(minDistance > 0 && minDistance < radius && radius <= 10_000,
        "users between %s m and %s m: distances must rise and lie in 0..10000 m", minDistance, radius);
    Check.that(userHeight >= 1.5 && userHeight < 13,
        "user height %s m is outside 1.5..13 m, for which the outdoor path losses hold", userHeight);
    Check.that(baseHeight >= 5 && baseHeight <= 150, "base station height %s m is outside 5..150 m", baseHeight);
  }

  /**
   * The usual cell of a scenario: a sector that reaches {@code 1/sqrt(3)} of the inter-site distance (500 m in UMa,
   * 200 m in UMi, 1732 m in RMa), with the heights and smallest distances of Tables 7.2-1 and 7.2-3.
   */
  public static Cell of(Scenario scenario) {
    ParameterTables.Environment e = ParameterTables.standard().environments().get(scenario.environment());
    double radius = e.interSiteDistance() / Math.sqrt(3);
    return new Cell(Shape.SECTOR, radius, e.minDistance(), e.baseHeight(), e.userHeight());
  }

  public Cell withShape(Shape other) {
    return new Cell(other, radius, minDistance, baseHeight, userHeight);
  }

  /** The same cell with other distances, m. */
  public Cell withDistances(double smallest, double largest) {
    return new Cell(shape, largest, smallest, baseHeight, userHeight);
  }

  /** The same cell with other heights, m. */
  public Cell withHeights(double base, double user) {
    return new Cell(shape, radius, minDistance, base, user);
  }

  /** Drops a user. */
  Position drop(SplittableRandom random) {
    double r2 = minDistance * minDistance + random.nextDouble() * (radius * radius - minDistance * minDistance);
    double width = shape == Shape.SECTOR ? SECTOR_DEGREES : 360;
    return new Position(Math.sqrt(r2), (random.nextDouble() - 0.5) * width, baseHeight, userHeight);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s of %.0f..%.0f m, heights %s and %s m",
        shape.name().toLowerCase(Locale.ROOT), minDistance, radius, baseHeight, userHeight);
  }
}
