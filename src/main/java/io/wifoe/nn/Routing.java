package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/**
 * Which expert works on which token, and the order that brings each expert's tokens together. A slot is one choice of
 * one token: slot {@code t * k + i} is the i-th choice of token t. A row is a place in the order sorted by expert.
 *
 * @param tokens T
 * @param experts chosen expert of each slot (T k), best first; among equal logits the lower number wins
 * @param slotOfRow slot of each row (T k)
 * @param rows number of rows of each expert (E)
 */
record Routing(int tokens, long[] experts, long[] slotOfRow, long[] rows) {

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
    return sortedByExpert(chosen, tokens, experts);
  }

  /** Counting sort of the slots by expert; slots of one expert keep their order. */
  private static Routing sortedByExpert(long[] chosen, int tokens, int experts) {
    int[] next = new int[experts + 1];
    long[] rows = new long[experts];
    for (long expert : chosen) {
      rows[(int) expert]++;
      next[(int) expert + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    long[] slotOfRow = new long[chosen.length];
    for (int slot = 0; slot < chosen.length; slot++) {
      slotOfRow[next[(int) chosen[slot]]++] = slot;
    }
    return new Routing(tokens, chosen, slotOfRow, rows);
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
