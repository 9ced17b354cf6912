package io.wifoe.task;

import static io.wifoe.task.AntennaArray.upa;
import static io.wifoe.task.AntennaArray.verticalUla;
import static io.wifoe.task.Scenario.RMA_LOS;
import static io.wifoe.task.Scenario.UMA_LOS;
import static io.wifoe.task.Scenario.UMA_NLOS;
import static io.wifoe.task.Scenario.UMI_LOS;
import static io.wifoe.task.Scenario.UMI_NLOS;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tasks of the paper's Table I, all under {@link Assumptions#PAPER_LIKE}. Every task is run with K = 3..8 users.
 *
 * <p>Two readings of the table are choices: T1..T3 have samples of UMa and samples of UMi NLOS, as many of each, see
 * {@link SourceDomain}; the 64x1 ULA of T7 stands upright, since
 * 12x8 means rows x columns elsewhere in the table.
 */
public final class PaperTasks {
  public static final TaskConfig T1 = task("T1", upa(12, 8), 1, 3, 1, 4, 3.7, UMA_NLOS, UMI_NLOS);
  public static final TaskConfig T2 = task("T2", upa(12, 6), 2, 9, 2, 9, 2.4, UMA_NLOS, UMI_NLOS);
  public static final TaskConfig T3 = task("T3", upa(12, 8), 1, 4, 1, 6, 4.5, UMA_NLOS, UMI_NLOS);
  public static final TaskConfig T4 = task("T4", upa(8, 8), 1, 8, 1, 8, 5.9, UMI_NLOS);
  public static final TaskConfig T5 = task("T5", upa(16, 8), 1, 4, 1, 4, 3.9, UMA_NLOS);
  public static final TaskConfig T6 = task("T6", upa(16, 16), 1, 4, 3, 16, 4.9, UMI_NLOS);
  public static final TaskConfig T7 = task("T7", verticalUla(64), 3, 16, 3, 16, 6.2, RMA_LOS);
  public static final TaskConfig T8 = task("T8", upa(12, 8), 3, 16, 1, 4, 2.4, UMA_LOS);
  public static final TaskConfig T9 = task("T9", upa(6, 12), 1, 4, 2, 9, 3.7, UMI_LOS);
  public static final TaskConfig T10 = task("T10", upa(16, 8), 3, 16, 3, 16, 3.9, UMA_NLOS);
  public static final TaskConfig T11 = task("T11", upa(16, 12), 1, 4, 1, 8, 5.1, UMI_NLOS);
  public static final TaskConfig T12 = task("T12", upa(12, 6), 1, 3, 1, 3, 2.8, UMA_NLOS);
  public static final TaskConfig G1 = T1.toBuilder().name("G1").channels(UMA_NLOS).build();
  public static final TaskConfig G2 = T2.toBuilder().name("G2").channels(UMA_NLOS).build();
  public static final TaskConfig G3 = T3.toBuilder().name("G3").channels(UMA_NLOS).build();

  private PaperTasks() {}

  /** T1..T9, on which the model is pretrained, T1..T3 in {@link SourceDomain#UMA_AND_UMI}. */
  public static List<TaskConfig> group1() {
    return List.of(T1, T2, T3, T4, T5, T6, T7, T8, T9);
  }

  /** T1, T4 and T8: two kinds of cells without a line of sight and one with, few bits and many; for small machines. */
  public static List<TaskConfig> threeOfGroup1() {
    return List.of(T1, T4, T8);
  }

  /** T1..T9 with other scenarios for T1..T3. */
  public static List<TaskConfig> group1(SourceDomain domain) {
    return group1().stream().map(task -> inDomain(task, domain)).toList();
  }

  /** T1, T2 or T3 with the scenarios of this domain, under whatever assumptions; any other task as it is. */
  public static TaskConfig inDomain(TaskConfig task, SourceDomain domain) {
    return Stream.of(T1, T2, T3).noneMatch(source -> source.name().equals(task.name())) ? task
        : task.toBuilder().channels(domain.scenarios()).build();
  }

  /** T10..T12, unseen tasks. */
  public static List<TaskConfig> group2() {
    return List.of(T10, T11, T12);
  }

  /** G1..G3, the configurations of T1..T3 in another domain. */
  public static List<TaskConfig> group3() {
    return List.of(G1, G2, G3);
  }

  /**
   * The task of this name.
   *
   * @throws IllegalArgumentException if Table I has no such task
   */
  public static TaskConfig named(String name) {
    List<TaskConfig> all = Stream.of(group1(), group2(), group3()).flatMap(List::stream).toList();
    return all.stream().filter(task -> task.name().equalsIgnoreCase(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a task of Table I; there are "
            + all.stream().map(TaskConfig::name).collect(Collectors.joining(", "))));
  }

  private static TaskConfig task(String name, AntennaArray array, int pilots, int ofPilots, int bits, int ofBits,
      double carrierGHz, Scenario... channels) {
    return TaskConfig.builder().name(name).array(array).pilots(pilots, ofPilots).feedback(bits, ofBits).users(3, 8)
        .carrierGHz(carrierGHz).channels(channels).assumptions(Assumptions.PAPER_LIKE).build();
  }
}
