package io.wifoe.training;

import io.wifoe.Check;

/**
 * Training with little traffic (DiLoCo: Douillard and others, arXiv 2311.08105): in each round all workers take steps
 * of their own from the same weights, on samples of their own, and what their weights have changed by on average is the
 * gradient of one outer step, SGD with Nesterov's momentum. Weights travel once in a round instead of gradients in each
 * step. A worker's optimizer begins every round anew, so that a round is a function of its weights and number alone and
 * anybody can do a lost worker's part; in the article workers keep their optimizers' memory.
 *
 * @param workers that take part, each with a batch of its own in every step
 * @param steps of each worker in a round
 * @param rate of the outer step; 1 without momentum is the mean of the workers' weights
 * @param momentum of the outer steps before
 */
public record Rounds(int workers, long steps, double rate, double momentum) {
  /** Steps of a round unless something else is asked for. */
  public static final int USUAL_STEPS = 20;

  public Rounds {
    Check.that(workers >= 1, "%d workers: the number starts at 1", workers);
    Check.that(steps >= 1, "rounds of %d steps: the number starts at 1", steps);
    Check.that(rate > 0 && rate < 1e6, "an outer rate of %s must be a positive number", rate);
    Check.that(momentum >= 0 && momentum < 1, "an outer momentum of %s is outside 0 (included) to 1 (excluded)",
        momentum);
  }

  /**
   * Rounds with the outer step that was measured best here, in short trainings with Muon: a rate of 1 and a momentum of
   * 0.5. The article has 0.7 and 0.9, which go too far where bits turn hard.
   */
  public static Rounds of(int workers, long steps) {
    return new Rounds(workers, steps, 1, 0.5);
  }
}
