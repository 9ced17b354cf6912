package io.wifoe.kernel;

import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import tech.tablesaw.api.Table;

/** Charts, images and tables as a notebook shows them. Everything is inline: a notebook also reads offline. */
final class Renderers {
  /** What {@link #shown} knows. */
  static final List<Class<?>> TYPES = List.of(Chart.class, BufferedImage.class, Html.class, Table.class);
  /** Pixels per CSS pixel, so that charts are crisp on dense screens and in print. */
  private static final int DENSITY = 2;

  private Renderers() {}

  /**
   * How a value looks.
   *
   * @param type MIME type of its preferred form
   * @param data that form, made when it is asked for
   * @param metadata what the front end is told about it, for example the size to show an image in
   * @param text the same where there is text only
   */
  record Shown(String type, Supplier<String> data, Map<String, Integer> metadata, String text) {}

  /** Lets a renderer of this kernel's base show all {@link #TYPES}. */
  static void register(Renderer renderer) {
    TYPES.forEach(type -> renderer.createRegistration(type).preferring(MIMEType.IMAGE_PNG, MIMEType.TEXT_HTML)
        .register((value, context) -> {
          Shown shown = shown(value);
          context.renderIfRequested(MIMEType.parse(shown.type),
              (mime, out) -> out.putData(mime, shown.data.get(), shown.metadata));
          context.getOutputContainer().putText(shown.text);
        }));
  }

  /** How a value of one of {@link #TYPES} looks. */
  static Shown shown(Object value) {
    if (value instanceof Chart<?, ?> chart) {
      String title = chart.getTitle() == null || chart.getTitle().isBlank() ? "" : " \"" + chart.getTitle() + "\"";
      return new Shown("image/png", () -> png(drawn(chart)),
          Map.of("width", chart.getWidth(), "height", chart.getHeight()),
          "chart" + title + " of " + chart.getSeriesMap().values().stream().filter(Series::isShowInLegend)
              .map(Series::getName).collect(Collectors.joining(", ")));
    }
    if (value instanceof BufferedImage image) {
      return new Shown("image/png", () -> png(image), Map.of(),
          "image of %d x %d pixels".formatted(image.getWidth(), image.getHeight()));
    }
    if (value instanceof Html html) {
      return new Shown("text/html", html::html, Map.of(), html.text());
    }
    Table table = (Table) value;
    return new Shown("text/html", () -> HtmlTable.of(table), Map.of(), table.print(HtmlTable.MAX_ROWS));
  }

  private static BufferedImage drawn(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage image = new BufferedImage(width * DENSITY, height * DENSITY, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(DENSITY, DENSITY);
    chart.paint(graphics, width, height);
    graphics.dispose();
    return image;
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
