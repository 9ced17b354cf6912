package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import io.wifoe.InvalidFileException;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.AnyArray;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.Cep;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSchemeTest {
  private static final TaskConfig TASK = TaskConfig.builder().name("small").array(AntennaArray.ula(8)).pilotLength(4)
      .feedbackBits(6).users(2, 3).build();
  private static final ChannelDataset CHANNELS = ChannelDataset.endless(Rayleigh.of(8), 1);

  @TempDir
  Path folder;

  @Test
  void runsOfEverySchemeAreOpenedAndPrecodeAsBefore() throws IOException {
    Cep cep = new Cep(WiFoE.builder().width(16).blocks(1).heads(2).config(), 3, DataType.FLOAT32);
    for (PrecodingNetwork network : List.of(Dsc.of(DscConfig.PAPER, 2), cep.precoding(),
        WiFoE.builder().width(16).blocks(1).heads(2).build())) {
      try (network) {
        Path run = folder.resolve(network.name());
        Trainer.pretrain(network).task(TASK, CHANNELS).batch(8).steps(2).progress(null).out(run).run();
        ComplexMatrices h = CHANNELS.batch(3, 10, 5);
        try (StoredScheme stored = StoredScheme.open(run)) {
          assertEquals(network.name(), stored.network().name());
          assertEquals(TASK.configurations(), stored.configurations());
          assertArrayEquals(network.precoder(TASK, 1).precode(h, LinkBudget.snrDb(10)).values(),
              stored.network().precoder(TASK, 1).precode(h, LinkBudget.snrDb(10)).values(), network.name());
        }
      }
    }
  }

  @Test
  void aModelForAnyArrayIsOpenedFromItsRunAndItsFileAndServesOtherTasks() throws IOException {
    AnyArrayConfig sizes = AnyArrayConfig.of(WiFoE.builder().width(16).blocks(1).heads(2).encoderWidth(8)
        .output(PrecoderOutput.STRUCTURED).config()).withDirections(10);
    TaskConfig unseen = TASK.toBuilder().name("unseen").array(AntennaArray.upa(3, 4)).pilotLength(6).users(4).build();
    ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(12), 1).batch(4, 10, 5);
    try (AnyArray network = new AnyArray(sizes, 2, DataType.FLOAT32)) {
      Trainer.pretrain(network).task(TASK, CHANNELS).batch(8).steps(2).progress(null).out(folder).run();
      float[] expected = network.precoder(unseen, 1).precode(h, LinkBudget.snrDb(10)).values();
      for (Path path : List.of(folder, folder.resolve("model.safetensors"))) {
        try (StoredScheme stored = StoredScheme.open(path)) {
          assertTrue(stored.isForAnyArray());
          assertArrayEquals(expected,
              stored.network().precoder(unseen, 1).precode(h, LinkBudget.snrDb(10)).values());
        }
      }
    }
  }

  @Test
  void theFewPathRunsAreOpened() throws IOException {
    for (String name : List.of("dsc-10", "stl-30")) {
      try (StoredScheme stored = StoredScheme.open(Path.of("data/results/few-path", name))) {
        assertEquals(64, stored.configurations().get(0).antennas());
      }
    }
  }

  @Test
  void estimatorsAloneAreNoPrecoder() throws IOException {
    try (Cep cep = new Cep(WiFoE.builder().width(16).blocks(1).heads(2).config(), 3, DataType.FLOAT32)) {
      Trainer.pretrain(cep.estimation()).task(TASK, CHANNELS).batch(8).steps(2).progress(null).out(folder).run();
      String message = assertThrows(InvalidFileException.class, () -> StoredScheme.open(folder)).getMessage();
      assertTrue(message.contains("CEP's estimators alone"), message);
    }
  }
}
