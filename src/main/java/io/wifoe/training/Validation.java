package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.Objective;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Transmission;
import io.wifoe.nn.NativeOperators;
import io.wifoe.nn.Pass;
import io.wifoe.precoding.Precoders;
import io.wifoe.precoding.SumRate;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.SnrRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures a model on users that it does not train on, every time on the same samples and noise.
 *
 * @param objective what the training improves
 * @param data held-out channels of each configuration; empty for no validation
 * @param every steps between two measurements, taken with the next point of the curve
 * @param patience measurements without a new best after which the training ends, 0 for never
 * @param reference room for {@link #wmmse}, which is worked out when it is first asked for
 */
record Validation(Objective objective, Map<Configuration, ChannelDataset> data, long every, int patience,
    double[] reference) {
  /** Of all configurations together, and the least and the most of one. */
  private static final int SAMPLES = 4_096;
  private static final int LEAST = 64;
  private static final int MOST = 1_024;
  private static final RandomStream STREAM = RandomStream.root(0).of("validation");

  Validation(Objective objective, Map<Configuration, ChannelDataset> data, long every, int patience) {
    this(objective, data, every, patience, new double[] {Double.NaN});
  }

  /** The sum rate that WMMSE comes to on the same samples with full channel knowledge; NaN for other objectives. */
  double wmmse(SnrRange snr) {
    if (Double.isNaN(reference[0]) && objective.equals(Objective.SUM_RATE) && !data.isEmpty()) {
      reference[0] = data.entrySet().stream()
          .mapToDouble(part -> wmmse(part.getKey(), part.getValue(), snr)).average().orElseThrow();
    }
    return reference[0];
  }

  private double wmmse(Configuration c, ChannelDataset channels, SnrRange snr) {
    RandomStream stream = STREAM.of(c.key());
    ComplexMatrices batch = batch(channels, c.users(), stream.of("channels"));
    int samples = batch.samples();
    double[] rates = IntStream.range(0, samples).parallel().mapToDouble(i -> {
      ComplexMatrices h = batch.slice(i, i + 1);
      LinkBudget link = Transmission.link(snr, stream.of("noise"), i);
      return SumRate.perSample(h, Precoders.wmmse().precode(h, link), link.noisePower())[0];
    }).toArray();
    return Arrays.stream(rates).sum() / samples; // in order, whatever the number of threads
  }

  private int samples() {
    return Math.min(MOST, Math.max(LEAST, SAMPLES / data.size()));
  }

  /** The objective's figure of its mean over the configurations. */
  double figure(PrecodingNetwork model, SnrRange snr) {
    double sum = 0;
    for (Map.Entry<Configuration, ChannelDataset> part : data.entrySet()) {
      Configuration c = part.getKey();
      RandomStream stream = STREAM.of(c.key());
      try (NDManager manager = model.parameters().newManager()) {
        Transmission samples = Transmission.of(manager, model.parameters().precision(), c, snr,
            batch(part.getValue(), c.users(), stream.of("channels")), stream.of("noise"));
        List<NDArray> measures = model.measures(Pass.inference(manager, model.parameters()), List.of(samples));
        sum += NativeOperators.toDouble(measures.get(0));
      }
    }
    return objective.figure(sum / data.size());
  }

  /** An interrupt ends the training after a measurement, not within: a run that goes on has the same curve. */
  private ComplexMatrices batch(ChannelDataset channels, int users, RandomStream stream) {
    return Uninterrupted.draw(() -> channels.batch(users, samples(), stream));
  }

  /** Whether a curve has gone without a new best for longer than the patience. */
  boolean isExhausted(LearningCurve curve) {
    List<Double> measured = curve.points().stream().map(LearningCurve.Point::validation)
        .filter(value -> !value.isNaN()).toList();
    int best = 0;
    for (int i = 1; i < measured.size(); i++) {
      best = objective.isBetter(measured.get(i), measured.get(best)) ? i : best;
    }
    return patience > 0 && measured.size() - 1 - best >= patience;
  }
}
