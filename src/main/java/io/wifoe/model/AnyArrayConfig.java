package io.wifoe.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.wifoe.Check;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.SteeredHeads;
import io.wifoe.task.TaskConfig;
import java.util.List;

/**
 * The sizes of an {@link AnyArray} and how it is trained.
 *
 * @param network sizes that WiFo-E has too; its heads are one set, whatever it says of heads per task
 * @param directions S
 * @param maxPilots the most pilots L it can send
 * @param maxBits the most bits B it can send
 * @param nesting share of the training's batches whose L, B and part of the array are drawn, see {@link DrawnSettings}
 * @param bitErrors probability that a bit of the feedback is turned over in training
 */
public record AnyArrayConfig(WiFoEConfig network, int directions, int maxPilots, int maxBits, double nesting,
    double bitErrors) {
  /** Numbers that tell a configuration, see {@link AnyArray}. */
  static final int FACTS = 8;

  public AnyArrayConfig {
    Check.that(network != null, "a model for any array needs the sizes of a network");
    Check.that(network.encoderLayers() >= 1, "%d encoder layers: what differs between arrays is the first of them",
        network.encoderLayers());
    Check.that(directions >= 1, "%d directions see nothing; the number starts at 1", directions);
    Check.that(maxPilots >= 1 && maxBits >= 1, "at most %d pilots and %d bits: both numbers start at 1", maxPilots,
        maxBits);
    Check.that(nesting >= 0 && nesting <= 1, "a share of %s of batches with drawn settings is outside 0..1", nesting);
    Check.that(bitErrors >= 0 && bitErrors <= 0.5, "bits that are wrong with probability %s: it is outside 0..0.5",
        bitErrors);
  }

  /** 256 directions, 64 pilots, 64 bits, a tenth of the batches with drawn settings, no bit errors. */
  public static AnyArrayConfig of(WiFoEConfig network) {
    return new AnyArrayConfig(network, 256, 64, 64, 0.1, 0);
  }

  public AnyArrayConfig withDirections(int other) {
    return new AnyArrayConfig(network, other, maxPilots, maxBits, nesting, bitErrors);
  }

  public AnyArrayConfig withMost(int pilots, int bits) {
    return new AnyArrayConfig(network, directions, pilots, bits, nesting, bitErrors);
  }

  /** The same with room for the pilots and bits of these tasks. */
  public AnyArrayConfig withRoomFor(List<TaskConfig> tasks) {
    return withMost(tasks.stream().mapToInt(TaskConfig::pilots).reduce(maxPilots, Math::max),
        tasks.stream().mapToInt(TaskConfig::bits).reduce(maxBits, Math::max));
  }

  public AnyArrayConfig withNesting(double other) {
    return new AnyArrayConfig(network, directions, maxPilots, maxBits, other, bitErrors);
  }

  public AnyArrayConfig withBitErrors(double other) {
    return new AnyArrayConfig(network, directions, maxPilots, maxBits, nesting, other);
  }

  /**
   * Whether there is room for a task's pilots and bits.
   *
   * @throws IllegalArgumentException if there is not
   */
  public void requireRoomFor(TaskConfig task) {
    Check.that(task.pilots() <= maxPilots && task.bits() <= maxBits,
        "%s has %d pilots and %d bits; this model sends at most %d and %d", task.name(), task.pilots(), task.bits(),
        maxPilots, maxBits);
  }

  /** Learnable numbers, however many tasks it serves. */
  public long parameters() {
    return network.trunkParameters() + heads().parameters().stream().mapToLong(ParameterSpec::size).sum();
  }

  @JsonIgnore
  SteeredHeads heads() {
    return new SteeredHeads(directions, maxPilots, network.encoder(2 * directions, maxBits), network.width(), FACTS,
        network.output());
  }
}
