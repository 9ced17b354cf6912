package io.wifoe.training;

import ai.djl.ndarray.NDManager;
import io.wifoe.Seed;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.task.Configuration;
import io.wifoe.training.TrainingStep.Gradient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.LongConsumer;

/** The loop of Algorithm 1: sample, differentiate, step, look at the clock and at interrupts. */
final class TrainingLoop {
  private static final int POINTS_OF_A_CURVE = 200;

  private final PrecodingNetwork model;
  private final TrainingConfig config;
  private final TrainingStep step;
  private final Validation validation;
  private final Recorder recorder;
  private final PrintStream progress;
  private final LongConsumer stepListener;

  TrainingLoop(PrecodingNetwork model, TrainingConfig config, Map<Configuration, ChannelDataset> data,
      Validation validation, Recorder recorder, PrintStream progress, LongConsumer stepListener) {
    this.model = model;
    this.config = config;
    this.validation = validation;
    this.recorder = recorder;
    this.progress = progress;
    this.stepListener = stepListener;
    this.step = TrainingStep.of(model, config, data);
  }

  /** Runs to the last step or to an interrupt. */
  Training run() throws IOException {
    Seed seed = Seed.root(config.seed()).of("training");
    int samplesPerStep = step.samples();
    try (Shards shards = new Shards(config.threads());
        TrainingState state = new TrainingState(model, new Adam(config.weightDecay(), config.clip()),
            !validation.data().isEmpty())) {
      recorder.resume(state);
      long start = System.nanoTime();
      long first = state.step;
      ProgressLine line = new ProgressLine(progress, first, config.steps());
      while (state.step < config.steps() && !validation.isExhausted(state.curve) && !Thread.interrupted()) {
        double rate = config.learningRate().at(state.step, config.steps());
        try (NDManager arrays = NDManager.newBaseManager()) {
          double done = (double) state.step / config.steps();
          Gradient gradient = shards.gradient(arrays, step, seed.of(state.step), done);
          requireNumber("sum rate", gradient.sumRate(), state.step);
          double norm = state.adam.step(model.parameters(), gradient.byName(), rate);
          requireNumber("gradient", norm, state.step);
          state.sumRate += gradient.sumRate();
          state.gradientNorm += norm;
          model.parameters().approach(gradient.statistics());
        }
        state.step++;
        addPoint(state, samplesPerStep, rate);
        if (state.validatedNow && state.isBest()) {
          state.keepBest();
        }
        recorder.stepDone(state);
        stepListener.accept(state.step);
        line.show(state.step, state.step * samplesPerStep, state.curve.latest());
      }
      model.addProvenance("steps", Long.toString(state.step));
      recorder.finish(state);
      boolean interrupted = state.step < config.steps() && !validation.isExhausted(state.curve);
      String remedy = recorder.remedy();
      line.end(state.step, state.step * samplesPerStep, state.curve.latest(), interrupted ? "interrupted after" : "took",
          interrupted && !remedy.isEmpty() ? remedy + ", and the same training goes on from it" : "");
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Training(model, config, state.curve, state.step, validation.isExhausted(state.curve),
          (state.step - first) * samplesPerStep / seconds);
    }
  }

  /** Every few steps and after the last. */
  private void addPoint(TrainingState state, int samplesPerStep, double rate) throws IOException {
    long every = Math.max(1, config.steps() / POINTS_OF_A_CURVE);
    state.validatedNow = false;
    if (state.step % every == 0 || state.step == config.steps()) {
      state.validatedNow = !validation.data().isEmpty()
          && (state.step == config.steps()
              || state.step / validation.every() > (state.step - every) / validation.every());
      long steps = state.step % every == 0 ? every : state.step % every;
      state.curve.add(new LearningCurve.Point(state.step, state.step * samplesPerStep, state.sumRate / steps,
          state.gradientNorm / steps, rate, state.validatedNow ? validation.sumRate(model, config.snr()) : Double.NaN));
      state.sumRate = 0;
      state.gradientNorm = 0;
      recorder.pointAdded(state);
    }
  }

  private void requireNumber(String what, double value, long step) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("the " + what + " is no number at step " + step
          + "; lower the learning rate or look for broken channels. The weights are those of the step before"
          + recorder.remedy());
    }
  }
}
