package io.wifoe.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How raw channels, path gain included, become the channels of a sample H = [h_1 .. h_K]. The paper does not state
 * its own; which one is used decides absolute sum rates, so it is printed with every result.
 *
 * @param kind the rule
 * @param power the mean of ||h_k||^2 after normalisation; 0 for {@link Kind#NONE}
 * @param gainStdDb standard deviation in dB of the log-normal user gain; 0 but for {@link Kind#PAPER_CALIBRATED}
 * @param meanSquareNorm the mean of ||h_k||^2 before normalisation that {@link Kind#DATASET_MEAN} divides by; 0 until
 *     a data set has filled it in, and for the other kinds
 */
public record Normalization(Kind kind, double power, double gainStdDb, double meanSquareNorm) {

  /** The rules. */
  public enum Kind {
    /** Channels as they are. */
    NONE,
    /** Every user's channel alone to ||h_k||^2 = power. */
    UNIT_USER,
    /** One factor for all users of a data set, so that path gain and shadowing stay: mean ||h_k||^2 = power. */
    DATASET_MEAN,
    /**
     * Every user's channel to unit norm, times a log-normal user gain drawn for each sample, then the whole sample to
     * ||H||_F^2 = power K.
     */
    PAPER_CALIBRATED
  }

  /** Channels as they are. */
  public static final Normalization NONE = new Normalization(Kind.NONE, 0, 0, 0);

  /** Every channel to unit norm. */
  public static final Normalization UNIT_USER = new Normalization(Kind.UNIT_USER, 1, 0, 0);

  /** One factor for the data set, mean ||h_k||^2 = 1. */
  public static final Normalization DATASET_MEAN = new Normalization(Kind.DATASET_MEAN, 1, 0, 0);

  /**
   * User gains of 6.3 dB and ||H||_F^2 = 4.1 K: two numbers fitted so that ZF and WMMSE on independent reference
   * channels come closest to the paper's Table II. The default for reproducing the paper; a fit, not knowledge.
   */
  public static final Normalization PAPER_CALIBRATED = new Normalization(Kind.PAPER_CALIBRATED, 4.1, 6.3, 0);

  private static final List<Normalization> NAMED = List.of(NONE, UNIT_USER, DATASET_MEAN, PAPER_CALIBRATED);

  public Normalization {
    Check.that(kind != null, "a normalisation needs a kind, for example PAPER_CALIBRATED");
    Check.that(kind == Kind.NONE ? power == 0 : power > 0 && power < 1e12,
        "normalisation %s with power %s: it must be positive (and 0 for NONE)", kind, power);
    Check.that(kind == Kind.PAPER_CALIBRATED ? gainStdDb >= 0 && gainStdDb < 100 : gainStdDb == 0,
        "normalisation %s with a user gain of %s dB: 0 to 100 dB, and 0 but for PAPER_CALIBRATED", kind, gainStdDb);
    Check.that(kind == Kind.DATASET_MEAN ? meanSquareNorm >= 0 && meanSquareNorm < 1e300 : meanSquareNorm == 0,
        "normalisation %s with a mean square norm of %s: not negative, and 0 but for DATASET_MEAN",
        kind, meanSquareNorm);
  }

  /** The named rule with its own numbers: {@code none}, {@code unit-user}, {@code dataset-mean}, ... */
  public static Normalization parse(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "none" -> NONE;
      case "unit-user" -> UNIT_USER;
      case "dataset-mean" -> DATASET_MEAN;
      case "paper-calibrated" -> PAPER_CALIBRATED;
      default -> throw new IllegalArgumentException("normalisation \"" + name
          + "\" is none of none, unit-user, dataset-mean, paper-calibrated");
    };
  }

  /** The same rule with another mean of ||h_k||^2. */
  public Normalization withPower(double other) {
    return new Normalization(kind, other, gainStdDb, meanSquareNorm);
  }

  /** The same rule with another standard deviation of the user gain, in dB. */
  public Normalization withGainStdDb(double other) {
    return new Normalization(kind, power, other, meanSquareNorm);
  }

  /** The same rule with the divisor that a data set was found to need. */
  public Normalization withMeanSquareNorm(double other) {
    return new Normalization(kind, power, gainStdDb, other);
  }

  /** Whether a data set's mean square norm is still to be filled in. */
  public boolean needsMeanSquareNorm() {
    return kind == Kind.DATASET_MEAN && meanSquareNorm == 0;
  }

  /** A named rule as its name; one with other numbers as an object of its components. */
  @JsonValue
  Object json() {
    if (NAMED.contains(this)) {
      return name();
    }
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("kind", kind.name());
    numbers.put("power", power);
    numbers.put("gainStdDb", gainStdDb);
    numbers.put("meanSquareNorm", meanSquareNorm);
    return numbers;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Normalization ofJson(JsonNode json) {
    if (json.isTextual()) {
      return parse(json.textValue());
    }
    Check.that(json.isObject() && json.size() == 4 && json.path("kind").isTextual() && json.path("power").isNumber()
        && json.path("gainStdDb").isNumber() && json.path("meanSquareNorm").isNumber(),
        "normalisation %s is neither a name such as \"paper-calibrated\" nor an object of kind, power, gainStdDb and "
            + "meanSquareNorm", json);
    Kind kind = List.of(Kind.values()).stream().filter(k -> k.name().equals(json.get("kind").textValue())).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("normalisation kind " + json.get("kind") + " is none of "
            + List.of(Kind.values())));
    return new Normalization(kind, json.get("power").doubleValue(), json.get("gainStdDb").doubleValue(),
        json.get("meanSquareNorm").doubleValue());
  }

  private String name() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The rule's name, as {@link #parse} reads it, and its numbers. */
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> name();
      case UNIT_USER -> "%s (||h||^2 = %s)".formatted(name(), power);
      case DATASET_MEAN -> "%s (mean ||h||^2 = %s%s)".formatted(name(), power,
          meanSquareNorm == 0 ? "" : String.format(Locale.ROOT, ", %.4g before", meanSquareNorm));
      case PAPER_CALIBRATED -> "%s (user gain %s dB, ||H||^2 = %s K)".formatted(name(), gainStdDb, power);
    };
  }
}
