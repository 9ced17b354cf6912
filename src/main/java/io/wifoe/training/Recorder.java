package io.wifoe.training;

import java.io.IOException;

/** Keeps what a training does, so that it can go on after an interruption. */
interface Recorder extends AutoCloseable {
  /** Keeps nothing. */
  static Recorder none(RunConfig run) {
    return new Recorder() {
      @Override
      public RunConfig run() {
        return run;
      }

      @Override
      public void resume(TrainingState state) {}

      @Override
      public void pointAdded(TrainingState state) {}

      @Override
      public void stepDone(TrainingState state) {}

      @Override
      public void finish(TrainingState state) {
        state.restoreBest();
      }

      @Override
      public String remedy() {
        return "";
      }

      @Override
      public void close() {}
    };
  }

  /** The run that is recorded. */
  RunConfig run();

  /** Brings a fresh state to where the training was left, or keeps it as the start. */
  void resume(TrainingState state) throws IOException;

  /** The learning curve has a new point. */
  void pointAdded(TrainingState state) throws IOException;

  /** A step is done. */
  void stepDone(TrainingState state) throws IOException;

  /** The training ends, at its last step or after an interrupt; its model gets its best weights. */
  void finish(TrainingState state) throws IOException;

  /** For messages of failures and interrupts: where the last good weights are; empty if nowhere. */
  String remedy();

  @Override
  void close() throws IOException;
}
