package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wifoe.task.Configuration;
import io.wifoe.task.PaperTasks;
import org.junit.jupiter.api.Test;

class CepTest {
  /** What the Javadoc says beside Table II's 5.87 M and 16.28 M. */
  @Test
  void sizesBesideTableTwo() {
    WiFoEConfig sizes = WiFoE.builder().config();
    long heads = PaperTasks.group1().stream().flatMap(task -> task.configurations().stream())
        .mapToLong(c -> sizes.headParameters(Cep.estimates(c))).sum();
    assertEquals(6.364e6, sizes.trunkParameters() + heads / 9.0, 1e3);
    assertEquals(16.490e6, PaperTasks.group1().stream().flatMap(task -> task.configurations().stream())
        .mapToLong(c -> MacCount.of(sizes, Cep.estimates(c)).total()).average().orElseThrow(), 1e3);
  }

  @Test
  void estimatesHaveTwoRealsForEachAntenna() {
    Configuration c = Cep.estimates(PaperTasks.T4.configuration(3));
    assertEquals(128, c.bits());
    assertEquals(PaperTasks.T4.configuration(3).key(), c.key());
  }
}
