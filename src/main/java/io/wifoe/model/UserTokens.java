package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.wifoe.nn.Attention;
import io.wifoe.nn.Pass;
import io.wifoe.nn.Trunk;
import io.wifoe.task.Configuration;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Users of some samples before the trunk or behind it.
 *
 * @param power P of each precoder
 * @param z (n K, d)
 */
record UserTokens(Configuration configuration, double power, NDArray z) {
  /** Samples n. */
  int samples() {
    return (int) (z.getShape().get(0) / configuration.users());
  }

  /** The trunk (29) for all at once, by numbers of users, so that attention runs in few pieces. */
  static List<UserTokens> through(Trunk trunk, Pass pass, List<UserTokens> parts) {
    List<UserTokens> sorted = parts.stream()
        .sorted(Comparator.comparingInt(part -> part.configuration.users())).toList();
    NDList z = trunk.forward(pass, new NDList(sorted.stream().map(UserTokens::z).toList()), sorted.stream()
        .map(part -> new Attention.Group(part.samples(), part.configuration.users())).toList());
    IdentityHashMap<UserTokens, NDArray> behind = new IdentityHashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      behind.put(sorted.get(i), z.get(i));
    }
    return parts.stream().map(part -> new UserTokens(part.configuration, part.power, behind.get(part))).toList();
  }
}
