package io.wifoe.model;

import io.wifoe.Check;
import java.util.Arrays;
import java.util.List;

/**
 * The bits that users send, Eq. (6).
 *
 * @param samples n
 * @param users users of each sample
 * @param bits B of each user
 * @param values (samples, users, B), true for q = +1 and false for q = -1; not copied
 */
public record Feedback(int samples, int users, int bits, boolean[] values) {
  public Feedback {
    Check.that(samples >= 0 && users >= 1 && bits >= 1 && values.length == (long) samples * users * bits,
        "feedback of %d samples x %d users x %d bits does not come in %d bits", samples, users, bits, values.length);
  }

  /** One message: the bits of one user of one sample. */
  public static Feedback of(boolean... bits) {
    return new Feedback(1, 1, bits.length, bits);
  }

  /**
   * What a base station has heard: user k's message becomes row k of every sample.
   *
   * @throws IllegalArgumentException if there is none, or they differ in samples or bits
   */
  public static Feedback of(List<Feedback> users) {
    Check.that(!users.isEmpty(), "a base station that has heard nobody has no feedback");
    int samples = users.get(0).samples;
    int bits = users.get(0).bits;
    boolean[] values = new boolean[samples * users.size() * bits];
    for (int k = 0; k < users.size(); k++) {
      Feedback user = users.get(k);
      Check.that(user.users == 1 && user.samples == samples && user.bits == bits,
          "message %d is %d x %d x %d, others are %d x 1 x %d", k, user.samples, user.users, user.bits, samples, bits);
      for (int i = 0; i < samples; i++) {
        System.arraycopy(user.values, i * bits, values, (i * users.size() + k) * bits, bits);
      }
    }
    return new Feedback(samples, users.size(), bits, values);
  }

  /** The message of one user of one sample. */
  public Feedback message(int sample, int user) {
    int from = (sample * users + user) * bits;
    return of(Arrays.copyOfRange(values, from, from + bits));
  }
}
