package io.wifoe.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.wifoe.Names;

/** How task-specific parts begin that a network has none of yet; the paper does not say. */
public enum Start {
  /** Random, white. */
  RANDOM,
  /** Pilots and last layers as random mixtures of the channels of some of the task's users. */
  CHANNELS,
  /**
   * As those of a task that the model has learned, carried over to the array of the new one; of several tasks the one
   * whose parts serve some of the new users best. As {@link #CHANNELS} where the model knows none that is better.
   */
  KNOWN_TASK;

  /** What it was called before there was {@link #KNOWN_TASK}: true for {@link #CHANNELS}, false for {@link #RANDOM}. */
  static final String BEFORE = "startsFromChannels";

  /** Reads what {@link #toString} writes, and what {@link #BEFORE} says. */
  @JsonCreator
  public static Start parse(String text) {
    return switch (String.valueOf(text)) {
      case "true" -> CHANNELS;
      case "false" -> RANDOM;
      default -> Names.value(Start.class, "start", text);
    };
  }

  @JsonValue
  @Override
  public String toString() {
    return Names.of(this);
  }
}
