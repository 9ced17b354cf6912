package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.AntennaArray;

/**
 * Beams of a uniform array: word (p, q) is exp(2 pi j (p r / P + q c / Q)) / sqrt(Nt) at row r and column c, the
 * Kronecker product of one DFT vector for each dimension of the panel.
 *
 * <p>The search tries every beam of a grid four to eight times as fine as the array resolves; where a codebook is finer
 * it goes on from the best of these by halving steps, so that its cost does not grow with 2^B. One beam cannot describe
 * more than one path: beyond a few bits more than log2(Nt) further bits bring almost nothing.
 */
public final class BeamCodebook implements Quantizer {
  /** Beyond twice as fine as double the array's resolution bits change nothing; this is where the codebook ends. */
  public static final int MAX_BITS = 40;
  private static final int TYPE_ONE_OVERSAMPLING = 4; // O1 and O2 of TS 38.214 Table 5.2.2.2.1-2

  private final String name;
  private final AntennaArray array;
  private final int bits;
  private final Axis rows;
  private final Axis columns;

  private BeamCodebook(String name, AntennaArray array, int bits, Axis rows, Axis columns) {
    this.name = name;
    this.array = array;
    this.bits = bits;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * A DFT codebook of exactly 2^B words. The bits are shared between rows and columns so that both are oversampled as
   * equally as whole bits allow.
   */
  public static BeamCodebook dft(AntennaArray array, int bits) {
    Check.that(bits >= 0 && bits <= MAX_BITS, "%d bits: a DFT codebook takes 0 to %d", bits, MAX_BITS);
    double even = (bits + log2(array.rows()) - log2(array.columns())) / 2;
    int vertical = array.rows() == 1 ? 0
        : array.columns() == 1 ? bits : (int) Math.max(0, Math.min(bits, Math.round(even)));
    return new BeamCodebook("DFT " + bits + " bit", array, bits,
        new Axis(array.rows(), 1L << vertical), new Axis(array.columns(), 1L << (bits - vertical)));
  }

  /**
   * Beam selection in the manner of the 3GPP type I single-panel codebook (TS 38.214, 5.2.2.2.1): four times
   * oversampled beams in each dimension of the panel, one wideband beam a user, and no co-phasing since the array has
   * one polarisation. The number of bits follows from the array: each dimension's index in whole bits.
   */
  public static BeamCodebook typeOne(AntennaArray array) {
    Axis rows = new Axis(array.rows(), array.rows() == 1 ? 1 : (long) TYPE_ONE_OVERSAMPLING * array.rows());
    Axis columns = new Axis(array.columns(), array.columns() == 1 ? 1 : (long) TYPE_ONE_OVERSAMPLING * array.columns());
    int bits = (int) (Math.ceil(log2(rows.words)) + Math.ceil(log2(columns.words)));
    return new BeamCodebook("Type I " + bits + " bit", array, bits, rows, columns);
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void quantize(ComplexMatrices channels, int sample, int user, ComplexMatrices out) {
    Check.that(channels.columns() == array.antennas(), "a codebook for %d antennas does not fit channels of %d",
        array.antennas(), channels.columns());
    Search search = new Search(channels, channels.row(sample, user));
    search.scan(0, rows.words - 1, rows.step, 0, columns.words - 1, columns.step);
    for (long dp = rows.step / 2, dq = columns.step / 2; dp + dq > 0; dp /= 2, dq /= 2) {
      search.scan(search.bestP - dp, search.bestP + dp, Math.max(1, dp),
          search.bestQ - dq, search.bestQ + dq, Math.max(1, dq));
    }
    write(out, out.row(sample, user), search.bestP, search.bestQ);
  }

  private void write(ComplexMatrices out, int row, long p, long q) {
    double scale = 1 / Math.sqrt(array.antennas());
    for (int c = 0; c < array.columns(); c++) {
      for (int r = 0; r < array.rows(); r++) {
        int n = row + r + array.rows() * c;
        double cos = rows.cos(p, r) * columns.cos(q, c) - rows.sin(p, r) * columns.sin(q, c);
        double sin = rows.sin(p, r) * columns.cos(q, c) + rows.cos(p, r) * columns.sin(q, c);
        out.values()[n] = (float) (scale * cos);
        out.values()[n + array.antennas()] = (float) (scale * sin);
      }
    }
  }

  /** The best beam found so far for one user's channel. */
  private final class Search {
    final ComplexMatrices channels;
    final int h;
    final double[] rowBeam = new double[2 * array.columns()];
    double bestGain = -1;
    long bestP;
    long bestQ;

    Search(ComplexMatrices channels, int h) {
      this.channels = channels;
      this.h = h;
    }

    /** Tries the beams of a grid. */
    void scan(long fromP, long toP, long stepP, long fromQ, long toQ, long stepQ) {
      for (long p = fromP; p <= toP; p += stepP) {
        combineRows(p);
        for (long q = fromQ; q <= toQ; q += stepQ) {
          double gain = gain(q);
          if (gain > bestGain) {
            bestGain = gain;
            bestP = p;
            bestQ = q;
          }
        }
      }
    }

    /** sum_r conj(h_rc) exp(2 pi j p r / P) for every column c: all real parts, then all imaginary ones. */
    private void combineRows(long p) {
      for (int c = 0; c < array.columns(); c++) {
        double re = 0;
        double im = 0;
        for (int r = 0; r < array.rows(); r++) {
          int n = h + r + array.rows() * c;
          double cos = rows.cos(p, r);
          double sin = rows.sin(p, r);
          double hRe = channels.values()[n];
          double hIm = channels.values()[n + array.antennas()];
          re += hRe * cos + hIm * sin;
          im += hRe * sin - hIm * cos;
        }
        rowBeam[c] = re;
        rowBeam[array.columns() + c] = im;
      }
    }

    private double gain(long q) {
      double re = 0;
      double im = 0;
      for (int c = 0; c < array.columns(); c++) {
        double cos = columns.cos(q, c);
        double sin = columns.sin(q, c);
        double beamRe = rowBeam[c];
        double beamIm = rowBeam[array.columns() + c];
        re += beamRe * cos - beamIm * sin;
        im += beamRe * sin + beamIm * cos;
      }
      return re * re + im * im;
    }
  }

  /** The beams of one dimension: {@code words} of them on a uniform array of {@code elements}. */
  private static final class Axis {
    final int elements;
    final long words;
    final long step; // from one beam of the coarse grid to the next
    private final double[] cos; // coarse beams x elements
    private final double[] sin;

    Axis(int elements, long words) {
      this.elements = elements;
      this.words = words;
      long coarse = words;
      while (coarse >= 8L * elements) {
        coarse /= 2;
      }
      this.step = words / coarse;
      this.cos = new double[(int) coarse * elements];
      this.sin = new double[(int) coarse * elements];
      for (int i = 0; i < cos.length; i++) {
        double phase = phase(i / elements * step, i % elements);
        cos[i] = Math.cos(phase);
        sin[i] = Math.sin(phase);
      }
    }

    double cos(long word, int element) {
      return onGrid(word) ? cos[index(word, element)] : Math.cos(phase(word, element));
    }

    double sin(long word, int element) {
      return onGrid(word) ? sin[index(word, element)] : Math.sin(phase(word, element));
    }

    private boolean onGrid(long word) {
      return word >= 0 && word < words && word % step == 0;
    }

    private int index(long word, int element) {
      return (int) (word / step) * elements + element;
    }

    private double phase(long word, int element) {
      return 2 * Math.PI * Math.floorMod(word * element, words) / words;
    }
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
