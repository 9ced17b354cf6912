package io.wifoe.training;

import io.wifoe.channel.ComplexMatrices;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Draws to the end in spite of interrupts, which end a training between its steps and leave nothing half done. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** What is drawn; the interrupt status is as it was, or set meanwhile. */
  static ComplexMatrices draw(Supplier<ComplexMatrices> channels) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return channels.get();
        } catch (CancellationException e) {
          interrupted = Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
