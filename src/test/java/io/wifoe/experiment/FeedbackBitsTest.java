package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.dataset.Progress;
import io.wifoe.experiment.FeedbackBitsResult.Losses;
import io.wifoe.model.AnyArray;
import io.wifoe.model.WiFoE;
import io.wifoe.task.Multipath;
import io.wifoe.task.PaperTasks;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackBitsTest {
  private static final Multipath TWO = Multipath.dominant(2);
  private static final FeedbackBitsSettings SETTINGS = new FeedbackBitsSettings(PaperTasks.T1,
      List.of(TWO, Multipath.FULL), List.of(4, 8, 16, 48), List.of(3, 4), 10, 20, 500, 2);
  private static FeedbackBitsResult result;

  @BeforeAll
  static void measure() throws IOException {
    try (AnyArray anyArray = AnyArray.pretrained("any-array"); WiFoE paper = WiFoE.pretrained("compact-group1")) {
      result = FeedbackBits.measure(SETTINGS, anyArray, paper, Progress.SILENT);
    }
  }

  @Test
  void everySchemeIsMeasuredAtItsBits() {
    assertEquals(List.of(4, 8, 16, 48), result.bits(FeedbackBits.ANY_ARRAY));
    assertEquals(List.of(4, 8, 16, 48), result.bits(FeedbackBits.DFT));
    assertEquals(List.of(4, 8), result.bits(FeedbackBits.TRAINED), "2^16 words are too many");
    assertEquals(List.of(11), result.bits(FeedbackBits.TYPE_ONE));
    assertEquals(List.of(24), result.bits(FeedbackBits.PAPER), "those that it was trained with");
    assertEquals(2 * 2 * (3 + 4 + 4 + 2 + 2 + 1 + 1 + 4 + 4), result.rows().size());
  }

  @Test
  void lossesLeadFromFullKnowledgeToTheModelStepByStep() {
    for (Multipath multipath : SETTINGS.multipaths()) {
      Losses losses = result.losses(multipath, 8);
      assertTrue(losses.pilots() > 0 && losses.bits() > 1, losses.toString());
      assertEquals(result.sumRate(multipath, FeedbackBits.WMMSE, null) - losses.pilots() - losses.bits()
          - losses.network(), result.sumRate(multipath, FeedbackBits.ANY_ARRAY, 8), 1e-9);
      assertEquals(1, result.share(multipath, FeedbackBits.WMMSE, null));
    }
    assertEquals(result.sumRate(TWO, FeedbackBits.ESTIMATES, null) - result.losses(TWO, 48).bits(),
        result.sumRate(TWO, FeedbackBits.BEAM_PAIRS_ON_ESTIMATES, 48), 1e-9, "no other codebook has so many bits");
    assertTrue(result.losses(TWO, 48).bits() < result.losses(TWO, 16).bits() / 2);
    assertThrows(IllegalArgumentException.class, () -> result.losses(TWO, 17), "which was not measured");
  }

  @Test
  void moreBitsAndFewerPathsAreServedBetter() {
    double few = result.share(TWO, FeedbackBits.ANY_ARRAY, 4);
    double many = result.share(TWO, FeedbackBits.ANY_ARRAY, 16);
    assertTrue(many > few + 0.2, many + " " + few);
    assertTrue(many > result.share(Multipath.FULL, FeedbackBits.ANY_ARRAY, 16) + 0.1);
  }

  @Test
  void eachRowSaysOnWhichPathsItWasMeasuredAndTheOnesThatSendPilotsAtWhichPower() {
    for (FeedbackBits.Row row : result.rows()) {
      assertTrue(SETTINGS.multipaths().contains(row.rate().assumptions().multipath()));
      boolean sends = List.of(FeedbackBits.ANY_ARRAY, FeedbackBits.PAPER, FeedbackBits.ESTIMATES,
          FeedbackBits.TRAINED_ON_ESTIMATES, FeedbackBits.BEAM_PAIRS_ON_ESTIMATES).contains(row.scheme());
      assertEquals(sends, row.rate().assumptions().pilotPower() != null, row.scheme());
    }
  }

  @Test
  void isReadAsItWasWritten(@TempDir Path directory) throws IOException {
    assertFalse(FeedbackBitsResult.isIn(directory));
    result.write(directory);
    assertTrue(FeedbackBitsResult.isIn(directory));
    assertEquals(result, FeedbackBitsResult.read(directory));
    assertEquals(1 + result.rows().size(), Files.readAllLines(directory.resolve("result.csv")).size());
    Files.writeString(directory.resolve("result.json"), "{}");
    assertThrows(InvalidFileException.class, () -> FeedbackBitsResult.read(directory));
  }

  @Test
  void whatIsKeptIsOfALaptopAndNamesNoPlaceOfItsMachine() throws IOException {
    FeedbackBitsResult stored = StoredResults.feedbackBits();
    assertEquals(FeedbackBitsSettings.of(PaperTasks.T1, Scale.LAPTOP), stored.settings());
    assertFalse(Json.line(stored).contains("\"/"));
  }

  @Test
  void settingsThatCannotBeMeasuredAreRefused() {
    assertEquals("bits [8, 4] must rise", refusal(List.of(8, 4), 20, 500));
    assertEquals("1 samples have no confidence interval; take at least 2", refusal(List.of(4), 1, 500));
    assertEquals("95 training users leave the covariance of 96 antennas without full rank; take as many users at least",
        refusal(List.of(4), 20, 95));
  }

  private static String refusal(List<Integer> bits, int samples, int trainingUsers) {
    return assertThrows(IllegalArgumentException.class, () -> new FeedbackBitsSettings(PaperTasks.T1, List.of(TWO),
        bits, List.of(4), 10, samples, trainingUsers, 1)).getMessage();
  }
}
