package io.wifoe.training;

import ai.djl.ndarray.NDManager;
import io.wifoe.Seed;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.task.Configuration;
import io.wifoe.training.TrainingStep.Gradient;
import io.wifoe.training.TrainingStep.Part;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** The loop of Algorithm 1: sample, differentiate, step, look at the clock and at interrupts. */
final class TrainingLoop {
  private static final int POINTS_OF_A_CURVE = 200;

  private final PrecodingNetwork model;
  private final TrainingConfig config;
  private final TrainingStep step;
  private final PrintStream progress;

  TrainingLoop(PrecodingNetwork model, TrainingConfig config, Map<Configuration, ChannelDataset> data,
      PrintStream progress) {
    this.model = model;
    this.config = config;
    this.progress = progress;
    int samples = Math.max(1, config.batch() / (config.shards() * data.size()));
    List<Part> parts = data.entrySet().stream()
        .map(part -> new Part(part.getKey(), part.getValue(), config.snr(), samples, 1.0 / data.size())).toList();
    this.step = new TrainingStep(model, parts, model::isTrainable);
  }

  Training run() {
    Seed seed = Seed.root(config.seed()).of("training");
    LearningCurve curve = new LearningCurve();
    ProgressLine line = new ProgressLine(progress, config.steps());
    int samplesPerStep = config.shards() * step.parts().stream().mapToInt(Part::samples).sum();
    long every = Math.max(1, config.steps() / POINTS_OF_A_CURVE);
    long start = System.nanoTime();
    long done = 0;
    double sumRate = 0;
    double norm = 0;
    try (Shards shards = new Shards(config.shards(), config.threads());
        Adam adam = new Adam(config.weightDecay(), config.clip())) {
      while (done < config.steps() && !Thread.interrupted()) {
        double rate = config.learningRate().at(done, config.steps());
        try (NDManager arrays = NDManager.newBaseManager()) {
          Gradient gradient = shards.gradient(arrays, step, seed.of(done), (double) done / config.steps());
          requireNumber(gradient.sumRate(), done);
          sumRate += gradient.sumRate();
          norm += adam.step(model.parameters(), gradient.byName(), rate);
          model.parameters().approach(gradient.statistics());
        }
        done++;
        if (done % every == 0 || done == config.steps()) {
          long steps = done % every == 0 ? every : done % every;
          curve.add(new LearningCurve.Point(done, done * samplesPerStep, sumRate / steps, norm / steps, rate));
          sumRate = 0;
          norm = 0;
        }
        line.show(done, done * samplesPerStep, curve.latest(), false);
      }
      line.show(done, done * samplesPerStep, curve.latest(), true);
    }
    return new Training(model, config, curve, done, done * samplesPerStep / ((System.nanoTime() - start) / 1e9));
  }

  private static void requireNumber(double sumRate, long step) {
    if (Double.isNaN(sumRate)) {
      throw new ArithmeticException("the sum rate is no number at step " + step
          + "; lower the learning rate or look for broken channels. The weights are those of the step before");
    }
  }
}
