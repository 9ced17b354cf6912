package io.wifoe.precoding;

import io.wifoe.Seed;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.ComplexBatch;
import java.util.random.RandomGenerator;

/** Batches of channels for the tests of this package. */
final class Batches {
  private Batches() {}

  static ComplexBatch draw(ChannelModel model, int samples, int users, long seed) {
    ComplexBatch batch = ComplexBatch.zeros(samples, users, model.antennas());
    float[] h = new float[2 * model.antennas()];
    for (int i = 0; i < samples * users; i++) {
      model.draw(Seed.root(seed), i, h, 0);
      for (int n = 0; n < model.antennas(); n++) {
        batch.re()[i * model.antennas() + n] = h[2 * n];
        batch.im()[i * model.antennas() + n] = h[2 * n + 1];
      }
    }
    return batch;
  }

  /** The same channels with log-normal user gains. */
  static ComplexBatch withGains(ComplexBatch batch, double decibels, long seed) {
    RandomGenerator random = Seed.root(seed).random();
    for (int sample = 0; sample < batch.samples(); sample++) {
      for (int user = 0; user < batch.users(); user++) {
        scaleUser(batch, sample, user, Math.pow(10, random.nextGaussian() * decibels / 20));
      }
    }
    return batch;
  }

  static void scaleUser(ComplexBatch batch, int sample, int user, double factor) {
    for (int n = batch.row(sample, user); n < batch.row(sample, user) + batch.antennas(); n++) {
      batch.re()[n] *= (float) factor;
      batch.im()[n] *= (float) factor;
    }
  }

  static void copyUser(ComplexBatch from, int fromUser, ComplexBatch to, int toUser) {
    for (int sample = 0; sample < from.samples(); sample++) {
      int source = from.row(sample, fromUser);
      int target = to.row(sample, toUser);
      System.arraycopy(from.re(), source, to.re(), target, from.antennas());
      System.arraycopy(from.im(), source, to.im(), target, from.antennas());
    }
  }

  /** Row k of the result is row {@code order[k]}. */
  static ComplexBatch permuteUsers(ComplexBatch batch, int... order) {
    ComplexBatch result = ComplexBatch.zeros(batch.samples(), batch.users(), batch.antennas());
    for (int k = 0; k < order.length; k++) {
      copyUser(batch, order[k], result, k);
    }
    return result;
  }

  /** ||V||_F^2 of one sample. */
  static double power(ComplexBatch batch, int sample) {
    double sum = 0;
    for (int i = batch.row(sample, 0); i < batch.row(sample, 0) + batch.users() * batch.antennas(); i++) {
      sum += (double) batch.re()[i] * batch.re()[i] + (double) batch.im()[i] * batch.im()[i];
    }
    return sum;
  }
}
