package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;

/**
 * Unit-norm words w of a codebook side by side, antenna by antenna, so that a user's search runs over all of them at
 * once.
 */
final class Words {
  private final float[][] re; // (Nt, words)
  private final float[][] im;

  Words(int antennas, int words) {
    this.re = new float[antennas][words];
    this.im = new float[antennas][words];
  }

  int antennas() {
    return re.length;
  }

  int size() {
    return re[0].length;
  }

  float re(int antenna, int word) {
    return re[antenna][word];
  }

  float im(int antenna, int word) {
    return im[antenna][word];
  }

  void set(int antenna, int word, double newRe, double newIm) {
    re[antenna][word] = (float) newRe;
    im[antenna][word] = (float) newIm;
  }

  /** h^H w of every word, real and imaginary parts. */
  record Products(float[] re, float[] im) {
    float gain(int word) {
      return re[word] * re[word] + im[word] * im[word];
    }
  }

  /**
   * The products with a user's channel, which begins at a {@linkplain ComplexMatrices#row row}.
   *
   * @throws IllegalArgumentException if the words were made for another number of antennas
   */
  Products with(ComplexMatrices channels, int row) {
    Check.that(channels.columns() == antennas(), "a codebook for %d antennas does not fit channels of %d", antennas(),
        channels.columns());
    Products products = new Products(new float[size()], new float[size()]);
    for (int n = 0; n < antennas(); n++) {
      add(channels.values()[row + n], channels.values()[row + antennas() + n], n, products);
    }
    return products;
  }

  /** The products with one of the words. */
  Products with(int word) {
    Products products = new Products(new float[size()], new float[size()]);
    for (int n = 0; n < antennas(); n++) {
      add(re[n][word], im[n][word], n, products);
    }
    return products;
  }

  /** Adds conj(h) w of one antenna for every word; two plain loops, which the compiler vectorises. */
  private void add(float hRe, float hIm, int antenna, Products sums) {
    float[] wRe = re[antenna];
    float[] wIm = im[antenna];
    for (int w = 0; w < wRe.length; w++) {
      sums.re[w] += hRe * wRe[w] + hIm * wIm[w];
    }
    for (int w = 0; w < wRe.length; w++) {
      sums.im[w] += hRe * wIm[w] - hIm * wRe[w];
    }
  }
}
