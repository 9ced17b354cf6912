package io.wifoe.training;

import ai.djl.Device;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.wifoe.Check;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.NativeOperators.MuonCoefficients;
import java.util.Locale;

/** Which optimizer trains, and its settings but for the learning rate and the limit on the gradient. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({@JsonSubTypes.Type(value = OptimizerSettings.AdamSettings.class, name = "adam"),
  @JsonSubTypes.Type(value = OptimizerSettings.MuonSettings.class, name = "muon")})
public sealed interface OptimizerSettings permits OptimizerSettings.AdamSettings, OptimizerSettings.MuonSettings {
  /** Adam with the usual betas, without weight decay. */
  static OptimizerSettings adam() {
    return adam(0);
  }

  /** Adam with an L2 coefficient, 1e-4 in the paper. */
  static OptimizerSettings adam(double weightDecay) {
    return new AdamSettings(weightDecay);
  }

  /**
   * Muon as it was measured best here: matrices at ten times the learning rate of the rest, and three iterations of
   * Newton and Schulz, which learn nearly as much a sample as five and take less of the step. Without any decay weights
   * grow with every step until attention and bits are hard; a decay of 0.5 already slows learning down.
   */
  static OptimizerSettings muon() {
    return muon(10, 0.95, 0.1, 3);
  }

  /**
   * An optimizer of this name with its usual settings, adam or muon, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  static OptimizerSettings named(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "adam" -> adam();
      case "muon" -> muon();
      default -> throw new IllegalArgumentException("\"" + name + "\" is no optimizer; there are adam and muon");
    };
  }

  /** Muon for weight matrices, Adam for the rest; the numbers are those of {@link MuonSettings}. */
  static OptimizerSettings muon(double ratio, double momentum, double weightDecay, int iterations) {
    return new MuonSettings(ratio, momentum, weightDecay, iterations);
  }

  /**
   * An optimizer before its first step.
   *
   * @param clip largest norm of all gradients together, infinite for none
   * @param device of the parameters that it steps, where its memory lives too
   * @param precision of the products of matrices that its steps take
   */
  Optimizer optimizer(double clip, Device device, MatmulPrecision precision);

  /** The same with products of all digits. */
  default Optimizer optimizer(double clip, Device device) {
    return optimizer(clip, device, MatmulPrecision.HIGHEST);
  }

  /**
   * Refuses a learning rate that steps would break weights with, whatever the gradients.
   *
   * @throws IllegalArgumentException with a sentence that says why
   */
  default void requireFit(LearningRate rate) {}

  private static void requireDecay(double weightDecay) {
    Check.that(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY,
        "a weight decay of %s must be a number of at least 0", weightDecay);
  }

  /**
   * Settings of {@link Adam}.
   *
   * @param weightDecay L2 coefficient
   */
  record AdamSettings(double weightDecay) implements OptimizerSettings {
    public AdamSettings {
      requireDecay(weightDecay);
    }

    @Override
    public Optimizer optimizer(double clip, Device device, MatmulPrecision precision) {
      return new Adam(weightDecay, clip, device);
    }
  }

  /**
   * Settings of {@link Muon}.
   *
   * @param ratio rate of matrices over the learning rate, which is that of the rest
   * @param momentum weight of the steps before
   * @param weightDecay share of a matrix that a step of rate 1 takes away
   * @param iterations of Newton and Schulz
   */
  record MuonSettings(double ratio, double momentum, double weightDecay, int iterations) implements OptimizerSettings {
    public MuonSettings {
      Check.that(ratio > 0 && ratio < 1e6, "a ratio of rates of %s must be a positive number", ratio);
      Check.that(momentum >= 0 && momentum < 1, "a momentum of %s is outside 0 (included) to 1 (excluded)", momentum);
      requireDecay(weightDecay);
      Check.that(iterations >= 1 && iterations <= 20, "%d iterations of Newton and Schulz: there are 1 to 20",
          iterations);
    }

    /** A step takes rate x ratio x decay of a matrix away. */
    @Override
    public void requireFit(LearningRate rate) {
      Check.that(rate.peak() * ratio * weightDecay < 1, "a learning rate of %s times a ratio of %s times a weight "
          + "decay of %s takes all of a matrix away in one step; it must be less than 1", rate.peak(), ratio,
          weightDecay);
    }

    MuonCoefficients coefficients(boolean coarse) {
      return new MuonCoefficients(momentum, weightDecay, iterations, coarse);
    }

    @Override
    public Optimizer optimizer(double clip, Device device, MatmulPrecision precision) {
      return new Muon(this, clip, device, precision);
    }
  }
}
