package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.wifoe.nn.Pass;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Configuration;
import java.util.SplittableRandom;

/**
 * What a training of an {@link AnyArray} sees beside its tasks: pilots, bits and arrays that nest. A corner of a
 * channel's array is an array too, with the same paths, and L and B may be any. Drawn for each step and task by the
 * pass's stream alone, the same for all of the task that one pass holds.
 */
final class DrawnSettings {
  private static final int FEWEST = 4;
  private static final int FEWEST_ANTENNAS = 16;

  private DrawnSettings() {}

  /** A part as it is or with another setting. */
  static AnyArray.Part part(Pass pass, AnyArrayConfig config, AntennaArray array, Transmission t) {
    Configuration c = t.configuration();
    SplittableRandom random = pass.mode().stream().of("nesting").of(c.task()).random();
    if (random.nextDouble() >= config.nesting()) {
      return new AnyArray.Part(array, t);
    }
    AntennaArray corner = corner(random, array, c.users());
    int pilots = drawn(random, Math.min(config.maxPilots(), corner.antennas()));
    int bits = drawn(random, config.maxBits());
    NDArray noise = pass.in(c.key()).gaussian("noise", new Shape(t.samples(), 2L * c.users() * pilots))
        .mul(t.noisePower().mul(pass.scalar(0.5)).sqrt()).reshape(-1, 2L * pilots);
    Configuration drawn = new Configuration(c.task(), pilots, corner.antennas(), c.users(), bits, c.pilotPower());
    return new AnyArray.Part(corner, new Transmission(drawn, t.power(), drawn.pilotColumnPower(t.power()),
        t.noisePower(), channels(pass, t.channels(), array, corner), noise));
  }

  /** At least half of the rows and of the columns, and as many antennas as users need. */
  private static AntennaArray corner(SplittableRandom random, AntennaArray array, int users) {
    int rows = random.nextInt((array.rows() + 1) / 2, array.rows() + 1);
    int columns = random.nextInt((array.columns() + 1) / 2, array.columns() + 1);
    return rows * columns < Math.max(FEWEST_ANTENNAS, users) ? array
        : new AntennaArray(rows, columns, array.verticalSpacing(), array.horizontalSpacing(), array.element());
  }

  /** Channels (rows, 2 Nt) of the first rows and columns of the array, with the power that all of it receives. */
  private static NDArray channels(Pass pass, NDArray h, AntennaArray array, AntennaArray corner) {
    if (corner.equals(array)) {
      return h;
    }
    NDArray parts = h.reshape(-1, 2, array.columns(), array.rows());
    NDArray columns = first(parts, corner.columns(), 2);
    return first(columns, corner.rows(), 3).reshape(-1, 2L * corner.antennas())
        .mul(pass.scalar(Math.sqrt((double) array.antennas() / corner.antennas())));
  }

  private static NDArray first(NDArray array, int number, int axis) {
    return number == array.getShape().get(axis) ? array : array.split(new long[] {number}, axis).get(0);
  }

  /** Uniform in its logarithm. */
  private static int drawn(SplittableRandom random, int most) {
    int least = Math.min(FEWEST, most);
    return (int) Math.round(least * Math.pow((double) most / least, random.nextDouble()));
  }
}
