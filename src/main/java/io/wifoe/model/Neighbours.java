package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.wifoe.nn.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Parts of a step that follow each other and are served by the same weights, so that a layer runs once for all. */
record Neighbours<T>(List<T> parts) {
  /**
   * Runs of neighbours, in order.
   *
   * @param kind tells whether the same serves two parts: their weights, and what else a layer needs
   */
  static <T> List<Neighbours<T>> of(List<T> parts, Function<T, ?> kind) {
    List<Neighbours<T>> runs = new ArrayList<>();
    Object before = null;
    for (T part : parts) {
      Object own = kind.apply(part);
      if (!own.equals(before)) {
        runs.add(new Neighbours<>(new ArrayList<>()));
      }
      runs.get(runs.size() - 1).parts.add(part);
      before = own;
    }
    return runs;
  }

  T first() {
    return parts.get(0);
  }

  /** One array of each part, one below the other. */
  NDArray joined(Function<T, NDArray> array) {
    return Rows.joined(new NDList(parts.stream().map(array).toList()));
  }

  /** Rows for all parts, taken apart as the arrays of the parts are. */
  NDList parted(NDArray rows, Function<T, NDArray> like) {
    return Rows.parted(rows, parts.stream().mapToLong(part -> like.apply(part).getShape().get(0)).toArray());
  }
}
