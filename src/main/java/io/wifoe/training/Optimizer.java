package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import io.wifoe.model.Safetensors;
import io.wifoe.nn.Parameters;
import java.io.IOException;
import java.util.Map;

/** Opt of Algorithms 1 and 2: turns gradients into steps. Holds native memory until it is closed. */
public interface Optimizer extends AutoCloseable {
  /**
   * One step of the parameters that have a gradient; gradients whose norm is not finite move nothing.
   *
   * @param gradients by parameter name, of a loss that falls
   * @param rate learning rate
   * @return norm of all gradients before clipping
   */
  double step(Parameters parameters, Map<String, NDArray> gradients, double rate);

  /** What it remembers between steps, for a checkpoint: arrays by names that begin with the optimizer's own. */
  Map<String, NDArray> arrays();

  /** The number of steps of each parameter that had one. */
  Map<String, Long> steps();

  /**
   * Goes on from what {@link #arrays} and {@link #steps} gave.
   *
   * @throws io.wifoe.InvalidFileException if an array is missing or does not fit its parameter
   */
  void restore(Safetensors file, Parameters parameters, Map<String, Long> steps) throws IOException;

  @Override
  void close();
}
