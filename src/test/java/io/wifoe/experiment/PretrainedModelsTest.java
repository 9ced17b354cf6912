package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.RandomStream;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.AnyArray;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code data/pretrained/README.md} says of the model, on channels of another seed. */
class PretrainedModelsTest {
  /** Four standard errors of the mean over six numbers of users, some 1.2 bps/Hz a sample at 12.5 bps/Hz. */
  private static final double TOLERANCE = 0.02;
  /** Where the figure is a mean over K = 3..8 and the measurement one over its ends. */
  private static final double TOLERANCE_OF_TWO = 0.04;
  private static final int SAMPLES = 100;
  private static final long FRESH = 77;

  private static WiFoE model;

  @BeforeAll
  static void load() throws IOException {
    model = WiFoE.pretrained("compact-group1");
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @CsvSource({"T1, 0.839", "T4, 0.726", "T7, 0.856", "T8, 0.937"})
  void reachesItsShareOfWmmse(String name, double share) {
    TaskConfig task = PaperTasks.named(name);
    assertEquals(share, share(model, task), TOLERANCE);
  }

  @Test
  void servesEveryConfigurationOfGroupOneAndSaysWhatItLearnedFrom() {
    Set<String> keys = model.configurations().stream().map(c -> c.key()).collect(Collectors.toSet());
    PaperTasks.group1().forEach(task -> task.configurations()
        .forEach(c -> assertTrue(keys.contains(c.key()), c.key())));
    assertEquals(54, keys.size());
    assertEquals(1, model.provenance().size());
  }

  /** Arrays, pilots and bits that it never learned. */
  @ParameterizedTest
  @CsvSource({"T10, 0.779", "T11, 0.823", "T12, 0.807"})
  void servesUnseenTasksAtOnce(String name, double share) throws IOException {
    TaskConfig task = PaperTasks.named(name);
    try (AnyArray any = AnyArray.pretrained("any-array")) {
      assertEquals(share, share(any, task), TOLERANCE_OF_TWO);
    }
  }

  /** The same tasks with parts of those that it learned, carried over, before any training. */
  @ParameterizedTest
  @CsvSource({"T10, T5, 0.75", "T11, T5, 0.68", "T12, T2, 0.79"})
  void carriesPartsOverToUnseenTasks(String name, String known, double share) {
    TaskConfig task = PaperTasks.named(name);
    try (WiFoE copy = model.copy()) {
      copy.addHeads(task.configurations());
      assertEquals(known, copy.startFromKnownTask(task, task.configurations(),
          ChannelDataset.endless(task, 1).batch(3, SAMPLES, RandomStream.root(1)), LinkBudget.snrDb(10)));
      assertEquals(share, share(copy, task), TOLERANCE_OF_TWO);
    }
  }

  private static double share(PrecodingNetwork network, TaskConfig task) {
    return Comparison.on(ChannelDataset.endless(task, FRESH)).users(3, 8).snrDb(10).samples(SAMPLES)
        .schemes(network.precoder(task, 1), Precoders.wmmse()).withShares().run().stream()
        .filter(row -> row.scheme().equals(network.name())).mapToDouble(SumRateRow::shareOfWmmse).average()
        .orElseThrow();
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThatAreThere() {
    Exception e = assertThrows(IOException.class, () -> WiFoE.pretrained("group9"));
    assertTrue(e.getMessage().contains("group9") && e.getMessage().contains("compact-group1"), e.getMessage());
  }
}
