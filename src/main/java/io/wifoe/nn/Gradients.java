package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Recording of what a backward pass needs, a setting of each thread: on from {@link #record} to {@link #close}. Unlike
 * the library's own collector, as many threads as there are may record at the same time.
 */
public final class Gradients implements AutoCloseable {
  private final boolean before;

  private Gradients(boolean before) {
    this.before = before;
  }

  /** This thread records from now on. */
  public static Gradients record() {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    return new Gradients(before);
  }

  /**
   * Differentiates a scalar; every leaf that it depends on has its {@link NDArray#getGradient} afterwards.
   *
   * @param factor scalar that the gradient is multiplied by: -1 turns an optimizer's descent into an ascent
   */
  public void backward(NDArray scalar, NDArray factor) {
    JniUtils.backward((PtNDArray) scalar, (PtNDArray) factor, false, false);
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
