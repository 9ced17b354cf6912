package io.wifoe.training;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.wifoe.Check;

/** Which optimizer trains, and its settings but for the learning rate and the limit on the gradient. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes(@JsonSubTypes.Type(value = OptimizerSettings.AdamSettings.class, name = "adam"))
public sealed interface OptimizerSettings permits OptimizerSettings.AdamSettings {
  /** Adam with the usual betas, without weight decay. */
  static OptimizerSettings adam() {
    return adam(0);
  }

  /** Adam with an L2 coefficient, 1e-4 in the paper. */
  static OptimizerSettings adam(double weightDecay) {
    return new AdamSettings(weightDecay);
  }

  /**
   * An optimizer before its first step.
   *
   * @param clip largest norm of all gradients together, infinite for none
   */
  Optimizer optimizer(double clip);

  /**
   * Settings of {@link Adam}.
   *
   * @param weightDecay L2 coefficient
   */
  record AdamSettings(double weightDecay) implements OptimizerSettings {
    public AdamSettings {
      Check.that(weightDecay >= 0, "weight decay %s is negative", weightDecay);
    }

    @Override
    public Optimizer optimizer(double clip) {
      return new Adam(weightDecay, clip);
    }
  }
}
