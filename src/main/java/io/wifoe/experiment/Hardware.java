package io.wifoe.experiment;

import ai.djl.Device;
import io.wifoe.Check;
import io.wifoe.nn.NativeEngine;

/**
 * What the trainings of a cell run on. Threads change the time taken and nothing else; a GPU adds in another order, so
 * that its results agree with those of the processor in their first digits.
 *
 * @param threads of each training, 0 for the usual number
 * @param device where networks learn and are measured
 */
public record Hardware(int threads, Device device) {
  /**
   * The same.
   *
   * @throws IllegalArgumentException if threads are negative or the engine does not see that GPU
   */
  public Hardware {
    Check.that(threads >= 0, "threads %d: the number starts at 1", threads);
    NativeEngine.usable(device);
  }

  /** So many threads of the processor, 0 for the usual number. */
  public static Hardware cpu(int threads) {
    return new Hardware(threads, Device.cpu());
  }
}
