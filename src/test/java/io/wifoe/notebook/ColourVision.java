package io.wifoe.notebook;

import java.awt.Color;

/** How far two colours are apart for people with some colour vision: CIEDE2000 after Machado, Oliveira, Fernandes. */
enum ColourVision {
  USUAL(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
  DEUTERANOPIA(new double[][] {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
    {-0.011820, 0.042940, 0.968881}}),
  PROTANOPIA(new double[][] {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
    {-0.003882, -0.048116, 1.051998}});

  private static final double[][] XYZ = {{0.4124 / 0.95047, 0.3576 / 0.95047, 0.1805 / 0.95047},
    {0.2126, 0.7152, 0.0722}, {0.0193 / 1.08883, 0.1192 / 1.08883, 0.9505 / 1.08883}};

  private final double[][] seen; // of linear red, green and blue

  ColourVision(double[][] seen) {
    this.seen = seen;
  }

  /** Delta E of the pair for the eyes that tell it least. */
  static double least(Color a, Color b) {
    double least = Double.POSITIVE_INFINITY;
    for (ColourVision eyes : values()) {
      least = Math.min(least, difference(eyes.lab(a), eyes.lab(b)));
    }
    return least;
  }

  private double[] lab(Color color) {
    double[] linear = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    double[] light = times(seen, linear);
    for (int i = 0; i < light.length; i++) {
      light[i] = Math.max(0, Math.min(1, light[i]));
    }
    double[] f = times(XYZ, light);
    for (int i = 0; i < f.length; i++) {
      f[i] = f[i] > 0.008856 ? Math.cbrt(f[i]) : 7.787 * f[i] + 16.0 / 116;
    }
    return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
  }

  private static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  /** CIEDE2000 of two colours in L*, a*, b*. */
  static double difference(double[] one, double[] other) {
    double mean7 = Math.pow((Math.hypot(one[1], one[2]) + Math.hypot(other[1], other[2])) / 2, 7);
    double g = 1.5 - 0.5 * Math.sqrt(mean7 / (mean7 + Math.pow(25, 7)));
    double c1 = Math.hypot(g * one[1], one[2]);
    double c2 = Math.hypot(g * other[1], other[2]);
    double h1 = hue(g * one[1], one[2]);
    double h2 = hue(g * other[1], other[2]);
    double turn = c1 * c2 == 0 ? 0 : Math.IEEEremainder(h2 - h1, 360);
    double l = (one[0] + other[0]) / 2;
    double c = (c1 + c2) / 2;
    double h = c1 * c2 == 0 ? h1 + h2 : Math.abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : (h1 + h2 + 360) / 2;
    double t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
    double dl = (other[0] - one[0]) / (1 + 0.015 * (l - 50) * (l - 50) / Math.sqrt(20 + (l - 50) * (l - 50)));
    double dc = (c2 - c1) / (1 + 0.045 * c);
    double dh = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(turn / 2)) / (1 + 0.015 * c * t);
    double c7 = Math.pow(c, 7);
    double rotation = -2 * Math.sqrt(c7 / (c7 + Math.pow(25, 7)))
        * Math.sin(Math.toRadians(60 * Math.exp(-Math.pow((h - 275) / 25, 2))));
    return Math.sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh);
  }

  private static double hue(double a, double b) {
    return (Math.toDegrees(Math.atan2(b, a)) + 360) % 360;
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }
}
