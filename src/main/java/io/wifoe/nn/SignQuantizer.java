package io.wifoe.nn;

import ai.djl.ndarray.NDArray;

/**
 * The binary feedback q = sign(o) of Eq. (6) with sign(0) = +1, and the gradient that is used in its place. Outside
 * training every kind sends plain signs.
 */
public enum SignQuantizer {
  /** Straight-through, dq/do = 1 for |o| at most 1 and 0 elsewhere. */
  CLIPPED {
    @Override
    NDArray surrogate(Pass pass, NDArray o) {
      return o.clip(-1, 1);
    }
  },
  /**
   * Straight-through with the slope of a tanh that steepens over the training (Sohrabi, Attiah and Yu, "Deep learning
   * for distributed channel feedback and multiuser precoding in FDD massive MIMO", 2021).
   */
  ANNEALED_TANH {
    @Override
    NDArray surrogate(Pass pass, NDArray o) {
      return o.mul(pass.scalar(Math.pow(STEEPEST_SLOPE, pass.mode().progress()))).tanh();
    }
  },
  /**
   * tanh values of which a random share are replaced by their signs: none in the first 40 % of the training, ever more,
   * and all of them in the last 10 %. The gradient is that of tanh.
   */
  SOFT_TO_HARD {
    @Override
    NDArray surrogate(Pass pass, NDArray o) {
      return o.tanh();
    }

    @Override
    NDArray train(Pass pass, NDArray o) {
      double share = hardening(pass);
      NDArray soft = surrogate(pass, o);
      if (share <= 0) {
        return soft;
      }
      NDArray hard = super.train(pass, o);
      if (share >= 1) {
        return hard;
      }
      return soft.add(hard.sub(soft).stopGradient().mul(pass.mask("hard", share, o.getShape())));
    }
  },
  /**
   * As {@link #SOFT_TO_HARD}, but only bits that are soft have a gradient, and one in twenty stays soft to the end.
   * Long trainings can be led away from what they learned by the slope of hard bits; some short ones learn more with it
   * ({@code data/results/learning/any-array.md}).
   */
  SOFT_SLOPES {
    @Override
    NDArray surrogate(Pass pass, NDArray o) {
      return o.tanh();
    }

    @Override
    NDArray train(Pass pass, NDArray o) {
      NDArray soft = surrogate(pass, o);
      double share = MOST_HARD * Math.min(1, hardening(pass));
      if (share <= 0) {
        return soft;
      }
      NDArray hard = pass.mask("hard", share, o.getShape());
      return soft.mul(pass.scalar(1).sub(hard)).add(sign(o).mul(hard));
    }
  };

  /** Of the last step, after a geometric rise from 1: its tanh comes within 10 % of the sign at |o| = 0.3. */
  private static final double STEEPEST_SLOPE = 5;
  /**
   * Soft bits learn fastest, so that all are soft for long; the last tenth, in which a falling learning rate is near 0,
   * adapts to the bits that the trained model sends.
   */
  private static final double SOFT_UNTIL = 0.4;
  private static final double HARD_FROM = 0.9;
  private static final double MOST_HARD = 0.95;

  /** The function whose gradient stands in for that of the sign. */
  abstract NDArray surrogate(Pass pass, NDArray o);

  NDArray train(Pass pass, NDArray o) {
    NDArray soft = surrogate(pass, o);
    return soft.add(sign(o).sub(soft).stopGradient());
  }

  /** From values (rows, B) to feedback (rows, B) of -1 and +1 (during training of some kinds, values between). */
  public NDArray forward(Pass pass, NDArray o) {
    NDArray q = pass.record("q", pass.mode().training() ? train(pass, o) : sign(o));
    return withErrors(pass, q, pass.mode().bitErrors());
  }

  /** Feedback as it arrives if each bit is turned over with this probability. */
  public static NDArray withErrors(Pass pass, NDArray q, double probability) {
    if (probability == 0) {
      return q;
    }
    NDArray wrong = pass.mask("bit errors", probability, q.getShape());
    return q.mul(pass.scalar(1).sub(wrong.mul(pass.scalar(2))));
  }

  /** How far bits have turned hard: at most 0 while all are soft, 1 and more when they have. */
  private static double hardening(Pass pass) {
    return (pass.mode().progress() - SOFT_UNTIL) / (HARD_FROM - SOFT_UNTIL);
  }

  private static NDArray sign(NDArray o) {
    return o.gte(0).toType(o.getDataType(), false).mul(2f).sub(1f).stopGradient();
  }
}
