package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wifoe.task.Configuration;
import io.wifoe.task.PaperTasks;
import org.junit.jupiter.api.Test;

class CepTest {
  /** Table II prints 5.87 M and 16.28 M; the paper leaves the estimator's sizes open, so ours come near only. */
  @Test
  void sizesAreNearTableTwo() {
    WiFoEConfig sizes = WiFoE.builder().config();
    long heads = PaperTasks.group1().stream().flatMap(task -> task.configurations().stream())
        .mapToLong(c -> sizes.headParameters(Cep.estimates(c))).sum();
    assertEquals(5.87e6, sizes.trunkParameters() + heads / 9.0, 0.1 * 5.87e6);
    assertEquals(16.28e6, PaperTasks.group1().stream().flatMap(task -> task.configurations().stream())
        .mapToLong(c -> MacCount.of(sizes, Cep.estimates(c)).total()).average().orElseThrow(), 0.03 * 16.28e6);
  }

  @Test
  void estimatesHaveTwoRealsForEachAntenna() {
    Configuration c = Cep.estimates(PaperTasks.T4.configuration(3));
    assertEquals(128, c.bits());
    assertEquals(PaperTasks.T4.configuration(3).key(), c.key());
  }
}
