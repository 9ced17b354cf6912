package io.wifoe.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderersTest {
  private final Renderer renderer = new Renderer();

  @BeforeEach
  void register() {
    // as the kernel's base does: our own must win over it
    Image.registerAll(renderer);
    Renderers.register(renderer);
  }

  @Test
  void chartIsAPngOfTwiceItsSize() throws IOException {
    XYChart chart = new XYChartBuilder().width(300).height(200).title("Sum rate").build();
    chart.addSeries("WMMSE", new double[] {0, 10}, new double[] {4, 14});
    DisplayData data = renderer.render(chart);
    BufferedImage image = decode(data);
    assertEquals(600, image.getWidth());
    assertEquals(400, image.getHeight());
    assertTrue(image.getRGB(0, 0) != image.getRGB(300, 200), "the plot differs from its frame");
    assertEquals("chart \"Sum rate\" of WMMSE", data.getData(MIMEType.TEXT_PLAIN));
  }

  @Test
  void imageSurvivesBitForBit() throws IOException {
    // the base never closes its Base64 stream, which cuts off the end of some images
    BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 35; i++) {
      image.setRGB(i % 7, i / 7, 0x010203 * i);
    }
    BufferedImage back = decode(renderer.render(image));
    for (int i = 0; i < 35; i++) {
      assertEquals(image.getRGB(i % 7, i / 7), back.getRGB(i % 7, i / 7));
    }
  }

  @Test
  void tableIsEscapedHtmlAndText() {
    Table table = Table.create("a < b", StringColumn.create("s & t", "<script>"), IntColumn.create("n", new int[] {7}));
    DisplayData data = renderer.render(table);
    String html = (String) data.getData(MIMEType.TEXT_HTML);
    assertTrue(html.contains("a &lt; b") && html.contains("s &amp; t") && html.contains("&lt;script&gt;"), html);
    assertTrue(html.contains("right\">7<"), html);
    assertTrue(html.startsWith("<div style=\"overflow-x:auto\"><table>") && html.endsWith("</table></div>"), html);
    assertFalse(html.contains("color") || html.contains("background"), "colours are the page's, light or dark");
    assertTrue(((String) data.getData(MIMEType.TEXT_PLAIN)).contains("<script>"));
  }

  @Test
  void longTableShowsBothEnds() {
    int[] numbers = new int[1000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    String html = HtmlTable.of(Table.create("", IntColumn.create("n", numbers)));
    assertTrue(html.contains(">0<") && html.contains(">999<") && html.contains("1000 rows in all"), html);
    assertEquals(HtmlTable.MAX_ROWS + 2, html.split("<tr>", -1).length - 1, "rows, a header and the gap");
  }

  private static BufferedImage decode(DisplayData data) throws IOException {
    byte[] png = Base64.getDecoder().decode((String) data.getData(MIMEType.IMAGE_PNG));
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
