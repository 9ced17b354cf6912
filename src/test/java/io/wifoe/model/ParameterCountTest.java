package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wifoe.task.Configuration;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The counts that Table II prints, to its last digit; they hold for exactly one network. */
class ParameterCountTest {
  private static final WiFoEConfig PAPER = WiFoE.builder().config();

  private static long heads(List<TaskConfig> tasks) {
    return tasks.stream().flatMap(task -> task.configurations().stream()).mapToLong(PAPER::headParameters).sum();
  }

  private static String millions(double count) {
    return String.format(Locale.ROOT, "%.2f", count / 1e6);
  }

  @Test
  void theTrunk() {
    assertEquals(5_271_080, PAPER.trunkParameters());
  }

  @Test
  void theSmallestAndTheLargestTask() {
    assertEquals(73_224, PAPER.headParameters(PaperTasks.T4.configuration(3)));
    assertEquals(233_392, PAPER.headParameters(PaperTasks.T6.configuration(8)));
  }

  @Test
  void tableTwo() {
    long heads = heads(PaperTasks.group1());
    assertEquals(5_929_368, heads);
    assertEquals("11.20", millions(PAPER.trunkParameters() + heads), "MTL, total");
    // one trunk and six sets of heads per task
    double stlTotal = 9.0 * PAPER.trunkParameters() + heads;
    assertEquals("53.37", millions(stlTotal), "STL, total");
    assertEquals("5.93", millions(stlTotal / 9), "STL, average per task");
  }

  @Test
  void multiplyAccumulatesOfTheTrunk() {
    MacCount one = MacCount.of(PAPER, PaperTasks.T1.configuration(1));
    assertEquals(2_795_520, one.trunk() - 5 * 2 * 256, "one user token without its attention scores");
  }

  /** Table II prints 16.45 M at the average K = 5.5, elementwise work included. */
  @Test
  void multiplyAccumulatesOfTableTwo() {
    double mean = PaperTasks.group1().stream().flatMap(task -> task.configurations().stream())
        .mapToLong(c -> MacCount.of(PAPER, c).total()).average().orElseThrow();
    assertEquals(16.45e6, mean, 0.03 * 16.45e6);
  }

  /** One set of parts for all K of a task: 54 sets become 9. */
  @Test
  void headsSharedByAllNumbersOfUsers() {
    WiFoEConfig shared = WiFoE.builder().headsPerTask(true).config();
    List<Configuration> all = PaperTasks.group1().stream().flatMap(task -> task.configurations().stream()).toList();
    assertEquals(PAPER.trunkParameters() + 5_929_368, PAPER.parameters(all));
    assertEquals(PAPER.trunkParameters() + 5_929_368 / 6, shared.parameters(all));
  }
}
