package io.wifoe.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table I in whole numbers. */
class PaperTasksTest {
  @Test
  void theSourceDomainChangesTheScenariosOfThreeTasksAndNothingElse() {
    assertEquals(PaperTasks.group1(), PaperTasks.group1(SourceDomain.UMA_AND_UMI));
    List<TaskConfig> unseen = PaperTasks.group1(SourceDomain.UMI_ONLY);
    for (int i = 0; i < 9; i++) {
      TaskConfig usual = PaperTasks.group1().get(i);
      assertEquals(i < 3 ? usual.toBuilder().channels(Scenario.UMI_NLOS).build() : usual, unseen.get(i));
      assertEquals(Assumptions.PAPER_LIKE, unseen.get(i).assumptions());
    }
    assertEquals(PaperTasks.G1, PaperTasks.inDomain(PaperTasks.G1, SourceDomain.UMI_ONLY));
  }


  @ParameterizedTest
  @CsvSource({
    "T1, 12, 8, 32, 24, 3.7, UMa NLOS + UMi NLOS", "G1, 12, 8, 32, 24, 3.7, UMa NLOS",
    "T2, 12, 6, 16, 16, 2.4, UMa NLOS + UMi NLOS", "G2, 12, 6, 16, 16, 2.4, UMa NLOS",
    "T3, 12, 8, 24, 16, 4.5, UMa NLOS + UMi NLOS", "G3, 12, 8, 24, 16, 4.5, UMa NLOS",
    "T4, 8, 8, 8, 8, 5.9, UMi NLOS", "T5, 16, 8, 32, 32, 3.9, UMa NLOS",
    "T6, 16, 16, 64, 48, 4.9, UMi NLOS", "T7, 64, 1, 12, 12, 6.2, RMa LOS",
    "T8, 12, 8, 18, 24, 2.4, UMa LOS", "T9, 6, 12, 18, 16, 3.7, UMi LOS",
    "T10, 16, 8, 24, 24, 3.9, UMa NLOS", "T11, 16, 12, 48, 24, 5.1, UMi NLOS",
    "T12, 12, 6, 24, 24, 2.8, UMa NLOS"})
  void tableOne(String name, int rows, int columns, int pilots, int bits, double carrier, String channels) {
    TaskConfig task = PaperTasks.named(name);
    assertEquals(AntennaArray.upa(rows, columns), task.array());
    assertEquals(pilots, task.pilots());
    assertEquals(bits, task.bits());
    assertEquals(carrier, task.carrierGHz());
    assertEquals(channels, String.join(" + ", task.channels().stream().map(Scenario::toString).toList()));
    assertEquals(List.of(3, 4, 5, 6, 7, 8), task.configurations().stream().map(Configuration::users).toList());
  }

  @Test
  void groupsAndNames() {
    assertEquals(54, PaperTasks.group1().stream().mapToInt(task -> task.configurations().size()).sum());
    assertEquals(List.of("T10", "T11", "T12"), PaperTasks.group2().stream().map(TaskConfig::name).toList());
    assertEquals(List.of("G1", "G2", "G3"), PaperTasks.group3().stream().map(TaskConfig::name).toList());
    String message = assertThrows(IllegalArgumentException.class, () -> PaperTasks.named("T13")).getMessage();
    assertTrue(message.startsWith("\"T13\" is not a task of Table I; there are T1, T2"), message);
  }
}
