package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/**
 * Which expert works on which token, and the order that brings each expert's tokens together. A slot is one choice of
 * one token: slot {@code t * k + i} is the i-th choice of token t. A row is a place in the order sorted by expert.
 *
 * @param tokens T
 * @param experts chosen expert of each slot (T k), best first; among equal logits the lower number wins
 * @param tokenOfRow token of each row (T k)
 * @param rowOfSlot row of each slot (T k)
 * @param start first row of each expert, and the number of rows at the end (E + 1)
 */
record Routing(int tokens, long[] experts, long[] tokenOfRow, long[] rowOfSlot, int[] start) {

  /** The k largest of each row of {@code logits} (T, E). */
  static Routing topK(NDArray logits, int k) {
    int tokens = (int) logits.getShape().get(0);
    int experts = (int) logits.getShape().get(1);
    double[] values = logits.getDataType() == DataType.FLOAT64 ? logits.toDoubleArray() : widen(logits.toFloatArray());
    long[] chosen = new long[tokens * k];
    for (int t = 0; t < tokens; t++) {
      for (int i = 0; i < k; i++) {
        int best = -1;
        for (int e = 0; e < experts; e++) {
          if (best < 0 || values[t * experts + e] > values[t * experts + best]) {
            best = e;
          }
        }
        chosen[t * k + i] = best;
        values[t * experts + best] = Double.NEGATIVE_INFINITY;
      }
    }
    return sortedByExpert(chosen, tokens, k, experts);
  }

  /** Counting sort of the slots by expert; slots of one expert keep their order. */
  private static Routing sortedByExpert(long[] chosen, int tokens, int k, int experts) {
    int[] start = new int[experts + 1];
    for (long expert : chosen) {
      start[(int) expert + 1]++;
    }
    for (int e = 0; e < experts; e++) {
      start[e + 1] += start[e];
    }
    int[] next = Arrays.copyOf(start, experts);
    long[] tokenOfRow = new long[chosen.length];
    long[] rowOfSlot = new long[chosen.length];
    for (int slot = 0; slot < chosen.length; slot++) {
      int row = next[(int) chosen[slot]]++;
      tokenOfRow[row] = slot / k;
      rowOfSlot[slot] = row;
    }
    return new Routing(tokens, chosen, tokenOfRow, rowOfSlot, start);
  }

  int rows(int expert) {
    return start[expert + 1] - start[expert];
  }

  /** The rows (T k, d) of each expert; an expert without tokens gets an empty part. */
  NDList splitByExpert(NDArray rows) {
    return rows.split(Arrays.stream(start, 1, start.length - 1).asLongStream().toArray(), 0);
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
