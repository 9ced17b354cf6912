package io.wifoe.precoding;

import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.ComplexMatrices;
import java.util.random.RandomGenerator;

/** Batches of channels for the tests of this package. */
final class Batches {
  private Batches() {}

  static ComplexMatrices draw(ChannelModel model, int samples, int users, long seed) {
    ComplexMatrices batch = ComplexMatrices.zeros(samples, users, model.antennas());
    for (int i = 0; i < samples * users; i++) {
      model.draw(RandomStream.root(seed), i, batch.values(), batch.row(0, i));
    }
    return batch;
  }

  /** The same channels with log-normal user gains. */
  static ComplexMatrices withGains(ComplexMatrices batch, double decibels, long seed) {
    RandomGenerator random = RandomStream.root(seed).random();
    for (int sample = 0; sample < batch.samples(); sample++) {
      for (int user = 0; user < batch.rows(); user++) {
        scaleUser(batch, sample, user, Math.pow(10, random.nextGaussian() * decibels / 20));
      }
    }
    return batch;
  }

  static void scaleUser(ComplexMatrices batch, int sample, int user, double factor) {
    for (int i = batch.row(sample, user); i < batch.row(sample, user + 1); i++) {
      batch.values()[i] *= (float) factor;
    }
  }

  static void copyUser(ComplexMatrices from, int fromUser, ComplexMatrices to, int toUser) {
    for (int sample = 0; sample < from.samples(); sample++) {
      System.arraycopy(from.values(), from.row(sample, fromUser), to.values(), to.row(sample, toUser),
          2 * from.columns());
    }
  }

  /** Row k of the result is row {@code order[k]}. */
  static ComplexMatrices permuteUsers(ComplexMatrices batch, int... order) {
    ComplexMatrices result = ComplexMatrices.zeros(batch.samples(), batch.rows(), batch.columns());
    for (int k = 0; k < order.length; k++) {
      copyUser(batch, order[k], result, k);
    }
    return result;
  }

  /** ||V||_F^2 of one sample. */
  static double power(ComplexMatrices batch, int sample) {
    double sum = 0;
    for (int i = batch.row(sample, 0); i < batch.row(sample + 1, 0); i++) {
      sum += (double) batch.values()[i] * batch.values()[i];
    }
    return sum;
  }
}
