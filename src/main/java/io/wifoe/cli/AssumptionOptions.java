package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.task.Assumptions;
import io.wifoe.task.Multipath;
import io.wifoe.task.Normalization;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.PilotPower;
import io.wifoe.task.Reading;
import io.wifoe.task.SourceDomain;
import io.wifoe.task.TaskConfig;
import picocli.CommandLine.Option;

/** What the paper does not state, the same on every command; a task's own unless given. */
final class AssumptionOptions {
  @Option(names = "--reading", paramLabel = "NAME",
      description = "of TR 38.901: standard or quadriga-like (default: the task's; quadriga-like for Table I)")
  private String reading;

  @Option(names = "--multipath", paramLabel = "NAME", description = "full or dominant-N, the N strongest clusters with "
      + "one ray each (default: the task's; dominant-2 for Table I)")
  private String multipath;

  @Option(names = "--normalization", paramLabel = "NAME", description = "none, unit-user, dataset-mean or "
      + "paper-calibrated (default: the set's or the task's; paper-calibrated for Table I)")
  private String normalization;

  @Option(names = "--pilot-power", paramLabel = "NAME", description = "of a pilot column: total (E_s = P) or "
      + "per-antenna (E_s = Nt P) (default: the model's or the task's; per-antenna for Table I)")
  private String pilotPower;

  @Option(names = "--source-domain", paramLabel = "NAME", description = "scenarios of T1..T3: uma-and-umi, the table's "
      + "wording, or umi-only, under which G1..G3 are unseen (default: uma-and-umi)")
  private String sourceDomain;

  /** The task under what is given. */
  TaskConfig of(TaskConfig task) {
    Assumptions assumptions = task.assumptions();
    if (reading != null) {
      assumptions = assumptions.withReading(Reading.parse(reading));
    }
    if (multipath != null) {
      assumptions = assumptions.withMultipath(Multipath.parse(multipath));
    }
    if (normalization != null) {
      assumptions = assumptions.withNormalization(Normalization.parse(normalization));
    }
    if (pilotPower != null) {
      assumptions = assumptions.withPilotPower(PilotPower.parse(pilotPower));
    }
    TaskConfig changed = task.withAssumptions(assumptions);
    SourceDomain domain = sourceDomain();
    return domain == null ? changed : PaperTasks.inDomain(changed, domain);
  }

  /** The source domain that is given, null for none. */
  SourceDomain sourceDomain() {
    return sourceDomain == null ? null : SourceDomain.parse(sourceDomain);
  }

  /** The normalisation that is given, or else another. */
  Normalization normalizationOr(Normalization other) {
    return normalization == null ? other : Normalization.parse(normalization);
  }

  /** The pilot power that is given, null for none. */
  PilotPower pilotPower() {
    return pilotPower == null ? null : PilotPower.parse(pilotPower);
  }

  /** Refuses what says how channels are drawn where they are there already. */
  void requireNoneOfDrawing(String channels) {
    Check.that(reading == null && multipath == null && sourceDomain == null, "channels %s are not drawn from TR 38.901 "
        + "here; --reading, --multipath and --source-domain say how that is done", channels);
  }
}
