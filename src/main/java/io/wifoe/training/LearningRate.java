package io.wifoe.training;

import io.wifoe.Check;

/**
 * A learning rate over the steps of a training: a linear warm-up to the peak, then constant or half a cosine down to
 * zero.
 *
 * @param peak highest rate
 * @param warmup steps of the warm-up
 * @param cosine whether the rate falls after the warm-up
 */
public record LearningRate(double peak, int warmup, boolean cosine) {
  private static final int LONGEST_USUAL_WARMUP = 50;

  public LearningRate {
    Check.that(peak > 0 && peak < 1, "learning rate %s is outside 0..1", peak);
    Check.that(warmup >= 0, "a warm-up of %d steps is negative", warmup);
  }

  public static LearningRate constant(double rate) {
    return new LearningRate(rate, 0, false);
  }

  public static LearningRate cosine(double peak, int warmup) {
    return new LearningRate(peak, warmup, true);
  }

  /** The warm-up of trainings of so many steps, unless another is asked for: a tenth of them, 50 at most. */
  public static int usualWarmup(long steps) {
    return (int) Math.min(LONGEST_USUAL_WARMUP, steps / 10);
  }

  /** The rate of step {@code step} (from 0) of {@code steps}. */
  public double at(long step, long steps) {
    double rising = warmup == 0 ? 1 : Math.min(1, (step + 1.0) / warmup);
    double progress = steps <= warmup ? 0 : Math.max(0, (double) (step - warmup) / (steps - warmup));
    return peak * rising * (cosine ? 0.5 * (1 + Math.cos(Math.PI * progress)) : 1);
  }
}
