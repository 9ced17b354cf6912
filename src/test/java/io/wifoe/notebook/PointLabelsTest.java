package io.wifoe.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.notebook.PointLabels.Box;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class PointLabelsTest {
  private static final Box PLOT = new Box(240, 165, 480, 330, 0);
  private static final double HEIGHT = 12;

  private static Box point(double x, double y) {
    return new Box(x, y, 10, 10, 50);
  }

  /** A point with its error bar. */
  private static Box bar(double x, double y) {
    return new Box(x, y, 10, 80, 50);
  }

  private static Box place(double width, double x, double y, List<Box> taken) {
    return PointLabels.place(width, HEIGHT, x, y, PLOT, taken);
  }

  @Test
  void aLabelStandsAboveItsPointWhereNothingIsInTheWay() {
    Box label = place(24, 200, 100, List.of(point(200, 100)));
    assertEquals(200, label.x(), 1e-9);
    assertTrue(label.y() < 100, label.toString());
  }

  @Test
  void labelsOfPointsThatStandCloseCoverNeitherEachOtherNorAPointNorABar() {
    List<Box> taken = new ArrayList<>();
    double[][] points = {{200, 100}, {204, 112}, {230, 105}, {202, 130}, {196, 90}};
    for (double[] each : points) {
      taken.add(bar(each[0], each[1]));
    }
    for (double[] each : points) {
      Box label = place(54, each[0], each[1], taken);
      assertEquals(0, taken.stream().mapToDouble(label::overlap).sum(), label + " among " + taken);
      taken.add(label);
    }
  }

  /** Between two points a label would be taken for the other one's. */
  @Test
  void aLabelIsNearerToItsOwnPoint() {
    Box label = place(40, 200, 100, List.of(bar(200, 100), bar(150, 100)));
    assertTrue(label.x() > 200, label.toString());
  }

  @Test
  void aLabelStaysInsideThePlot() {
    for (double[] corner : new double[][] {{0, 0}, {480, 0}, {0, 330}, {480, 330}}) {
      Box label = place(70, corner[0], corner[1], List.of());
      assertTrue(label.x() - label.width() / 2 >= 0 && label.x() + label.width() / 2 <= 480
          && label.y() - label.height() / 2 >= 0 && label.y() + label.height() / 2 <= 330, label.toString());
    }
  }

  @Test
  void oneUserAmongManyPointsIsSeen() {
    XYChart chart = Charts.scatter("cell", "x", "y", Line.of("all", new double[] {1, 2, 3, 4},
        new double[] {1, 2, 3, 4}), Line.of("one", new double[] {2}, new double[] {3}));
    assertTrue(pixels(chart, "one") > 4 * pixels(chart, "all"), pixels(chart, "one") + " pixels, others "
        + pixels(chart, "all"));
  }

  /** How many pixels the marker of a series has. */
  private static int pixels(XYChart chart, String series) {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    chart.getSeriesMap().get(series).getMarker().paint(graphics, 20, 20, 4);
    graphics.dispose();
    int count = 0;
    for (int i = 0; i < 1600; i++) {
      count += (image.getRGB(i % 40, i / 40) & 0xFFFFFF) != 0 ? 1 : 0;
    }
    return count;
  }
}
