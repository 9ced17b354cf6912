package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.experiment.FeedbackBits;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Series that stand in one chart are told apart by people with any colour vision. */
class ChartThemeTest {
  /** Far above what is just noticed, which is about 2. */
  private static final double APART = 10;
  private static final List<String> TABLE_TWO = List.of("ZF", "WMMSE", "MRT", "RZF", "DFT", "Type I", "Beam pairs",
      "DSC", "CEP", "STL", "MTL", "WiFo-E, any array");
  private static final List<String> FEW_SHOT = List.of("STL", "pretrained trunk, frozen",
      "pretrained, parts carried over", "random trunk, frozen", "WiFo-E, any array", "MRT", "WMMSE");
  private static final List<String> DOMAINS = List.of("MTL", "STL", "CEP", "DSC", "WiFo-E, any array");
  private static final List<String> BITS = List.of(FeedbackBits.WMMSE, FeedbackBits.ESTIMATES, FeedbackBits.ANY_ARRAY,
      FeedbackBits.TRAINED_ON_ESTIMATES, FeedbackBits.BEAM_PAIRS_ON_ESTIMATES, FeedbackBits.DFT, FeedbackBits.PAPER);
  private static final List<String> RANKS = List.of("DFT, 11 bits", "Type I, 11 bits", "trained words, 11 bits",
      "beam pairs, 11 bits", "any array, 11 bits", "any array, 24 bits", "paper's structure, 24 bits",
      "beam pairs, 24 bits");
  private static final List<String> OTHERS = IntStream.range(0, 8).mapToObj(i -> "recipe " + i).toList();

  @Test
  void coloursOfAChartAreFarApartForEveryEye() {
    for (List<String> chart : List.of(TABLE_TWO, FEW_SHOT, DOMAINS, BITS, RANKS, OTHERS)) {
      Map<String, ChartTheme.Look> looks = ChartTheme.looks(chart);
      for (int i = 0; i < chart.size(); i++) {
        for (int j = 0; j < i; j++) {
          double apart = ColourVision.least(looks.get(chart.get(i)).color(), looks.get(chart.get(j)).color());
          assertTrue(apart > APART, chart.get(i) + " and " + chart.get(j) + ": " + apart);
        }
      }
    }
  }

  @Test
  void linesOfAChartHaveMarkersOfTheirOwn() {
    for (List<String> chart : List.of(TABLE_TWO, FEW_SHOT, DOMAINS, OTHERS)) {
      assertEquals(chart.size(), ChartTheme.looks(chart).values().stream().map(ChartTheme.Look::marker).distinct()
          .count(), chart.toString());
    }
    assertNotEquals(ChartTheme.looks(List.of("CEP")).get("CEP"), ChartTheme.looks(FEW_SHOT).get(FEW_SHOT.get(2)));
  }

  /** Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", 2005, pairs 1, 7 and 25 of Table 1. */
  @Test
  void colourDifferencesAreThoseOfTheStandard() {
    assertEquals(2.0425, ColourVision.difference(new double[] {50, 2.6772, -79.7751}, new double[] {50, 0, -82.7485}),
        1e-4);
    assertEquals(2.3669, ColourVision.difference(new double[] {50, 0, 0}, new double[] {50, -1, 2}), 1e-4);
    assertEquals(1.2644, ColourVision.difference(new double[] {60.2574, -34.0099, 36.2677},
        new double[] {60.4626, -34.1751, 39.4387}), 1e-4);
  }
}
