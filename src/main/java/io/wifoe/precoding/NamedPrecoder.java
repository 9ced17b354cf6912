package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;

/**
 * A precoder under a name of one's own.
 *
 * @param precoder what does the work
 * @param name in tables and charts
 */
record NamedPrecoder(Precoder precoder, String name) implements Precoder {
  NamedPrecoder {
    Check.that(name != null && !name.isBlank(), "a precoder's name is empty; tables and charts need one");
  }

  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
    return precoder.precode(channels, link);
  }

  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link, long first) {
    return precoder.precode(channels, link, first);
  }

  @Override
  public PilotPower pilotPower() {
    return precoder.pilotPower();
  }
}
