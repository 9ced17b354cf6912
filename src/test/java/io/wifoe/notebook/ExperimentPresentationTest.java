package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.experiment.Figure;
import io.wifoe.experiment.Grid;
import io.wifoe.kernel.Html;
import io.wifoe.kernel.Presentation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class ExperimentPresentationTest {
  private static final Grid GRID = new Grid("Table <II>", List.of("Scheme", "Avg."), List.of(
      new Grid.Row("MTL", true, List.of(new Grid.Entry("11.50", 11.5, Grid.Mark.BEST))),
      new Grid.Row("STL", true, List.of(new Grid.Entry("11.41", 11.41, Grid.Mark.SECOND)))), List.of("Scale smoke"));

  @Test
  void theKernelFindsHowATableOfAPaperLooks() {
    Html shown = assertInstanceOf(Html.class, Presentation.any(GRID));
    assertTrue(shown.html().contains("<b>11.50</b>") && shown.html().contains("<u>11.41</u>"), shown.html());
    assertTrue(shown.html().contains("Table &lt;II&gt;") && shown.html().contains("Scale smoke"), shown.html());
    assertTrue(shown.text().contains("*11.50") && shown.text().contains("_11.41"), shown.text());
  }

  @Test
  void figuresBecomeChartsAndEverythingElseStaysAsItIs() {
    Figure figure = new Figure("Fig. 3", "SNR [dB]", "Sum rate [bps/Hz]", Figure.Form.LINES, List.of(
        new Figure.Curve("ZF", List.of(0.0, 10.0), List.of(1.0, 2.0), List.of(0.1, 0.1), List.of())));
    assertEquals("Fig. 3", assertInstanceOf(XYChart.class, Presentation.any(figure)).getTitle());
    assertSame("text", Presentation.any("text"));
  }
}
