package io.wifoe.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.wifoe.experiment.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Renderers as IJava and JJava have them; the base of the one is this kernel's too, that of the other its own. */
class GenuineKernelsTest {
  private static final Table TABLE = Table.create("a < b", IntColumn.create("n", new int[] {7}));
  private static final Figure FIGURE = new Figure("f", "x", "y", Figure.Form.LINES,
      List.of(new Figure.Curve("s", List.of(1.0, 2.0), List.of(3.0, 4.0), List.of(0.1, 0.1), List.of())));

  @Test
  void ijavaShowsWhatThisKernelDoes() throws ReflectiveOperationException {
    Renderer renderer = new Renderer();
    GenuineKernels.teach(renderer);
    Renderer own = new Renderer();
    Renderers.register(own);
    DisplayData table = renderer.render(TABLE);
    assertEquals(own.render(TABLE).getData(MIMEType.TEXT_HTML), table.getData(MIMEType.TEXT_HTML));
    assertEquals(own.render(TABLE).getData(MIMEType.TEXT_PLAIN), table.getData(MIMEType.TEXT_PLAIN));
    DisplayData chart = renderer.render(chart());
    assertEquals(own.render(chart()).getData(MIMEType.IMAGE_PNG), chart.getData(MIMEType.IMAGE_PNG));
    assertTrue(renderer.render(FIGURE).hasDataForType(MIMEType.IMAGE_PNG), "a figure of an experiment");
  }

  @Test
  void jjavaShowsTheSame() throws ReflectiveOperationException {
    var renderer = new org.dflib.jjava.jupyter.kernel.display.Renderer();
    GenuineKernels.teach(renderer);
    var table = renderer.render(TABLE);
    assertEquals(HtmlTable.of(TABLE),
        table.getData(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_HTML));
    assertTrue(renderer.render(chart())
        .hasDataForType(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.IMAGE_PNG));
    assertTrue(renderer.render(FIGURE)
        .hasDataForType(org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.IMAGE_PNG));
  }

  private static XYChart chart() {
    XYChart chart = new XYChartBuilder().width(300).height(200).title("Sum rate").build();
    chart.addSeries("WMMSE", new double[] {0, 10}, new double[] {4, 14});
    return chart;
  }
}
