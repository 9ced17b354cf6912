package io.wifoe.experiment;

import ai.djl.Device;
import io.wifoe.Check;
import io.wifoe.nn.NativeEngine;

/**
 * What the network of a cell learns and is measured on. Threads change the time taken and nothing else; a GPU adds in
 * another order, so that its results agree with those of the processor in their first digits.
 *
 * @param threads of each training, 0 for the usual number
 * @param device where networks learn and are measured
 */
public record Hardware(int threads, Device device) {
  /**
   * What there is of a machine.
   *
   * @throws IllegalArgumentException if threads are negative or the engine does not see that GPU
   */
  public Hardware {
    Check.that(threads >= 0, "%d threads: the number is positive, or 0 for the usual one", threads);
    NativeEngine.usable(device);
  }

  /** So many threads of the processor, 0 for the usual number. */
  public static Hardware cpu(int threads) {
    return new Hardware(threads, Device.cpu());
  }
}
