package io.wifoe.task;

import io.wifoe.Names;
import java.util.List;

/**
 * The scenarios of T1..T3, from which Group 3 differs. The paper's Table I prints "UMa/UMi NLOS" for them and for
 * Group 3 alike, and its text puts Group 3 "within the UMa NLOS scenario".
 */
public enum SourceDomain {
  /** The table's wording: samples of UMa and samples of UMi, as many of each. */
  UMA_AND_UMI(List.of(Scenario.UMA_NLOS, Scenario.UMI_NLOS)),
  /** UMi alone, under which Group 3 is a domain that pretraining never saw. */
  UMI_ONLY(List.of(Scenario.UMI_NLOS));

  private final List<Scenario> scenarios;

  SourceDomain(List<Scenario> scenarios) {
    this.scenarios = scenarios;
  }

  public List<Scenario> scenarios() {
    return scenarios;
  }

  /** Reads {@code uma-and-umi} or {@code umi-only}. */
  public static SourceDomain parse(String text) {
    return Names.value(SourceDomain.class, "source domain", text);
  }

  @Override
  public String toString() {
    return Names.of(this);
  }
}
