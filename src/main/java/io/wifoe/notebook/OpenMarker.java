package io.wifoe.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/** An outline around white, in which an error bar is still seen; or the same filled, for clouds of small points. */
final class OpenMarker extends Marker {
  static final OpenMarker CIRCLE = new OpenMarker(new Ellipse2D.Double(-0.9, -0.9, 1.8, 1.8));
  static final OpenMarker SQUARE = closed(-0.8, -0.8, 0.8, -0.8, 0.8, 0.8, -0.8, 0.8);
  static final OpenMarker UP = closed(0, -1.1, 1, 0.8, -1, 0.8);
  static final OpenMarker DOWN = closed(0, 1.1, 1, -0.8, -1, -0.8);
  static final OpenMarker LEFT = closed(-1.1, 0, 0.8, -1, 0.8, 1);
  static final OpenMarker RIGHT = closed(1.1, 0, -0.8, -1, -0.8, 1);
  static final OpenMarker DIAMOND = closed(0, -1.15, 1.15, 0, 0, 1.15, -1.15, 0);
  static final OpenMarker HOURGLASS = closed(-0.9, -1, 0.9, -1, -0.9, 1, 0.9, 1);
  static final OpenMarker STAR = closed(0, -1.3, 0.38, -0.4, 1.3, -0.4, 0.6, 0.2, 0.85, 1.1, 0, 0.6, -0.85, 1.1,
      -0.6, 0.2, -1.3, -0.4, -0.38, -0.4);
  static final OpenMarker PLUS = strokes(-1, 0, 1, 0, 0, -1, 0, 1);
  static final OpenMarker CROSS = strokes(-0.9, -0.9, 0.9, 0.9, -0.9, 0.9, 0.9, -0.9);
  static final OpenMarker ASTERISK = strokes(-1.1, 0, 1.1, 0, -0.6, -1, 0.6, 1, -0.6, 1, 0.6, -1);

  private static final BasicStroke OUTLINE = new BasicStroke(1.5f);
  private static final BasicStroke HALO = new BasicStroke(4);

  private final Shape shape; // in a square from -1 to 1, downwards
  private final boolean filled;
  private final boolean large;

  private OpenMarker(Shape shape, boolean filled, boolean large) {
    this.shape = shape;
    this.filled = filled;
    this.large = large;
  }

  private OpenMarker(Shape shape) {
    this(shape, false, false);
  }

  private static OpenMarker closed(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return new OpenMarker(path);
  }

  /** Lines from (x, y) to (x, y), which enclose nothing. */
  private static OpenMarker strokes(double... ends) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < ends.length; i += 4) {
      path.moveTo(ends[i], ends[i + 1]);
      path.lineTo(ends[i + 2], ends[i + 3]);
    }
    return new OpenMarker(path);
  }

  /** The same without white. */
  OpenMarker filled() {
    return new OpenMarker(shape, true, false);
  }

  /** The same filled and two and a half times as large, with white around it that parts it from a cloud. */
  OpenMarker large() {
    return new OpenMarker(AffineTransform.getScaleInstance(2.5, 2.5).createTransformedShape(shape), true, true);
  }

  @Override
  public void paint(Graphics2D graphics, double x, double y, int size) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(size / 2.0, size / 2.0);
    Shape drawn = place.createTransformedShape(shape);
    Color color = graphics.getColor();
    if (large) {
      graphics.setColor(Color.WHITE);
      graphics.setStroke(HALO);
      graphics.draw(drawn);
    }
    graphics.setColor(filled ? color : Color.WHITE);
    graphics.fill(drawn);
    graphics.setColor(color);
    graphics.setStroke(OUTLINE);
    graphics.draw(drawn);
  }
}
