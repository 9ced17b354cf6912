package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** Batches put one below the other and taken apart again, so that a layer runs once for several of them. */
public final class Rows {
  private Rows() {}

  /** All rows of all parts in one array; unlike the library's own, a single part keeps its gradient. */
  public static NDArray joined(NDList parts) {
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 0);
  }

  /** The parts of so many rows each. */
  public static NDList parted(NDArray rows, long... counts) {
    long[] ends = new long[counts.length - 1];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (i == 0 ? 0 : ends[i - 1]) + counts[i];
    }
    return ends.length == 0 ? new NDList(rows) : rows.split(ends, 0);
  }

  /** The rows of these numbers. */
  public static NDArray of(NDArray array, long... numbers) {
    return NativeOperators.rows(array, array.getManager().create(numbers));
  }
}
