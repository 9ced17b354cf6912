package io.wifoe.training;

import ai.djl.ndarray.NDManager;
import io.wifoe.ProgressLine;
import io.wifoe.model.Objective;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.training.TrainingStep.Gradient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * The loop of Algorithms 1 and 2: sample, differentiate, step, look at the clock and at interrupts. What the algorithms
 * call epochs is counted in steps, for a set of channels may be endless.
 */
final class TrainingLoop {
  private static final int POINTS_OF_A_CURVE = 200;

  private final PrecodingNetwork model;
  private final TrainingSettings settings;
  private final TrainingSteps steps;
  private final Validation validation;
  private final Recorder recorder;
  private final PrintStream progress;
  private final Consumer<TrainingState> afterStep; // null for nobody
  private final StepWork elsewhere; // null for this process's threads

  TrainingLoop(TrainingSteps steps, Validation validation, Recorder recorder, PrintStream progress,
      Consumer<TrainingState> afterStep, StepWork elsewhere) {
    this.model = steps.network();
    this.settings = steps.settings();
    this.steps = steps;
    this.validation = validation;
    this.recorder = recorder;
    this.progress = progress;
    this.afterStep = afterStep;
    this.elsewhere = elsewhere;
  }

  /** Runs to the last step or to an interrupt; {@code result} is the model that the training gives. */
  <M extends PrecodingNetwork> Training<M> run(M result) throws IOException {
    int samplesPerStep = steps.samples();
    try (StepWork work = elsewhere == null ? here() : elsewhere;
        TrainingState state = new TrainingState(model, settings.optimizer(model.parameters().device()),
            !validation.data().isEmpty(), recorder.run(), steps.ties())) {
      recorder.resume(state);
      long start = System.nanoTime();
      long first = state.step;
      ProgressLine line = new ProgressLine(progress, "step", "samples", samplesPerStep, first);
      if (progress != null && first > 0) {
        progress.printf(Locale.ROOT, first < settings.steps() ? "going on after step %,d of %,d%n"
            : "all %,d of %,d steps are done%n", first, settings.steps());
        String products = recorder.run().otherProducts();
        if (products != null && first < settings.steps() && !model.parameters().device().isGpu()) {
          progress.println(products + ": it ends with other last digits than a run on one kind of processor");
        }
      }
      // Algorithm 1, line 2; Algorithm 2, lines 3 and 4
      while (state.step < settings.steps() && !validation.isExhausted(state.curve) && !Thread.interrupted()) {
        if (state.step == settings.untiedFrom()) {
          steps.ties().part(model.parameters(), state.optimizer);
        }
        double rate = settings.rate(state.step);
        try (NDManager arrays = model.parameters().newManager()) {
          Gradient gradient = work.gradient(arrays, state.step);
          requireNumber(model.objective().name(), gradient.measure(), state.step);
          double norm = state.optimizer.step(model.parameters(), gradient.byName(), rate); // line 17; line 15
          requireNumber("gradient", norm, state.step);
          state.measure += gradient.measure();
          state.gradientNorm += norm;
          model.parameters().approach(gradient.statistics());
        } catch (CancellationException e) { // the step was not done, and what stands before it is whole
          Thread.interrupted();
          break;
        }
        state.step += settings.stride();
        addPoint(state, samplesPerStep, rate);
        if (state.validatedNow && state.isBest()) {
          state.keepBest();
        }
        recorder.stepDone(state);
        if (afterStep != null) {
          afterStep.accept(state);
        }
        line.show(state.step, settings.steps(), state.curve.summary());
      }
      recorder.finish(state);
      boolean exhausted = validation.isExhausted(state.curve);
      boolean interrupted = state.step < settings.steps() && !exhausted;
      String remedy = recorder.remedy();
      line.end(state.step, settings.steps(), state.curve.summary(), interrupted ? "interrupted after" : "took",
          interrupted && !remedy.isEmpty() ? remedy + ", and the same training goes on from it" : "");
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Training<>(result, settings, state.curve, state.step, exhausted,
          (state.step - first) * samplesPerStep / seconds); // line 18; line 16
    }
  }

  private StepWork here() {
    return settings.rounds() == null ? new StepsHere(steps) : new RoundsHere(steps);
  }

  /** Every few steps and after the last. */
  private void addPoint(TrainingState state, int samplesPerStep, double rate) throws IOException {
    Objective objective = model.objective();
    long every = settings.stride() * Math.max(1, settings.steps() / settings.stride() / POINTS_OF_A_CURVE);
    state.validatedNow = false;
    if (state.step % every == 0 || state.step == settings.steps()) {
      state.validatedNow = !validation.data().isEmpty()
          && (state.step == settings.steps()
              || state.step / validation.every() > (state.step - every) / validation.every());
      long steps = state.step % every == 0 ? every : state.step % every;
      double validated = Double.NaN;
      if (state.validatedNow) {
        state.shareTiedHeads();
        validated = validation.figure(model, settings.snr());
      }
      state.curve.add(new LearningCurve.Point(state.step, state.step * samplesPerStep,
          objective.figure(state.measure / steps), state.gradientNorm * settings.stride() / steps, rate, validated,
          validated / validation.wmmse(settings.snr())));
      state.measure = 0;
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
