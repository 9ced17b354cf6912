package io.wifoe.bench;

import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.model.Deployment;
import io.wifoe.model.Feedback;
import io.wifoe.model.WiFoE;
import io.wifoe.task.Configuration;
import io.wifoe.task.PaperTasks;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;

/** How soon a deployed model answers one request, on one thread. */
public final class LatencyBenchmark {
  private static final int WARM_UP = 500;
  private static final int USERS = 6;

  private LatencyBenchmark() {}

  /**
   * One measurement.
   *
   * @param model sizes, for example {@code 256 x 5}
   * @param configuration the one that is served
   * @param feedbackMilliseconds one user's bits from what it received, median
   * @param precodeMilliseconds the base station's precoders of one sample from all users' bits, median
   * @param precodeTenthMilliseconds a tenth of those requests took less; far below the median where other programs
   *     use the memory too, since reading the weights takes most of the time
   */
  public record Latency(String model, String configuration, double feedbackMilliseconds, double precodeMilliseconds,
      double precodeTenthMilliseconds) {}

  /**
   * Measures T1 with 6 users.
   *
   * @param repeats timed requests after a warm-up of 500
   */
  public static Latency measure(int width, int blocks, int repeats) {
    Configuration c = PaperTasks.T1.configuration(USERS);
    SplittableRandom random = RandomStream.root(1).random();
    ComplexMatrices received = ComplexMatrices.zeros(1, 1, c.pilots());
    for (int i = 0; i < c.pilots(); i++) {
      received.set(0, 0, i, (float) random.nextGaussian(), (float) random.nextGaussian());
    }
    boolean[] bits = new boolean[USERS * c.bits()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = random.nextBoolean();
    }
    Feedback feedback = new Feedback(1, USERS, c.bits(), bits);
    try (WiFoE model = WiFoE.builder().width(width).blocks(blocks).build()) {
      model.addHeads(List.of(c));
      Deployment deployment = model.deployment(c);
      double[] user = milliseconds(repeats, () -> deployment.feedback(received));
      double[] base = milliseconds(repeats, () -> deployment.precode(feedback));
      return new Latency(width + " x " + blocks, c.key(), StatUtils.percentile(user, 50),
          StatUtils.percentile(base, 50), StatUtils.percentile(base, 10));
    }
  }

  /** The time of each request. */
  private static double[] milliseconds(int repeats, Runnable request) {
    double[] milliseconds = new double[repeats];
    for (int i = -WARM_UP; i < repeats; i++) {
      long start = System.nanoTime();
      request.run();
      if (i >= 0) {
        milliseconds[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    return milliseconds;
  }
}
