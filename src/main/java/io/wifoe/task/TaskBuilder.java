package io.wifoe.task;

import io.wifoe.Check;
import java.util.List;

/** Fluent builder of {@link TaskConfig}; pilots and feedback as whole numbers or as ratios of the antennas. */
public final class TaskBuilder {
  private String name = "task";
  private AntennaArray array;
  private int[] pilots;
  private int[] feedback;
  private int minUsers = 3;
  private int maxUsers = 8;
  private double carrierGHz = 3.5;
  private List<Scenario> channels = List.of();
  private Assumptions assumptions = Assumptions.PAPER_LIKE;

  TaskBuilder() {}

  /** Short name, used in file names and tables; {@code "task"} unless set. */
  public TaskBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** The base station's antennas; required. */
  public TaskBuilder array(AntennaArray array) {
    this.array = array;
    return this;
  }

  /** Pilot length as a ratio of the antennas: {@code pilots(1, 3)} of 96 antennas are L = 32. */
  public TaskBuilder pilots(int numerator, int denominator) {
    this.pilots = new int[] {numerator, denominator};
    return this;
  }

  /** Pilot length L as a whole number. */
  public TaskBuilder pilotLength(int length) {
    this.pilots = new int[] {length};
    return this;
  }

  /** Feedback bits as a ratio of the antennas: {@code feedback(1, 4)} of 96 antennas are B = 24. */
  public TaskBuilder feedback(int numerator, int denominator) {
    this.feedback = new int[] {numerator, denominator};
    return this;
  }

  /** Feedback bits B of each user as a whole number. */
  public TaskBuilder feedbackBits(int bits) {
    this.feedback = new int[] {bits};
    return this;
  }

  /** Every number of users from {@code min} to {@code max}; 3..8 unless set. */
  public TaskBuilder users(int min, int max) {
    this.minUsers = min;
    this.maxUsers = max;
    return this;
  }

  /** One number of users. */
  public TaskBuilder users(int users) {
    return users(users, users);
  }

  /** Carrier frequency in GHz; 3.5 unless set. */
  public TaskBuilder carrierGHz(double carrierGHz) {
    this.carrierGHz = carrierGHz;
    return this;
  }

  /** TR 38.901 scenarios, in equal shares; none for own channels. */
  public TaskBuilder channels(Scenario... scenarios) {
    return channels(List.of(scenarios));
  }

  /** TR 38.901 scenarios, in equal shares; none for own channels. */
  public TaskBuilder channels(List<Scenario> scenarios) {
    this.channels = scenarios;
    return this;
  }

  /**
   * What the paper does not state; {@link Assumptions#PAPER_LIKE} unless set, for own channels too, which use of it
   * normalisation and pilot power.
   */
  public TaskBuilder assumptions(Assumptions assumptions) {
    Check.that(assumptions != null, "a task needs assumptions, for example Assumptions.PAPER_LIKE");
    this.assumptions = assumptions;
    return this;
  }

  /** How TR 38.901 is read. */
  public TaskBuilder reading(Reading reading) {
    return assumptions(assumptions.withReading(reading));
  }

  /** How many paths of each channel are kept. */
  public TaskBuilder multipath(Multipath multipath) {
    return assumptions(assumptions.withMultipath(multipath));
  }

  /** How raw channels become those of a sample. */
  public TaskBuilder normalization(Normalization normalization) {
    return assumptions(assumptions.withNormalization(normalization));
  }

  /** Power of each pilot column. */
  public TaskBuilder pilotPower(PilotPower pilotPower) {
    return assumptions(assumptions.withPilotPower(pilotPower));
  }

  /**
   * The task.
   *
   * @throws IllegalArgumentException if a value is missing, a ratio is not whole or a rule is broken; the message
   *     carries the value and the rule
   */
  public TaskConfig build() {
    Check.that(array != null, "a task needs an antenna array, for example .array(upa(12, 8))");
    Check.that(pilots != null, "a task needs pilots, for example .pilots(1, 3) or .pilotLength(32)");
    Check.that(feedback != null, "a task needs feedback, for example .feedback(1, 4) or .feedbackBits(24)");
    return new TaskConfig(name, array, whole("pilot length", pilots), whole("feedback bits", feedback),
        minUsers, maxUsers, carrierGHz, channels, assumptions);
  }

  private int whole(String what, int[] value) {
    if (value.length == 1) {
      return value[0];
    }
    Check.that(value[1] >= 1, "%s %d/%d: the denominator starts at 1", what, value[0], value[1]);
    long product = (long) value[0] * array.antennas();
    Check.that(product % value[1] == 0, "%s %d/%d of %d antennas is %s, not a whole number",
        what, value[0], value[1], array.antennas(), (double) product / value[1]);
    Check.that(product / value[1] <= Integer.MAX_VALUE, "%s %d/%d of %d antennas is %d, more than %d", what, value[0],
        value[1], array.antennas(), product / value[1], Integer.MAX_VALUE);
    return (int) (product / value[1]);
  }
}
