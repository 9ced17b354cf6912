package io.wifoe.task;

import io.wifoe.Check;

/**
 * One system configuration C = {L, Nt, K, B}, Eq. (10): the unit that owns task-specific network parts.
 *
 * @param task name of the task it belongs to
 * @param pilots pilot length L
 * @param antennas transmit antennas Nt
 * @param users users K served at once
 * @param bits feedback bits B of each user
 * @param pilotPower power of each pilot column, see {@link #pilotColumnPower}
 */
public record Configuration(String task, int pilots, int antennas, int users, int bits,
    PilotPower pilotPower) {
  public Configuration {
    Check.that(task != null && !task.isBlank(), "a configuration needs the name of its task");
    Check.that(antennas >= 1, "%d antennas are too few; Nt starts at 1", antennas);
    Check.that(pilots >= 1 && pilots <= antennas, "pilot length %d must be between 1 and the %d antennas", pilots,
        antennas);
    Check.that(users >= 1 && users <= antennas, "%d users exceed %d antennas; K must be between 1 and Nt", users,
        antennas);
    Check.that(bits >= 1, "%d feedback bits say nothing; B starts at 1", bits);
    Check.that(pilotPower != null, "a configuration needs a pilot power, total or per-antenna");
  }

  /** E_s of each pilot column for a precoder of power P, linear. */
  public double pilotColumnPower(double power) {
    return pilotPower.of(power, antennas);
  }

  /** The same configuration with other feedback. */
  public Configuration withBits(int other) {
    return new Configuration(task, pilots, antennas, users, other, pilotPower);
  }

  /** The same configuration for another number of users. */
  public Configuration withUsers(int other) {
    return new Configuration(task, pilots, antennas, other, bits, pilotPower);
  }

  /** A short unique name, for example {@code T1/K5}. */
  public String key() {
    return task + "/K" + users;
  }
}
