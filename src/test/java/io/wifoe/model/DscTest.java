package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.PilotPower;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Trainer;
import org.junit.jupiter.api.Test;

class DscTest {
  private static final TaskConfig TASK = TaskConfig.builder().name("mine").array(AntennaArray.ula(8)).pilotLength(4)
      .feedbackBits(6).users(2).build();

  @Test
  void settingsThatItCannotFollowAreRefused() {
    try (Dsc model = Dsc.of(DscConfig.PAPER, 1)) {
      Trainer<Dsc> training = Trainer.pretrain(model).task(TASK, ChannelDataset.endless(Rayleigh.of(8), 1)).steps(2)
          .progress(null);
      String message = assertThrows(IllegalArgumentException.class, training.batch(1)::run).getMessage();
      assertTrue(message.contains("leaves 1 of a configuration") && message.contains("needs two"), message);
      message = assertThrows(IllegalArgumentException.class, training.batch(8).loadBalancing(0.1)::run).getMessage();
      assertTrue(message.contains("no experts"), message);
    }
  }

  @Test
  void theOrderOfTheUsersMatters() {
    try (Dsc model = Dsc.of(DscConfig.PAPER, 1)) {
      model.addHeads(TASK.configurations());
      // so little noise that a swapped user's bits cannot change with its draw
      LinkBudget quiet = new LinkBudget(1, 1e-12);
      ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(8), 1).batch(2, 20, 1);
      ComplexMatrices swapped = ComplexMatrices.zeros(20, 2, 8);
      for (int i = 0; i < 20; i++) {
        for (int k = 0; k < 2; k++) {
          System.arraycopy(h.values(), h.row(i, k), swapped.values(), h.row(i, 1 - k), 16);
        }
      }
      Precoder precoder = model.precoder(TASK, 1);
      ComplexMatrices v = precoder.precode(h, quiet);
      ComplexMatrices w = precoder.precode(swapped, quiet);
      double difference = 0;
      for (int i = 0; i < 20; i++) {
        for (int n = 0; n < 8; n++) {
          difference = Math.max(difference, Math.abs(v.re(i, 0, n) - w.re(i, 1, n)));
        }
      }
      assertTrue(difference > 0.1, "swapping the users changes their precoders by " + difference + " only");
    }
  }

  /** The network of its authors on their benchmark, counted by hand. */
  @Test
  void sizesOfTheAuthors() {
    Configuration c = new Configuration("few-path", 8, 64, 2, 30, PilotPower.TOTAL);
    long user = 16 * 1024 + 1024 * 512 + 512 * 256 + 256 * 30;
    long station = 60 * 1024 + 1024 * 512 + 512 * 512 + 512 * 256;
    assertEquals(2 * (user + 4 * 64 * 8), DscConfig.SOHRABI.macs(c).userSide());
    assertEquals(station, DscConfig.SOHRABI.macs(c).heads());
    long biases = 2 * (1024 + 512 + 256 + 30) + 1024 + 512 + 512 + 256;
    long norms = 2 * (2 * (16 + 1024 + 512 + 256) + 1024 + 512 + 512);
    assertEquals(2 * user + station + biases + norms + 2 * 64 * 8, DscConfig.SOHRABI.parameters(c));
  }

  /** Table II prints 5.29 M parameters, which are those at K = 8, and 5.30 M operations, to which ours come near. */
  @Test
  void sizesAreNearTableTwo() {
    assertEquals(5.29e6, PaperTasks.group1().stream().mapToLong(task ->
        DscConfig.PAPER.parameters(task.configuration(8))).average().orElseThrow(), 0.01e6);
    assertEquals(5.30e6, PaperTasks.group1().stream().flatMap(task -> task.configurations().stream())
        .mapToLong(c -> DscConfig.PAPER.macs(c).total()).average().orElseThrow(), 0.1 * 5.30e6);
  }
}
