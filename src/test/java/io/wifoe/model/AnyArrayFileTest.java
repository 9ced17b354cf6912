package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import io.wifoe.InvalidFileException;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnyArrayFileTest {
  @TempDir
  Path directory;

  @Test
  void afterItsFileItServesTasksThatItWasNeverTold() throws IOException {
    TaskConfig another = TaskConfig.builder().name("another").array(AntennaArray.ula(16)).pilotLength(4)
        .feedbackBits(8).users(2).build();
    ComplexMatrices h = ChannelDataset.endless(Rayleigh.of(16), 2).batch(2, 5, 3);
    Path file = directory.resolve("model.safetensors");
    Path half = directory.resolve("half.safetensors");
    try (AnyArray model = AnyArrayTest.model(PrecoderOutput.STRUCTURED, DataType.FLOAT32)) {
      model.save(file);
      model.saveHalf(half);
      try (AnyArray again = AnyArray.load(file); AnyArray rounded = AnyArray.load(half);
          Safetensors stored = Safetensors.open(file)) {
        assertEquals(model.config(), again.config());
        assertEquals(model.seed(), again.seed());
        assertEquals(model.parameters().arrays().keySet(), stored.entries().keySet());
        float[] expected = model.precoder(another, 1).precode(h, LinkBudget.snrDb(10)).values();
        assertArrayEquals(expected, again.precoder(another, 1).precode(h, LinkBudget.snrDb(10)).values());
        assertEquals(expected.length, rounded.precoder(another, 1).precode(h, LinkBudget.snrDb(10)).values().length);
        assertTrue(stored.entries().keySet().stream().allMatch(n -> n.startsWith("trunk/") || n.startsWith("any/")));
      }
      assertTrue(Files.size(half) < 0.8 * Files.size(file));
    }
  }

  @Test
  void damagedFilesAndOtherModelsAreRefused() throws IOException {
    Path other = directory.resolve("wifoe.safetensors");
    try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(2).build()) {
      model.save(other);
    }
    String message = assertThrows(InvalidFileException.class, () -> AnyArray.load(other)).getMessage();
    assertTrue(message.contains("says nothing about a model for any array"), message);
    assertFalse(AnyArray.isIn(other));
    Path file = directory.resolve("model.safetensors");
    try (AnyArray model = AnyArrayTest.model(PrecoderOutput.LINEAR, DataType.FLOAT32)) {
      Map<String, String> larger = Map.of(AnyArrayFile.KEY,
          model.description().get(AnyArrayFile.KEY).replace("\"directions\":20", "\"directions\":21"));
      Safetensors.write(file, larger, model.parameters().arrays());
    }
    message = assertThrows(InvalidFileException.class, () -> AnyArray.load(file)).getMessage();
    assertTrue(message.contains("array any/C_re is"), message);
  }
}
