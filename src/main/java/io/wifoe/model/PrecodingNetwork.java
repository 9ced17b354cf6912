package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.nn.SumRateLoss;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network that goes from channels to precoders: what training and evaluation need to know of any learned scheme. */
public interface PrecodingNetwork extends AutoCloseable {
  /** Is told a task before its configurations are named; of use to a scheme that needs the geometry of its array. */
  default void meet(TaskConfig task) {}

  /**
   * Adds new task-specific parts for the configurations that have none yet.
   *
   * @return of those named the ones with parts of their own that have learned nothing yet, whoever added them, as
   *     {@link Parameters#isFresh} tells
   */
  Set<Configuration> addHeads(Collection<Configuration> configurations);

  /**
   * Lets the parts of a configuration begin with what is known of its array: pilots and last layers become random
   * mixtures of some users' channels, the same for every number of users of a task. Nothing happens unless a scheme has
   * such parts.
   *
   * @param channels (m, 1, Nt), users to train on
   */
  default void startFrom(Configuration configuration, ComplexMatrices channels) {}

  /**
   * Lets new parts of a task begin as those of another one that this network has learned, if there is one whose parts,
   * carried over to the task's array, serve its users better than those it has. Nothing happens unless a scheme can.
   *
   * @param added configurations of the task whose parts are new
   * @param users (m, K, Nt) to choose by, with the K of the first of them
   * @param link SNR to choose at
   * @return the name of the other task; null if the parts stay as they are
   */
  default String startFromKnownTask(TaskConfig task, List<Configuration> added, ComplexMatrices users,
      LinkBudget link) {
    return null;
  }

  /** All weights, of every configuration. */
  Parameters parameters();

  /** Whether a training moves the parameter of this name; every one unless a scheme freezes some. */
  default boolean isTrainable(String parameter) {
    return true;
  }

  /** The name in tables and charts, for example {@code "WiFo-E"}. */
  String name();

  /** The sizes, for files and results; null for a network without any. */
  default Record config() {
    return null;
  }

  /** Seed of the first weights. */
  default long seed() {
    return 1;
  }

  /** What files with this network's weights say of it. */
  default Map<String, String> description() {
    return Map.of("network", name());
  }

  /** The trainings that the weights come from, oldest first; empty for networks whose files have no room for them. */
  default List<TrainingRecord> provenance() {
    return List.of();
  }

  /** Replaces {@link #provenance}; networks whose files have no room for it ignore it. */
  default void setProvenance(List<TrainingRecord> trainings) {}

  /**
   * From channels to precoders at their power.
   *
   * @return for each transmission V (n, K, 2 Nt), each row [Re v_k | Im v_k]
   */
  List<NDArray> precoders(Pass pass, List<Transmission> transmissions);

  /** Mean sum rate of each transmission's samples, Eq. (15) with the sign turned: scalars that carry gradients. */
  default List<NDArray> sumRates(Pass pass, List<Transmission> transmissions) {
    List<NDArray> precoders = precoders(pass, transmissions);
    List<NDArray> sumRates = new ArrayList<>();
    for (int i = 0; i < transmissions.size(); i++) {
      Transmission part = transmissions.get(i);
      NDArray h = part.channels().reshape(precoders.get(i).getShape());
      NDArray rates = SumRateLoss.rates(pass, h, precoders.get(i), part.noisePower());
      pass.in(part.configuration().key()).record("rates", rates);
      sumRates.add(rates.sum(new int[] {1}).mean());
    }
    return sumRates;
  }

  /** What a training of this network improves; the sum rate, unless a scheme learns something else. */
  default Objective objective() {
    return Objective.SUM_RATE;
  }

  /** The measure of {@link #objective}, one scalar that carries gradients for each transmission. */
  default List<NDArray> measures(Pass pass, List<Transmission> transmissions) {
    return sumRates(pass, transmissions);
  }

  /**
   * The weighted sum of {@link #measures}, Eq. (16): a scalar that carries gradients.
   *
   * @param weights one for each transmission
   */
  default NDArray measure(Pass pass, List<Transmission> transmissions, double[] weights) {
    if (objective().equals(Objective.SUM_RATE)) {
      return WeightedSumRate.of(pass, transmissions, precoders(pass, transmissions).stream()
          .map(v -> v.reshape(-1, v.getShape().get(2))).toList(), weights);
    }
    List<NDArray> measures = measures(pass, transmissions);
    NDArray total = measures.get(0).mul(pass.scalar(weights[0]));
    for (int i = 1; i < measures.size(); i++) {
      total = total.add(measures.get(i).mul(pass.scalar(weights[i])));
    }
    return total;
  }

  /**
   * This network as a precoder of one task: it sees channels through its own noisy pilots and the users' feedback only.
   *
   * @param seed seed of the pilot noise
   */
  default Precoder precoder(TaskConfig task, long seed) {
    return precoder(task, seed, 0);
  }

  /**
   * The same over feedback that is not reliable.
   *
   * @param seed seed of the pilot noise and of the bits that are wrong
   * @param bitErrors probability that a bit is turned over on its way
   */
  default Precoder precoder(TaskConfig task, long seed, double bitErrors) {
    return new LearnedPrecoder(this, task, RandomStream.root(seed), bitErrors);
  }

  @Override
  void close();
}
