package io.wifoe.kernel;

import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import tech.tablesaw.api.Table;

/** Charts, images and tables as a notebook shows them. Everything is inline: a notebook also reads offline. */
final class Renderers {
  /** Pixels per CSS pixel, so that charts are crisp on dense screens and in print. */
  private static final int DENSITY = 2;

  private Renderers() {}

  static void register(Renderer renderer) {
    renderer.createRegistration(Chart.class).preferring(MIMEType.IMAGE_PNG).register(Renderers::chart);
    renderer.createRegistration(BufferedImage.class).preferring(MIMEType.IMAGE_PNG).register(Renderers::image);
    renderer.createRegistration(Html.class).preferring(MIMEType.TEXT_HTML).register(Renderers::html);
    renderer.createRegistration(Table.class).preferring(MIMEType.TEXT_HTML).register(Renderers::table);
  }

  private static void chart(Chart<?, ?> chart, RenderContext context) {
    context.renderIfRequested(MIMEType.IMAGE_PNG, (type, out) -> {
      int width = chart.getWidth();
      int height = chart.getHeight();
      BufferedImage image = new BufferedImage(width * DENSITY, height * DENSITY, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.scale(DENSITY, DENSITY);
      chart.paint(graphics, width, height);
      graphics.dispose();
      out.putData(type, png(image), Map.of("width", width, "height", height));
      String title = chart.getTitle() == null || chart.getTitle().isBlank() ? "" : " \"" + chart.getTitle() + "\"";
      out.putText("chart" + title + " of " + chart.getSeriesMap().values().stream().filter(Series::isShowInLegend)
          .map(Series::getName).collect(Collectors.joining(", ")));
    });
  }

  private static void image(BufferedImage image, RenderContext context) {
    context.renderIfRequested(MIMEType.IMAGE_PNG, () -> png(image));
    context.getOutputContainer().putText("image of %d x %d pixels".formatted(image.getWidth(), image.getHeight()));
  }

  private static void html(Html value, RenderContext context) {
    context.renderIfRequested(MIMEType.TEXT_HTML, value::html);
    context.getOutputContainer().putText(value.text());
  }

  private static void table(Table table, RenderContext context) {
    context.renderIfRequested(MIMEType.TEXT_HTML, () -> HtmlTable.of(table));
    context.getOutputContainer().putText(table.print(HtmlTable.MAX_ROWS));
  }

  private static String png(RenderedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
