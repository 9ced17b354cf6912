package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.Json;
import java.util.List;
import java.util.Map;

/**
 * Sum rates that others measured, to stand beside our own.
 *
 * @param source where they come from and under which conditions they hold
 * @param tasks names of the columns, tasks or operating points
 * @param rates for each scheme one figure a task, bps/Hz
 */
public record ReferenceRates(String source, List<String> tasks, Map<String, List<Double>> rates) {
  public ReferenceRates {
    tasks = List.copyOf(tasks);
    for (Map.Entry<String, List<Double>> row : rates.entrySet()) {
      Check.that(row.getValue().size() == tasks.size(), "%s has %d figures for %d tasks", row.getKey(),
          row.getValue().size(), tasks.size());
    }
    rates = Map.copyOf(rates);
  }

  /** The paper's Table II: group 1 at 10 dB, averaged over K = 3..8; schemes ZF, WMMSE, DSC, CEP, STL and MTL. */
  public static ReferenceRates tableTwo() {
    return Resource.ALL.tableTwo;
  }

  /**
   * ZF and WMMSE on 4,000 users of each of T1..T9 drawn by QuaDRiGa, the simulator of the paper: 10 dB, averaged over
   * K = 3..8, normalised as {@link io.wifoe.task.Normalization#PAPER_CALIBRATED}.
   */
  public static ReferenceRates simulator() {
    return Resource.ALL.simulator;
  }

  /** The paper's Fig. 4 where its text gives figures: group 2 on 2,000 samples, by strategy. */
  public static ReferenceRates figureFour() {
    return Resource.ALL.figureFour;
  }

  /**
   * The paper's Table III: T1..T3 and G1..G3 at 0, 10 and 20 dB; a scheme's name is followed by source-source,
   * source-target or, but for MTL, target-target.
   */
  public static ReferenceRates tableThree() {
    return Resource.ALL.tableThree;
  }

  /**
   * One figure.
   *
   * @throws IllegalArgumentException if there is no such scheme or task
   */
  public double rate(String scheme, String task) {
    Check.that(rates.containsKey(scheme), "there are no reference rates of scheme %s, only of %s", scheme,
        rates.keySet());
    Check.that(tasks.contains(task), "there are no reference rates of task %s, only of %s", task, tasks);
    return rates.get(scheme).get(tasks.indexOf(task));
  }

  /** The resource with all of them. */
  private record Resource(ReferenceRates tableTwo, ReferenceRates figureFour, ReferenceRates tableThree,
      ReferenceRates simulator) {
    static final Resource ALL = Json.resource(ReferenceRates.class, "reference-rates.json", Resource.class);
  }
}
