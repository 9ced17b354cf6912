package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.wifoe.Seed;
import io.wifoe.channel.ComplexBatch;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Transmission;
import io.wifoe.nn.LoadBalancing;
import io.wifoe.nn.NativeOperators;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.SnrRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * One step of Algorithm 1: a mini-batch of every configuration, the weighted loss (16), its gradient. A step is cut
 * into shards of equal size whose gradients add up; shards may run at the same time and the sum does not depend on it.
 *
 * @param model the network
 * @param parts what is trained on
 * @param balance weight of the load-balancing loss, 0 for none
 * @param trainable names of the parameters that learn
 */
record TrainingStep(PrecodingNetwork model, List<Part> parts, double balance, Predicate<String> trainable) {

  /**
   * One configuration's share of a step.
   *
   * @param samples mini-batch size M in one shard
   * @param weight lambda of Eq. (16)
   */
  record Part(Configuration configuration, ChannelDataset data, SnrRange snr, int samples, double weight) {}

  /**
   * Gradient and weighted sum rate of one shard; the arrays belong to the shard's manager.
   *
   * @param statistics this shard's share of the running statistics that the step measured
   */
  record Gradient(NDManager manager, Map<String, NDArray> byName, Map<String, NDArray> statistics, double sumRate) {}

  /**
   * Draws one shard's samples and differentiates its loss.
   *
   * @param manager owner of everything the shard makes
   * @param seed of this shard of this step
   * @param progress share of the training that is done
   * @param scale share of this shard in the step, 1 / shards
   */
  Callable<Gradient> shard(NDManager manager, Seed seed, double progress, double scale) {
    return () -> {
      boolean before = JniUtils.isGradMode();
      JniUtils.setGradMode(true); // a thread's own setting
      try {
        Pass.Mode mode = Pass.Mode.training(progress, seed);
        LoadBalancing balancing = new LoadBalancing();
        Pass pass = Pass.of(manager, model.parameters(), trainable, mode, balance > 0 ? balancing : Pass.NOBODY);
        List<Transmission> transmissions = new ArrayList<>();
        for (Part part : parts) {
          Seed own = seed.of(part.configuration.key());
          ComplexBatch channels = part.data.batch(part.configuration.users(), part.samples, own.of("channels"));
          transmissions.add(Transmission.of(manager, model.parameters().precision(), part.configuration, part.snr,
              channels, own.of("noise")));
        }
        NDArray gain = weighted(pass, model.objectives(pass, transmissions)); // -L of Eq. (16)
        NDArray raised = balance > 0 ? gain.sub(balancing.loss(pass).mul(pass.scalar(balance))) : gain;
        JniUtils.backward((PtNDArray) raised, (PtNDArray) pass.scalar(-scale), false, false);
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        pass.leaves().forEach((name, leaf) -> {
          if (trainable.test(name)) {
            gradients.put(name, leaf.getGradient());
          }
        });
        Map<String, NDArray> statistics = new LinkedHashMap<>();
        pass.statistics().forEach((name, value) -> statistics.put(name, value.mul((float) scale)));
        return new Gradient(manager, gradients, statistics, scale * NativeOperators.toDouble(gain));
      } finally {
        JniUtils.setGradMode(before);
      }
    };
  }

  private NDArray weighted(Pass pass, List<NDArray> sumRates) {
    NDArray total = sumRates.get(0).mul(pass.scalar(parts.get(0).weight));
    for (int i = 1; i < sumRates.size(); i++) {
      total = total.add(sumRates.get(i).mul(pass.scalar(parts.get(i).weight)));
    }
    return total;
  }
}
