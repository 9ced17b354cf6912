package io.wifoe.training;

import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;

/** A training of seconds that keeps a directory, also as a program of its own that may be killed. */
final class SmallRun {
  static final TaskConfig TASK = TaskConfig.builder().name("small").array(AntennaArray.ula(8)).pilotLength(4)
      .feedbackBits(6).users(2, 3).build();
  static final ChannelDataset CHANNELS = ChannelDataset.endless(FewPath.of(8, 1, 60), 5);

  private SmallRun() {}

  static WiFoE model() {
    return WiFoE.builder().width(32).blocks(1).heads(4).encoderWidth(32).encoderLayers(1).dropout(0.05)
        .quantizer(SignQuantizer.SOFT_TO_HARD).build();
  }

  static <M extends PrecodingNetwork> Trainer<M> of(M model, Path out) {
    return untasked(model, out).task(TASK, CHANNELS);
  }

  /** Without its task. */
  static <M extends PrecodingNetwork> Trainer<M> untasked(M model, Path out) {
    return Trainer.pretrain(model).batch(8).steps(40)
        .learningRate(LearningRate.cosine(2e-3, 4)).threads(1).progress(null).out(out).checkpointEvery(1);
  }

  /** Arguments: directory, steps. Begins when a byte comes on standard input, so that engines may start in advance. */
  public static void main(String[] arguments) throws IOException {
    try (WiFoE model = model()) {
      System.in.read();
      of(model, Path.of(arguments[0])).steps(Long.parseLong(arguments[1])).run();
    }
  }
}
