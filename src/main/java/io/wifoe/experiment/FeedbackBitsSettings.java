package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.Estimate;
import io.wifoe.precoding.BeamCodebook;
import io.wifoe.task.Multipath;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@link FeedbackBits} measures.
 *
 * @param task array, pilots, scenarios and assumptions; its own bits and multipath are replaced by those below
 * @param multipaths paths that are kept of each channel, one point of the rank each
 * @param bits feedback bits B of each user, ascending
 * @param users numbers of users K
 * @param snrDb signal-to-noise ratio in dB
 * @param samples test samples of each K
 * @param trainingUsers users from which the covariance of channels and codebooks are learned
 * @param seed of test channels and pilot noise; training users are of the seed after it
 */
public record FeedbackBitsSettings(TaskConfig task, List<Multipath> multipaths, List<Integer> bits,
    List<Integer> users, double snrDb, int samples, int trainingUsers, long seed) {
  public FeedbackBitsSettings {
    multipaths = List.copyOf(multipaths);
    bits = List.copyOf(bits);
    users = List.copyOf(users);
    Check.that(!task.channels().isEmpty(), "task %s names no scenario; its channels are drawn", task.name());
    Check.that(!multipaths.isEmpty() && !bits.isEmpty() && !users.isEmpty(),
        "%d multipath settings, %d numbers of bits and %d of users; there is one of each at least", multipaths.size(),
        bits.size(), users.size());
    Check.that(Set.copyOf(multipaths).size() == multipaths.size() && Set.copyOf(users).size() == users.size(),
        "multipath settings %s and numbers of users %s: each may be there once", multipaths, users);
    Check.that(bits.stream().sorted().distinct().toList().equals(bits), "bits %s must rise", bits);
    Estimate.requireInterval(samples);
    Check.that(trainingUsers >= task.antennas(), "%d training users leave the covariance of %d antennas without full "
        + "rank; take as many users at least", trainingUsers, task.antennas());
  }

  /**
   * Those of a scale, where {@code SMOKE} only shows that everything runs. The bits of type I beams and the task's own
   * are among those that are measured, so that all schemes meet at the same bits.
   */
  public static FeedbackBitsSettings of(TaskConfig task, Scale scale) {
    boolean smoke = scale == Scale.SMOKE;
    return new FeedbackBitsSettings(task,
        smoke ? List.of(Multipath.dominant(2), Multipath.FULL) : List.of(Multipath.dominant(1), Multipath.dominant(2),
            Multipath.dominant(4), Multipath.dominant(8), Multipath.FULL),
        bits(task, smoke ? List.of(4, 8) : List.of(4, 8, 16, 24, 32, 48)), List.of(4), 10, smoke ? 20 : 400,
        smoke ? 500 : 20_000, 1);
  }

  private static List<Integer> bits(TaskConfig task, List<Integer> usual) {
    return Stream.concat(usual.stream(), Stream.of(BeamCodebook.typeOne(task.array()).bits(), task.bits())).sorted()
        .distinct().toList();
  }

  /** The task with other paths and another number of bits. */
  TaskConfig task(Multipath multipath, int b) {
    return task.toBuilder().name(task.name() + "-" + multipath + "-" + b).multipath(multipath).feedbackBits(b).build();
  }

  /** The paths for which losses are drawn: the task's own if they are measured, otherwise the first. */
  public Multipath lossesAt() {
    Multipath own = task.assumptions().multipath();
    return multipaths.contains(own) ? own : multipaths.get(0);
  }
}
